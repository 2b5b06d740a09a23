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
    /** Nothing can be read on a picture smaller than this; pixels. */
    private static final int MIN_SCREEN_PX = 6;
    /** The higher threshold is this many times the normal one. */
    private static final int RESTLESS = 4;
    /** A blob this much taller than the line beside it is an icon or a border, not part of the line. */
    private static final double SAME_LINE_RATIO = 2.2;

    /** As {@link #SAME_LINE_RATIO}, between letters and a high thin blob, which may be the side of a box. */
    private static final double STROKE_RATIO = 1.35;
    /** In a finished line, a blob this much taller than its letters is an icon or a border beside them. */
    private static final double ICON_RATIO = 1.5;
    /** Strokes at most this wide and at least {@link #BAR_HEIGHT_PX} high may be letters, carets or borders; pixels. */
    private static final int BAR_WIDTH_PX = 4;

    private static final int BAR_HEIGHT_PX = 12;

    private static final Comparator<Component> LEFT_TO_RIGHT = Comparator.comparingInt(
                    (Component c) -> c.box().x())
            .thenComparingInt(c -> c.box().y())
            .thenComparingInt(c -> c.box().w());
    private static final Comparator<Box> READING_ORDER =
            Comparator.comparingInt(Box::y).thenComparingInt(Box::x).thenComparingInt(Box::w);

    private final ReadingSettings settings;

    LineFinder(ReadingSettings settings) {
        this.settings = settings;
    }

    /** Boxes of lines in {@code bgr}, top to bottom then left to right, one pixel wider than the ink on every side. */
    List<Box> find(Mat bgr) {
        if (bgr.cols() < MIN_SCREEN_PX || bgr.rows() < MIN_SCREEN_PX) {
            return List.of();
        }
        List<Box> found = new ArrayList<>();
        EdgeMap edges = EdgeMap.of(bgr, settings.minContrast());
        List<Component> tall = new ArrayList<>();
        for (Draft line : lines(edges, tall)) {
            found.addAll(line.boxes());
        }
        if (!tall.isEmpty()) {
            List<Component> ignored = new ArrayList<>();
            EdgeMap strong = EdgeMap.of(bgr, settings.minContrast() * RESTLESS);
            for (Box box : lines(strong, ignored).stream()
                    .flatMap(l -> l.boxes().stream())
                    .toList()) {
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
        List<Component> parts = new ArrayList<>();
        List<Component> bars = new ArrayList<>();
        for (Component c : edges.components()) {
            Box b = c.box();
            if (b.h() > TALL_PX) {
                tall.add(c);
            } else if (b.w() <= BAR_WIDTH_PX && b.h() >= BAR_HEIGHT_PX) {
                bars.add(c);
            } else {
                parts.add(c);
            }
        }
        parts.sort(LEFT_TO_RIGHT);
        bars.sort(LEFT_TO_RIGHT);
        List<Draft> lines = new ArrayList<>();
        List<Box> early = new ArrayList<>();
        for (Component c : parts) {
            boolean speck = isSpeck(c.box());
            Draft best = bestLine(lines, c.box(), speck, edges);
            if (best != null) {
                best.add(c.box(), speck);
            } else if (speck) {
                early.add(c.box());
            } else {
                lines.add(new Draft(c.box()));
            }
        }
        for (int i = early.size() - 1; i >= 0; i--) {
            joinNearest(lines, early.get(i));
        }
        for (Component c : bars) {
            joinBar(lines, c.box());
        }
        return lines;
    }

    private static boolean isSpeck(Box b) {
        return b.h() < SPECK_PX && b.w() < 3 * SPECK_PX;
    }

    /** The line that {@code b}, which starts no further left than any blob seen so far, continues. */
    private @Nullable Draft bestLine(List<Draft> lines, Box b, boolean speck, EdgeMap edges) {
        Draft best = null;
        double bestShare = 0;
        for (Draft line : lines) {
            int gap = b.x() - line.box().right();
            if (gap > settings.gapEm() * Math.max(line.height(), speck ? 0 : b.h())) {
                continue;
            }
            double share = speck ? line.shareOfSpeck(b) : line.shareOf(b);
            if (share <= bestShare) {
                continue;
            }
            int y = (Math.max(line.box().y(), b.y()) + Math.min(line.box().bottom(), b.bottom())) / 2;
            if (gap <= 0 || !edges.ruleBetween(line.box().right(), b.x(), y)) {
                bestShare = share;
                best = line;
            }
        }
        return best;
    }

    /** Gives a dot or dash that came before its line, or lies just above or below it, to the nearest line. */
    private static void joinNearest(List<Draft> lines, Box b) {
        Draft best = null;
        double bestDistance = Double.MAX_VALUE;
        for (Draft line : lines) {
            Box l = line.box();
            double reach = Math.max(3, line.height() * 0.6);
            double dx = Math.max(0, Math.max(l.x() - b.right(), b.x() - l.right()));
            double dy = Math.max(0, Math.max(l.y() - b.bottom(), b.y() - l.bottom()));
            if (dx <= reach && dy <= reach / 2 && dx + 2 * dy < bestDistance) {
                bestDistance = dx + 2 * dy;
                best = line;
            }
        }
        if (best != null) {
            best.add(b, true);
        }
    }

    /** A lone stroke is a letter where it fits into a line, a caret or a border where it does not. */
    private static void joinBar(List<Draft> lines, Box b) {
        for (Draft line : lines) {
            Box l = line.box();
            int slack = Math.max(2, line.height() / 4);
            if (b.y() >= l.y() - slack
                    && b.bottom() <= l.bottom() + slack
                    && b.x() - l.right() <= line.height() / 2
                    && l.x() - b.right() <= line.height() / 2) {
                line.add(b, true);
                return;
            }
        }
    }

    /** A line while it grows from left to right. */
    private static final class Draft {
        private Box box;
        /** Rows from the top of the highest to the bottom of the lowest letter or word; what others are compared with. */
        private Box core;
        /** False as long as there are only high strokes in it, which may be the side of a box. */
        private boolean text;

        private final List<Box> letters = new ArrayList<>();
        private final List<Box> small = new ArrayList<>();

        Draft(Box first) {
            this.box = first;
            this.letters.add(first);
            this.core = first;
            this.text = mayBeText(first);
        }

        private static boolean mayBeText(Box b) {
            return b.h() < 2 * BAR_HEIGHT_PX || b.w() * 2 > b.h();
        }

        Box box() {
            return box;
        }

        int height() {
            return core.h();
        }

        /** The line, and apart from it every icon or border that is much taller than its letters. */
        List<Box> boxes() {
            double limit = ICON_RATIO * letterHeight();
            List<Box> boxes = new ArrayList<>();
            Box line = null;
            for (Box b : letters) {
                if (b.h() > limit) {
                    boxes.add(b);
                } else {
                    line = line == null ? b : line.union(b);
                }
            }
            if (line != null) {
                for (Box b : small) {
                    line = line.union(b);
                }
                boxes.add(line);
            }
            return boxes;
        }

        /** The height that blobs making up three quarters of the line's width do not exceed. */
        private int letterHeight() {
            List<Box> byHeight = new ArrayList<>(letters);
            byHeight.sort(Comparator.comparingInt(Box::h));
            long width = letters.stream().mapToLong(Box::w).sum();
            long passed = 0;
            for (Box b : byHeight) {
                passed += b.w();
                if (passed * 4 >= width * 3) {
                    return b.h();
                }
            }
            return core.h();
        }

        void add(Box b, boolean isSmall) {
            box = box.union(b);
            (isSmall ? small : letters).add(b);
            if (!isSmall) {
                text |= mayBeText(b);
                int top = Math.min(core.y(), b.y());
                int bottom = Math.max(core.bottom(), b.bottom());
                core = new Box(core.x(), top, core.w(), bottom - top);
            }
        }

        /** How well {@code b} stands in this line, 0 when it does not. */
        double shareOf(Box b) {
            int overlap = Math.min(core.bottom(), b.bottom()) - Math.max(core.y(), b.y());
            int smaller = Math.min(core.h(), b.h());
            int larger = Math.max(core.h(), b.h());
            if (overlap * 2 <= smaller || larger > SAME_LINE_RATIO * smaller) {
                return b.h() < core.h() && isGlyph(b) ? shareOfSpeck(b) : 0;
            }
            if (text != mayBeText(b) && larger > STROKE_RATIO * smaller) {
                return 0;
            }
            double tilt = Math.abs(core.centerY() - b.centerY()) / larger;
            return tilt > 0.4 ? 0 : (double) overlap / larger;
        }

        /** True for a blob that may be one low letter or a dash of this line, false for a whole word of smaller text. */
        private boolean isGlyph(Box b) {
            return text && (b.h() <= SPECK_PX + 1 || (b.w() <= b.h() * 3 / 2 && b.h() * 4 >= core.h()));
        }

        /** As {@link #shareOf} for dots, dashes and accents: in the line, or a little below or above it. */
        double shareOfSpeck(Box b) {
            int slack = Math.max(2, core.h() / 4);
            if (b.y() < core.y() - slack || b.bottom() > core.bottom() + slack) {
                return 0;
            }
            return 1 - Math.abs(core.centerY() - b.centerY()) / (2.0 * core.h());
        }
    }
}
