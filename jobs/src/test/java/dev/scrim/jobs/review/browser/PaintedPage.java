package dev.scrim.jobs.review.browser;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.jobs.review.index.TrajectoryFile;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A window with a table, most of whose cells are painted over; three places of text are left. What redaction missed is
 * written in a colour that nothing else has, at the foot of the page, so that a test can see it as a person does.
 *
 * @param cells painted over
 */
record PaintedPage(int widthPx, int heightPx, int cells) {
    /** How many windows look different from each other. */
    static final int LOOKS = 5;

    private static final List<Category> CATEGORIES = List.of(Category.values());

    /** As {@link Browser#colour} says it. */
    static final String MISS_COLOUR = "200,0,160";

    /** Readable places of a page on which nothing was missed. */
    static final int READABLE = 3;

    private static final List<String> TEXTS =
            List.of("Warehouse stock", "Bin C4, steel sheet", "Quantity on hand: 140");
    private static final Color MISS = new Color(200, 0, 160);
    private static final int ROW = 34;

    List<TrajectoryFile.Mask> masks() {
        List<TrajectoryFile.Mask> out = new ArrayList<>();
        int columns = Math.max(1, (widthPx - 160) / 150);
        Category[] kinds = Category.values();
        for (int i = 0; i < cells; i++) {
            int row = i / columns;
            Box box = new Box(80 + i % columns * 150, 190 + row * ROW % (heightPx - 340), 120, 20);
            // Mostly one kind: the build is one stratum.
            Category kind = i % 3 == 0 ? kinds[i % kinds.length] : Category.PERSON;
            out.add(new TrajectoryFile.Mask(box, kind.label()));
        }
        return out;
    }

    static Category category(TrajectoryFile.Mask mask) {
        return Arrays.stream(Category.values())
                .filter(c -> c.label().equals(mask.category()))
                .findFirst()
                .orElseThrow();
    }

    /** Masks of each category, in the order of the categories. */
    List<Integer> counts() {
        return CATEGORIES.stream()
                .map(c -> (int) masks().stream().filter(m -> category(m) == c).count())
                .toList();
    }

    List<Box> readable(boolean missed) {
        List<Box> out = new ArrayList<>();
        for (int i = 0; i < READABLE; i++) {
            out.add(new Box(80 + i * 260, 92, 200, 24));
        }
        if (missed) {
            out.add(miss());
        }
        return out;
    }

    /** Where the miss stands: behind everything else in the order of reading. */
    Box miss() {
        return new Box(80, heightPx - 90, 240, 26);
    }

    byte[] png(int look, boolean missed) {
        BufferedImage image = new BufferedImage(widthPx, heightPx, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(Color.getHSBColor(look / (float) LOOKS, 0.35f, 0.35f));
        pen.fillRect(0, 0, widthPx, heightPx);
        pen.setColor(new Color(250, 250, 248));
        pen.fillRoundRect(40, 30, widthPx - 80, heightPx - 70, 14, 14);
        pen.setColor(new Color(222, 228, 236));
        pen.fillRect(40, 40, widthPx - 80, 34);
        pen.setFont(new Font("DejaVu Sans", Font.PLAIN, 17));
        pen.setColor(new Color(30, 34, 40));
        for (int i = 0; i < READABLE; i++) {
            Box box = readable(false).get(i);
            pen.drawString(TEXTS.get(i), box.x(), box.y() + 19);
        }
        pen.setColor(new Color(225, 225, 225));
        for (int y = 184; y < heightPx - 140; y += ROW) {
            pen.drawLine(70, y, widthPx - 70, y);
        }
        for (TrajectoryFile.Mask mask : masks()) {
            pen.setColor(Color.getHSBColor(CATEGORIES.indexOf(category(mask)) / 11f, 0.25f, 0.5f));
            pen.fillRect(
                    mask.box().x(), mask.box().y(), mask.box().w(), mask.box().h());
        }
        if (missed) {
            Box miss = miss();
            pen.setColor(MISS);
            pen.fillRect(miss.x(), miss.y() + 4, 6, 16);
            pen.drawString("Call J. Harrow at home", miss.x() + 14, miss.y() + 19);
        }
        pen.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot paint a page", e);
        }
        return out.toByteArray();
    }
}
