package dev.scrim.jobs.report;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/**
 * A picture that is part of the page itself.
 *
 * @param pngBase64 PNG without metadata
 */
public record Picture(String pngBase64, int widthPx, int heightPx) {
    /** Wide enough to see what is covered, small enough that a dozen fit into one page. */
    static final int MAX_WIDTH_PX = 1280;

    /**
     * Made from a coded frame, smaller where it is wider than a page; coded anew, so that nothing but pixels goes along.
     *
     * @param coded PNG or JPEG
     * @throws IllegalArgumentException when it is neither
     */
    public static Picture of(byte[] coded) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(coded));
            if (image == null) {
                throw new IllegalArgumentException("Cannot show a picture that is neither PNG nor JPEG");
            }
            BufferedImage small = fit(image);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(small, "png", out);
            String base64 = Base64.getEncoder().encodeToString(out.toByteArray());
            return new Picture(base64, small.getWidth(), small.getHeight());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot code a picture in memory", e);
        }
    }

    private static BufferedImage fit(BufferedImage image) {
        int width = Math.min(MAX_WIDTH_PX, image.getWidth());
        int height = Math.max(1, Math.round(image.getHeight() * (width / (float) image.getWidth())));
        BufferedImage out = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = out.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return out;
    }
}
