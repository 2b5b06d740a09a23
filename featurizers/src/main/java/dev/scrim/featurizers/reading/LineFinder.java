package dev.scrim.featurizers.reading;

import dev.scrim.datasets.model.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opencv.core.Mat;

/**
 * Finds everything on a screen that may be a line of text. Recall comes first: a line that is not found cannot be
 * redacted, while a found line that is no text costs only its OCR. Cells of a table, label and value, and words on
 * both sides of a vertical rule become lines of their own.
 */
final class LineFinder {
    /** Blobs smaller than this in both directions are dots and accents: they join a line but never make one; pixels. */
    private static final int SPECK_PX = 5;
    /** Blobs taller than this are pictures, or text on something restless: looked into with a higher threshold; pixels. */
    private static final int TALL_PX = 80;
    /** The higher threshold is this many times the normal one. */
    private static final int RESTLESS = 4;
    /** A blob this much taller than the line beside it is an icon or a border, not part of the line. */
    private static final double SAME_LINE_RATIO = 2.2;

    private static final Comparator<Box> READING_ORDER =
            Comparator.comparingInt(Box::y).thenComparingInt(Box::x).thenComparingInt(Box::w);

    private final ReadingSettings settings;

    LineFinder(ReadingSettings settings) {
        this.settings = settings;
    }

    /** Boxes of lines in {@code bgr}, top to bottom then left to right, one pixel wider than the ink on every side. */
    List<Box> find(Mat bgr) {
        List<Box> found = new ArrayList<>();
        EdgeMap edges = EdgeMap.of(bgr, settings.minContrast());
        List<Component> tall = new ArrayList<>();
        for (Draft line : lines(edges, tall)) {
            found.add(line.box());
        }
        if (!tall.isEmpty()) {
            List<Component> ignored = new ArrayList<>();
            EdgeMap strong = EdgeMap.of(bgr, settings.minContrast() * RESTLESS);
            for (Draft line : lines(strong, ignored)) {
                Box box = line.box();
                if (tall.stream().anyMatch(t -> t.box().contains(box.centerX(), box.centerY()))
                        && found.stream().noneMatch(f -> f.contains(box))) {
                    found.add(box);
                }
            }
        }
        List<Box> padded = new ArrayList<>(found.size());
        for (Box box : found) {
            padded.add(box.grow(1, 1).clip(bgr.cols(), bgr.rows()));
        }
        padded.sort(READING_ORDER);
        return padded;
    }

    private List<Draft> lines(EdgeMap edges, List<Component> tall) {
        List<Component> glyphs = new ArrayList<>();
        List<Component> specks = new ArrayList<>();
        for (Component c : edges.components()) {
            Box b = c.box();
            if (b.h() > TALL_PX) {
                tall.add(c);
            } else if (b.h() < SPECK_PX && b.w() < 3 * SPECK_PX) {
                specks.add(c);
            } else {
                glyphs.add(c);
            }
        }
        glyphs.sort(Comparator.comparingInt((Component c) -> c.box().x())
                .thenComparingInt(c -> c.box().y()));
        specks.sort(Comparator.comparingInt((Component c) -> c.box().x())
                .thenComparingInt(c -> c.box().y()));
        List<Draft> lines = new ArrayList<>();
        for (Component c : glyphs) {
            Draft best = bestLine(lines, c.box(), edges);
            if (best == null) {
                lines.add(new Draft(c.box()));
            } else {
                best.add(c.box());
            }
        }
        for (Component c : specks) {
            for (Draft line : lines) {
                line.addIfNear(c.box());
            }
        }
        lines.removeIf(Draft::isBar);
        return lines;
    }

    private @Nullable Draft bestLine(List<Draft> lines, Box b, EdgeMap edges) {
        Draft best = null;
        double bestOverlap = 0;
        for (Draft line : lines) {
            Box l = line.box();
            int gap = b.x() - l.right();
            double height = Math.max(l.h(), b.h());
            if (gap > settings.gapEm() * height) {
                continue;
            }
            int overlap = Math.min(l.bottom(), b.bottom()) - Math.max(l.y(), b.y());
            int smaller = Math.min(l.h(), b.h());
            if (overlap * 2 < smaller || (height > SAME_LINE_RATIO * smaller && smaller >= SPECK_PX)) {
                continue;
            }
            int y = (Math.max(l.y(), b.y()) + Math.min(l.bottom(), b.bottom())) / 2;
            if (gap > 0 && edges.ruleBetween(l.right(), b.x(), y)) {
                continue;
            }
            double share = overlap / height;
            if (share > bestOverlap) {
                bestOverlap = share;
                best = line;
            }
        }
        return best;
    }

    /** A line while it grows from left to right. */
    private static final class Draft {
        private Box box;

        Draft(Box first) {
            this.box = first;
        }

        Box box() {
            return box;
        }

        void add(Box b) {
            box = box.union(b);
        }

        /** Takes a dot, comma or accent that sits in, just above, just below or just beside the line. */
        void addIfNear(Box b) {
            int reach = Math.max(2, box.h() / 2);
            Box near = new Box(box.x() - reach, box.y() - box.h() / 3, box.w() + 2 * reach, box.h() + box.h() * 2 / 3);
            if (near.contains(b)) {
                box = box.union(b);
            }
        }

        /** A caret, or the side of a small box: one thin stroke and nothing else. */
        boolean isBar() {
            return box.w() <= 3 && box.h() >= 10;
        }
    }
}
