package dev.scrim.jobs.statistics;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that the page and its JSON say: counts, and the names of applications where the export discloses them. No time, no
 * path and no name of a person or recording.
 *
 * @param splits train first; empty where the format has none
 * @param trajectoriesBySteps how many trajectories have how many steps
 * @param trajectoriesByTime in classes, the shortest first
 * @param actions by kind
 * @param apps by name; empty where the format does not disclose them
 * @param pictureSizes of the pictures of steps, as exported
 * @param ratings from 1 up, before redaction
 * @param masks places painted over, by category, all of them
 * @param leftOut what is in the recordings and not here
 */
public record Statistics(
        Header header,
        Totals totals,
        List<SplitLine> splits,
        SortedMap<Integer, Long> trajectoriesBySteps,
        List<Count> trajectoriesByTime,
        List<Count> actions,
        List<Count> apps,
        List<Count> pictureSizes,
        List<Rating> ratings,
        List<Count> masks,
        List<LeftOut> leftOut) {
    public Statistics {
        splits = List.copyOf(splits);
        trajectoriesBySteps = Collections.unmodifiableSortedMap(new TreeMap<>(trajectoriesBySteps));
        trajectoriesByTime = List.copyOf(trajectoriesByTime);
        actions = List.copyOf(actions);
        apps = List.copyOf(apps);
        pictureSizes = List.copyOf(pictureSizes);
        ratings = List.copyOf(ratings);
        masks = List.copyOf(masks);
        leftOut = List.copyOf(leftOut);
    }

    /** Which export this is. */
    public record Header(String dataset, String buildId, String format, boolean evaluation) {}

    /**
     * Sums over the export.
     *
     * @param people who are in it, counted and never named
     * @param trajectoryUs from each trajectory's first action to the end of its last, together, microseconds
     * @param pictures files or cells with a picture, or frames of video
     */
    public record Totals(
            long recordings,
            long people,
            long trajectories,
            long steps,
            long trajectoryUs,
            long pictures,
            long bytes) {}

    /** One split. */
    public record SplitLine(String split, long people, long trajectories, long steps) {}

    /** How often something is there. */
    public record Count(String name, long count) {}

    /** How private steps were before redaction; a trajectory has the rating of its most private step. */
    public record Rating(int level, String meaning, long steps, long trajectories) {}

    /**
     * One reason why something is not in the export.
     *
     * @param unit what is counted, plural
     * @param code as manifests have it
     */
    public record LeftOut(String unit, String code, String meaning, long count) {}

    /**
     * A class of trajectories by how long they took.
     *
     * @param belowSeconds exclusive
     */
    record Length(String label, long belowSeconds) {
        /** All of them, the shortest first; the last has no end. */
        static final List<Length> ALL = List.of(
                new Length("under 10 s", 10),
                new Length("10-30 s", 30),
                new Length("30-60 s", 60),
                new Length("1-2 min", 120),
                new Length("2-5 min", 300),
                new Length("5-10 min", 600),
                new Length("10-30 min", 1800),
                new Length("30+ min", Long.MAX_VALUE / 1_000_000));

        /** Exclusive, microseconds. */
        long belowUs() {
            return belowSeconds * 1_000_000;
        }
    }

    /**
     * The number of steps that a share of trajectories does not exceed.
     *
     * @param share 0 to 1; 0.5 is the median
     * @return 0 when there is no trajectory
     */
    public int stepsAt(double share) {
        long all =
                trajectoriesBySteps.values().stream().mapToLong(Long::longValue).sum();
        long wanted = Math.max(1, (long) Math.ceil(share * all));
        long seen = 0;
        for (var e : trajectoriesBySteps.entrySet()) {
            seen += e.getValue();
            if (seen >= wanted) {
                return e.getKey();
            }
        }
        return 0;
    }
}
