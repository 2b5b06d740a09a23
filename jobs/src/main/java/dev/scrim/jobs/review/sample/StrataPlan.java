package dev.scrim.jobs.review.sample;

import dev.scrim.jobs.review.index.IndexedFrame;
import dev.scrim.redaction.review.EProcess;
import dev.scrim.redaction.review.Verdicts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Parts of a build by rating, app and the category of most masks. A part that is too small ever to be bounded below the
 * target goes together with the part that is most like it, so that a build gets as many strata as its sample can pay for.
 */
final class StrataPlan {
    /** More parts than these nobody looks at, and each costs frames. */
    private static final int MAX_STRATA = 8;

    private static final int NAMES = 3;
    private static final int RATING_WEIGHT = 4;
    private static final int KIND_WEIGHT = 2;

    /** What a frame is like. */
    private record Cell(int rating, String app, String kind) {
        static Cell of(IndexedFrame f) {
            return new Cell(f.rating(), f.app(), f.kind());
        }
    }

    /** Cells that are bounded together. */
    private static final class Part {
        private final Set<Integer> ratings = new TreeSet<>();
        private final Set<String> apps = new TreeSet<>();
        private final Set<String> kinds = new TreeSet<>();
        private final List<Cell> cells = new ArrayList<>();
        private long frames;
        private long units;

        void add(Part other) {
            ratings.addAll(other.ratings);
            apps.addAll(other.apps);
            kinds.addAll(other.kinds);
            cells.addAll(other.cells);
            frames += other.frames;
            units += other.units;
        }

        int unlike(Part other) {
            int rating = Integer.MAX_VALUE;
            for (int a : ratings) {
                for (int b : other.ratings) {
                    rating = Math.min(rating, Math.abs(a - b));
                }
            }
            return RATING_WEIGHT * rating
                    + (kinds.stream().anyMatch(other.kinds::contains) ? 0 : KIND_WEIGHT)
                    + (apps.stream().anyMatch(other.apps::contains) ? 0 : 1);
        }

        String name() {
            String rating = ratings.stream().map(String::valueOf).collect(Collectors.joining(", "));
            return "rating " + rating + "; " + some(apps, "no app") + "; masks " + some(kinds, "none");
        }

        private static String some(Set<String> all, String none) {
            String shown = all.stream().filter(s -> !s.isEmpty()).limit(NAMES).collect(Collectors.joining(", "));
            return (shown.isEmpty() ? none : shown) + (all.size() > NAMES ? ", " + (all.size() - NAMES) + " more" : "");
        }
    }

    private final List<Part> parts;
    private final Map<Cell, Integer> index = new HashMap<>();

    private StrataPlan(List<Part> parts) {
        this.parts = parts;
        for (int i = 0; i < parts.size(); i++) {
            for (Cell cell : parts.get(i).cells) {
                index.put(cell, i);
            }
        }
    }

    /**
     * The strata of a build.
     *
     * @param drawn one frame of each independent segment
     */
    static StrataPlan of(List<IndexedFrame> frames, List<IndexedFrame> drawn, double alpha, double target) {
        Map<Cell, Part> cells = new HashMap<>();
        for (IndexedFrame f : frames) {
            part(cells, f).frames++;
        }
        for (IndexedFrame f : drawn) {
            part(cells, f).units++;
        }
        List<Part> parts = new ArrayList<>(cells.values());
        Comparator<Part> smallest = Comparator.<Part>comparingLong(p -> p.units)
                .thenComparingLong(p -> p.frames)
                .thenComparing(Part::name)
                .thenComparing(p -> String.join("\n", p.apps));
        while (parts.size() > 1) {
            parts.sort(smallest);
            Part least = parts.get(0);
            if (parts.size() <= MAX_STRATA && least.units >= needed(parts.size(), alpha, target)) {
                break;
            }
            parts.remove(0);
            Part like = parts.get(0);
            for (Part other : parts) {
                like = least.unlike(other) < least.unlike(like) ? other : like;
            }
            like.add(least);
        }
        TreeMap<String, Part> byName = new TreeMap<>();
        parts.forEach(p -> byName.merge(p.name(), p, (a, b) -> {
            a.add(b);
            return a;
        }));
        return new StrataPlan(List.copyOf(byName.values()));
    }

    private static Part part(Map<Cell, Part> cells, IndexedFrame f) {
        return cells.computeIfAbsent(Cell.of(f), cell -> {
            Part p = new Part();
            p.ratings.add(cell.rating());
            p.apps.add(cell.app());
            p.kinds.add(cell.kind());
            p.cells.add(cell);
            return p;
        });
    }

    /** Clean frames that each of so many strata needs. */
    private static long needed(int strata, double alpha, double target) {
        return new EProcess(alpha / strata, 1).framesMissing(Verdicts.NONE, target);
    }

    int size() {
        return parts.size();
    }

    int of(IndexedFrame frame) {
        return index.getOrDefault(Cell.of(frame), 0);
    }

    String name(int stratum) {
        return parts.get(stratum).name();
    }

    long frames(int stratum) {
        return parts.get(stratum).frames;
    }
}
