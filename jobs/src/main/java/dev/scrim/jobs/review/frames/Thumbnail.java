package dev.scrim.jobs.review.frames;

import dev.scrim.datasets.model.Pixels;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A frame as small as a stamp. */
final class Thumbnail {
    private static final int WIDTH_PX = 192;
    private static final float QUALITY = 0.7f;

    private Thumbnail() {}

    /** JPEG. */
    static byte[] of(Pixels page) {
        BufferedImage image = new BufferedImage(page.width(), page.height(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] bgr = page.toBgr();
        System.arraycopy(bgr, 0, ((DataBufferByte) image.getRaster().getDataBuffer()).getData(), 0, bgr.length);
        // Halves first: one bilinear step over more than two pixels would skip the lines of letters.
        while (image.getWidth() >= 2 * WIDTH_PX) {
            image = scaled(image, image.getWidth() / 2, Math.max(1, image.getHeight() / 2));
        }
        int width = Math.min(WIDTH_PX, image.getWidth());
        return jpeg(scaled(image, width, Math.max(1, image.getHeight() * width / image.getWidth())));
    }

    private static BufferedImage scaled(BufferedImage image, int width, int height) {
        BufferedImage out = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = out.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return out;
    }

    private static byte[] jpeg(BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // In memory: ImageIO's own choice would be a file.
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(QUALITY);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot code a picture in memory", e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}
