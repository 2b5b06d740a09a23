package dev.scrim.redaction.propagate;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Finding;
import dev.scrim.redaction.layout.FrameLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds a mask where the reader lost a line that is still there: under a selection, a cursor, a fade, or cut to half
 * its height where a pane scrolls below its head. A secret's place in one frame is kept in the next ones, moved as far
 * as the text around it moved, while nothing else is readable there.
 */
final class Persistence {
    /** A place seen only before, or only behind, is kept this long. */
    private static final long ONE_SIDED_US = 5_000_000L;

    private static final float READABLE = 0.75f;
    /** A line whose middle is further off than this share of the height is a neighbour, not what stands there now. */
    private static final double LEVEL = 0.4;

    private final List<FrameLayout> layouts;
    private final Drift drift;

    Persistence(List<FrameLayout> layouts) {
        this.layouts = layouts;
        this.drift = new Drift(layouts);
    }

    /** Findings for the frames in which a line was lost. */
    List<Finding> hold(Set<Finding> found) {
        Map<Long, List<Finding>> byTime = new HashMap<>();
        Map<Long, List<Box>> covered = new HashMap<>();
        for (Finding f : found) {
            if (f.category() != Category.UNREADABLE && f.place() instanceof Finding.OnScreen on) {
                byTime.computeIfAbsent(on.tUs(), t -> new ArrayList<>()).add(f);
                covered.computeIfAbsent(on.tUs(), t -> new ArrayList<>()).addAll(on.boxes());
            }
        }
        Map<String, Finding> held = new LinkedHashMap<>();
        for (int i = 0; i < layouts.size(); i++) {
            long from = time(i);
            for (Finding f : byTime.getOrDefault(from, List.of())) {
                for (int step : new int[] {1, -1}) {
                    for (int j = i + step;
                            j >= 0 && j < layouts.size() && Math.abs(time(j) - from) <= ONE_SIDED_US;
                            j += step) {
                        if (!carry(f, i, j, covered, held)) {
                            break;
                        }
                    }
                }
            }
        }
        return new ArrayList<>(held.values());
    }

    /** Keeps the finding's boxes in frame {@code j}; false when they were seen to hold something else there. */
    private boolean carry(Finding f, int i, int j, Map<Long, List<Box>> covered, Map<String, Finding> held) {
        if (!(f.place() instanceof Finding.OnScreen on)) {
            return false;
        }
        long t = time(j);
        for (Box was : on.boxes()) {
            Optional<Box> moved = drift.moved(i, j, was);
            if (moved.isEmpty()) {
                return false;
            }
            Box box = moved.get();
            if (covered.getOrDefault(t, List.of()).stream().anyMatch(b -> common(b, box) > 0.7)) {
                continue;
            }
            boolean readable = layouts.get(j).pieces().stream()
                    .anyMatch(p -> !p.words().isEmpty()
                            && p.confidence() >= READABLE
                            && p.text()
                                            .chars()
                                            .filter(Character::isLetterOrDigit)
                                            .count()
                                    >= 2
                            && Math.abs(p.box().centerY() - box.centerY()) <= LEVEL * box.h()
                            && common(p.box(), box) > 0.3);
            if (readable) {
                return false;
            }
            held.putIfAbsent(
                    t + " " + box,
                    new Finding(
                            f.secretId(),
                            f.category(),
                            f.entity(),
                            f.text(),
                            f.score(),
                            "propagate.held",
                            new Finding.OnScreen(t, List.of(box), on.lineId())));
        }
        return true;
    }

    private long time(int i) {
        return layouts.get(i).view().frame().tUs();
    }

    /** Share of {@code box} that {@code other} covers. */
    private static double common(Box other, Box box) {
        return box.isEmpty() ? 1 : other.intersect(box).area() / (double) box.area();
    }
}
