package dev.scrim.redaction.propagate;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Finding;
import dev.scrim.redaction.layout.FrameLayout;
import dev.scrim.redaction.layout.Piece;
import dev.scrim.redaction.text.Folding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds a mask where the reader lost a line that is still there: under a selection, a cursor, a fade. A secret's place
 * in one frame is kept in the next ones while the text around it stands still and nothing else is readable there.
 */
final class Persistence {
    /** A place seen only before, or only behind, is kept this long. */
    private static final long ONE_SIDED_US = 5_000_000L;
    /** Share of the lines that must be where they were for a window to count as standing still. */
    private static final double STILL = 0.5;

    private static final float READABLE = 0.75f;

    private final List<FrameLayout> layouts;
    private final List<Set<String>> prints = new ArrayList<>();

    Persistence(List<FrameLayout> layouts) {
        this.layouts = layouts;
        for (FrameLayout layout : layouts) {
            Set<String> print = new HashSet<>();
            for (Piece p : layout.pieces()) {
                if (!p.words().isEmpty()) {
                    print.add(p.window() + " " + p.box().x() / 8 + " " + p.box().y() / 8 + " "
                            + Folding.key(p.text()).text());
                }
            }
            prints.add(print);
        }
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
        for (Box box : on.boxes()) {
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
                            && common(p.box(), box) > 0.3);
            if (readable || !still(i, j, box)) {
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

    private boolean still(int i, int j, Box box) {
        int owner = owner(i, box);
        if (owner != owner(j, box)) {
            return false;
        }
        String prefix = owner + " ";
        long all = prints.get(i).stream().filter(p -> p.startsWith(prefix)).count();
        long same = prints.get(i).stream()
                .filter(p -> p.startsWith(prefix) && prints.get(j).contains(p))
                .count();
        return all >= 3 && same >= STILL * all;
    }

    private int owner(int i, Box box) {
        return layouts.get(i).windows().stream()
                .filter(w -> w.bounds().contains(box.centerX(), box.centerY()))
                .findFirst()
                .map(w -> w.id())
                .orElse(-1);
    }

    /** Share of {@code box} that {@code other} covers. */
    private static double common(Box other, Box box) {
        return box.isEmpty() ? 1 : other.intersect(box).area() / (double) box.area();
    }
}
