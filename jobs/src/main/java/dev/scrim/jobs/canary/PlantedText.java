package dev.scrim.jobs.canary;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Pixels;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.GeneralPath;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes something private that belongs to nobody where a redacted frame was painted over, as if the mask had been
 * forgotten: reviewers who do not report it would not have reported a real one.
 *
 * @param page the frame with it
 * @param text where it can be read
 * @param uncovered index of the mask that it stands in for
 */
public record PlantedText(Pixels page, Box text, int uncovered) {
    private static final double LEAST_PX = 11;
    private static final double LARGEST_PX = 20;
    /** Height of letters within a line that a mask was fitted to. */
    private static final double OF_LINE = 0.66;

    private static final int TALL_PX = 44;
    private static final int WIDE_PX = 48;
    private static final int AROUND_PX = 3;
    private static final int PADDING_PX = 3;

    /**
     * Draws it.
     *
     * @param masks places that are painted over, at least one
     * @param categories of the masks
     * @param seed the same seed draws the same
     */
    public static PlantedText draw(Pixels page, List<Box> masks, List<Category> categories, long seed) {
        Invention made = new Invention(seed);
        int chosen = choose(masks, made);
        Box mask = masks.get(chosen).clip(page.width(), page.height());
        String text = words(categories.get(chosen), made);
        byte[] bgr = page.toBgr();
        BufferedImage image = new BufferedImage(page.width(), page.height(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] raster = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        System.arraycopy(bgr, 0, raster, 0, bgr.length);
        int line = Math.min(mask.h(), TALL_PX);
        double size = Math.max(LEAST_PX, Math.min(LARGEST_PX, line * OF_LINE));
        try (Lettering letters = Lettering.of(Lettering.Face.SANS)) {
            double width = letters.width(text, size);
            double x = Math.max(PADDING_PX, Math.min(mask.x() + PADDING_PX, page.width() - width - PADDING_PX));
            double middle = mask.y() + line / 2.0;
            double baseline = Math.max(size, Math.min(page.height() - PADDING_PX, middle + size * 0.36));
            GeneralPath outline = letters.outline(text, size, x, baseline);
            Rectangle ink = outline.getBounds();
            Box box = new Box(ink.x, ink.y, ink.width, ink.height)
                    .grow(PADDING_PX, PADDING_PX)
                    .clip(page.width(), page.height());
            Color background = around(page, mask);
            Graphics2D graphics = image.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setColor(background);
            // As if the mask were not there: all of it, where it is as high as a line.
            Box hole = mask.h() <= TALL_PX ? box.union(mask) : box;
            graphics.fillRect(hole.x(), hole.y(), hole.w(), hole.h());
            graphics.setColor(luma(background) > 127 ? new Color(0x24292F) : new Color(0xD8DCE2));
            graphics.fill(outline);
            graphics.dispose();
            return new PlantedText(Pixels.copyOf(page.width(), page.height(), raster), box, chosen);
        }
    }

    /** One that is as high as a line and wide enough for a word, where there is one. */
    private static int choose(List<Box> masks, Invention made) {
        int start = made.below(masks.size());
        int best = start;
        for (int i = 0; i < masks.size(); i++) {
            int at = (start + i) % masks.size();
            Box box = masks.get(at);
            if (box.h() >= LEAST_PX && box.h() <= TALL_PX && box.w() >= WIDE_PX) {
                return at;
            }
            best = box.area() > masks.get(best).area() ? at : best;
        }
        return best;
    }

    private static String words(Category category, Invention made) {
        return switch (category) {
            case TAX -> made.coin() ? made.ssn() : made.itin();
            case MEDICAL -> made.coin() ? made.condition() : made.drug();
            case CHAT, AI_PROMPT -> made.message();
            case CREDENTIAL -> made.coin() ? made.password() : made.accessKey();
            case FINANCE -> made.coin() ? made.card() : made.amount();
            case HR -> made.amount();
            case CONTACT -> made.coin() ? made.mail(made.person()) : made.phone();
            case PERSON, PICTURE, UNREADABLE -> made.person();
        };
    }

    /** The colour that most pixels just outside the mask have. */
    private static Color around(Pixels page, Box mask) {
        Box ring = mask.grow(AROUND_PX, AROUND_PX).clip(page.width(), page.height());
        Map<Integer, Integer> seen = new HashMap<>();
        byte[] row = new byte[page.width() * 3];
        int best = 0xFFFFFF;
        int most = 0;
        for (int y = ring.y(); y < ring.bottom(); y++) {
            page.copyRow(0, y, page.width(), row, 0);
            for (int x = ring.x(); x < ring.right(); x++) {
                if (!mask.contains(x, y)) {
                    int rgb = (row[x * 3 + 2] & 255) << 16 | (row[x * 3 + 1] & 255) << 8 | (row[x * 3] & 255);
                    int n = seen.merge(rgb, 1, Integer::sum);
                    if (n > most) {
                        most = n;
                        best = rgb;
                    }
                }
            }
        }
        return new Color(best);
    }

    private static int luma(Color c) {
        return (c.getBlue() * 29 + c.getGreen() * 150 + c.getRed() * 77) >> 8;
    }
}
