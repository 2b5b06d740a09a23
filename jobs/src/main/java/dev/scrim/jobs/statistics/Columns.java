package dev.scrim.jobs.statistics;

import dev.scrim.jobs.report.Html;
import dev.scrim.jobs.report.Numbers;
import dev.scrim.jobs.statistics.Statistics.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** A histogram: one upright bar for each class, with its number above it and its name below. */
final class Columns {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 210;
    private static final int TOP = 22;
    private static final int BOTTOM = 26;
    /** As many as have room for their names. */
    private static final int MOST = 20;

    /** Widths of classes that people count in. */
    private static final int[] WIDTHS = {1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 10_000, 100_000};

    private Columns() {}

    /**
     * Whole numbers in at most twenty classes of equal width.
     *
     * @param counts how often each number, from 1 up, is there
     */
    static List<Count> classes(SortedMap<Integer, Long> counts) {
        if (counts.isEmpty()) {
            return List.of();
        }
        int most = counts.lastKey();
        int width = WIDTHS[WIDTHS.length - 1];
        for (int i = WIDTHS.length - 1; i >= 0; i--) {
            if ((most + WIDTHS[i] - 1) / WIDTHS[i] <= MOST) {
                width = WIDTHS[i];
            }
        }
        List<Count> out = new ArrayList<>();
        for (int from = 1; from <= most; from += width) {
            int to = from + width - 1;
            long n = counts.subMap(from, to + 1).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            out.add(new Count(width == 1 ? String.valueOf(from) : from + "\u2013" + to, n));
        }
        return out;
    }

    /**
     * Draws it.
     *
     * @param title what is counted, for people who hear the page
     */
    static void draw(Html page, String title, List<Count> classes) {
        long most = classes.stream().mapToLong(Count::count).max().orElse(0);
        page.raw("<svg class=\"columns\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\" aria-label=\"")
                .text(title)
                .raw("\">\n");
        double slot = WIDTH / (double) Math.max(1, classes.size());
        double width = Math.min(slot * 0.78, 54);
        int floor = HEIGHT - BOTTOM;
        // Names that would touch are left out evenly; the first always stays.
        int longest = classes.stream().mapToInt(c -> c.name().length()).max().orElse(1);
        int every = Math.max(1, (int) Math.ceil(longest * 6.4 / slot));
        for (int i = 0; i < classes.size(); i++) {
            Count c = classes.get(i);
            double middle = i * slot + slot / 2;
            double height = most == 0 ? 0 : (floor - TOP) * (c.count() / (double) most);
            height = c.count() > 0 ? Math.max(2, height) : 0;
            page.raw("<g>")
                    .element("title", "", c.name() + ": " + Numbers.count(c.count()))
                    .raw("<rect class=\"hit\" x=\"" + number(i * slot) + "\" y=\"0\" width=\"" + number(slot)
                            + "\" height=\"" + floor + "\"/>");
            if (c.count() > 0) {
                page.raw("<rect x=\"" + number(middle - width / 2) + "\" y=\"" + number(floor - height) + "\" width=\""
                        + number(width) + "\" height=\"" + number(height) + "\" rx=\"3\"/>");
                label(page, middle, floor - height - 6, Numbers.count(c.count()), "above");
            }
            if (i % every == 0) {
                label(page, middle, HEIGHT - 8, c.name(), "");
            }
            page.raw("</g>\n");
        }
        page.raw("<line class=\"floor\" x1=\"0\" y1=\"" + floor + "\" x2=\"" + WIDTH + "\" y2=\"" + floor + "\"/>\n")
                .raw("</svg>\n");
    }

    private static void label(Html page, double x, double y, String text, String cssClass) {
        page.raw("<text" + (cssClass.isEmpty() ? "" : " class=\"" + cssClass + "\"") + " x=\"" + number(x) + "\" y=\""
                        + number(y) + "\" text-anchor=\"middle\">")
                .text(text)
                .raw("</text>");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
