package dev.scrim.notebooks;

import dev.scrim.datasets.dataset.DatasetFrame;
import dev.scrim.datasets.dataset.DatasetStep;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.shards.FlatAction;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.List;
import java.util.Optional;

/** Frames as pictures, with what was done drawn on them. For datasets whose places count in pixels of the picture. */
public final class StepPicture {
    private static final Color ACTION = new Color(0xe0, 0x2f, 0x6b);
    private static final int CAPTION_PX = 34;
    private static final int RADIUS_PX = 14;

    private StepPicture() {}

    /** A frame as it is. */
    public static BufferedImage of(DatasetFrame frame) {
        Pixels pixels = frame.pixels();
        BufferedImage image = new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        System.arraycopy(pixels.toBgr(), 0, bgr, 0, bgr.length);
        return image;
    }

    /** The frame before a step with its action drawn on it, and a line of words below; empty where there is no frame. */
    public static Optional<BufferedImage> of(DatasetStep step) {
        return step.before().map(frame -> {
            BufferedImage screen = of(frame);
            BufferedImage out =
                    new BufferedImage(screen.getWidth(), screen.getHeight() + CAPTION_PX, BufferedImage.TYPE_INT_RGB);
            Graphics2D g = out.createGraphics();
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setColor(Color.WHITE);
            g.fillRect(0, 0, out.getWidth(), out.getHeight());
            g.drawImage(screen, 0, 0, null);
            draw(g, step.action());
            g.setColor(Color.BLACK);
            g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, CAPTION_PX / 2));
            g.drawString(words(step), 10, screen.getHeight() + CAPTION_PX - 11);
            g.dispose();
            return out;
        });
    }

    /** Some pictures side by side at the same height, for a look at a trajectory. */
    public static BufferedImage strip(List<BufferedImage> pictures, int heightPx) {
        int width = Math.max(
                1, pictures.stream().mapToInt(p -> widthAt(p, heightPx) + 6).sum());
        BufferedImage out = new BufferedImage(width, heightPx, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = out.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, heightPx);
        int x = 0;
        for (BufferedImage picture : pictures) {
            g.drawImage(picture, x, 0, widthAt(picture, heightPx), heightPx, null);
            x += widthAt(picture, heightPx) + 6;
        }
        g.dispose();
        return out;
    }

    /** Such as {@code 3  type "<PERSON> called"  in Mail}. */
    public static String words(DatasetStep step) {
        FlatAction action = step.action();
        StringBuilder out = new StringBuilder(step.index() + "  " + action.kind());
        if (action.count() > 1) {
            out.append(" x").append(action.count());
        }
        action.text().ifPresent(text -> out.append(" \"").append(text).append('"'));
        if (!action.keys().isEmpty()) {
            out.append(' ').append(String.join("+", action.keys()));
        }
        step.elementText().ifPresent(text -> out.append(" on ").append(text));
        step.app().ifPresent(app -> out.append("  in ").append(app));
        return out.toString();
    }

    private static int widthAt(BufferedImage picture, int heightPx) {
        return Math.max(1, picture.getWidth() * heightPx / picture.getHeight());
    }

    private static void draw(Graphics2D g, FlatAction action) {
        g.setColor(ACTION);
        g.setStroke(new BasicStroke(4, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        action.at().ifPresent(at -> ring(g, at));
        action.to().ifPresent(to -> {
            ring(g, to);
            action.at()
                    .ifPresent(at -> g.drawLine(
                            (int) Math.round(at.x()), (int) Math.round(at.y()), (int) Math.round(to.x()), (int)
                                    Math.round(to.y())));
        });
    }

    private static void ring(Graphics2D g, Point at) {
        g.drawOval(
                (int) Math.round(at.x()) - RADIUS_PX,
                (int) Math.round(at.y()) - RADIUS_PX,
                2 * RADIUS_PX,
                2 * RADIUS_PX);
    }
}
