package dev.scrim.jobs.canary;

import dev.scrim.redaction.review.LeakBound;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of canaries.
 *
 * @param screens drawn
 * @param planted secrets by group
 * @param covered of those, whose ink redaction alone covers to at least 95 %
 * @param closed the same after the second look closed what it found: what a build would let out is what is left
 * @param seen of those, which the second look found before anything was covered
 * @param safe harmless texts
 * @param safeCovered of those, which lost more than half of their ink: over-redaction
 * @param leaks what the second look found after redaction, before it was closed
 */
public record CanaryResult(
        long screens,
        Map<CanaryGroup, Long> planted,
        Map<CanaryGroup, Long> covered,
        Map<CanaryGroup, Long> closed,
        Map<CanaryGroup, Long> seen,
        long safe,
        long safeCovered,
        long leaks)
        implements Serializable {
    private static final long serialVersionUID = 1L;
    /**
     * Least share of identifiers and keys that the second look must see on unredacted canaries. Its readers see nearly
     * all; one that sees less would let leaks pass, so that finding none would say nothing.
     */
    static final double SIGHT_FLOOR = 0.9;

    /**
     * Least share that redaction itself must cover, before the second look: a check that repairs everything would hide
     * a redaction that has stopped. Measured on 60 screens when this was set: 0.81 of identifiers, all keys.
     */
    static final double ALONE_FLOOR = 0.5;

    private static final double CERTAINTY = 0.99;

    public CanaryResult {
        planted = new TreeMap<>(planted);
        covered = new TreeMap<>(covered);
        closed = new TreeMap<>(closed);
        seen = new TreeMap<>(seen);
    }

    static CanaryResult none() {
        return new CanaryResult(0, Map.of(), Map.of(), Map.of(), Map.of(), 0, 0, 0);
    }

    /** Both together. */
    public CanaryResult plus(CanaryResult other) {
        return new CanaryResult(
                screens + other.screens,
                sum(planted, other.planted),
                sum(covered, other.covered),
                sum(closed, other.closed),
                sum(seen, other.seen),
                safe + other.safe,
                safeCovered + other.safeCovered,
                leaks + other.leaks);
    }

    private static Map<CanaryGroup, Long> sum(Map<CanaryGroup, Long> a, Map<CanaryGroup, Long> b) {
        Map<CanaryGroup, Long> out = new TreeMap<>(a);
        b.forEach((group, n) -> out.merge(group, n, Long::sum));
        return out;
    }

    /** Share of the group that is gone at the end; 0 when none was planted, since nothing is proven then. */
    public double recall(CanaryGroup group) {
        return share(closed.getOrDefault(group, 0L), planted.getOrDefault(group, 0L));
    }

    /** Share of what has a floor that the second look saw before redaction. */
    public double sight() {
        long all = 0;
        long found = 0;
        for (CanaryGroup group : CanaryGroup.values()) {
            if (group.floor() > 0) {
                all += planted.getOrDefault(group, 0L);
                found += seen.getOrDefault(group, 0L);
            }
        }
        return share(found, all);
    }

    /**
     * Why this build is not to be trusted; empty when it is. A share is too small when so many misses would be a chance
     * of less than 1 in 100 for a build that just reaches the floor: with few canaries one missed letter is bad luck.
     */
    public List<String> faults() {
        List<String> out = new ArrayList<>();
        long all = 0;
        long found = 0;
        for (CanaryGroup group : CanaryGroup.values()) {
            if (group.floor() > 0) {
                long n = planted.getOrDefault(group, 0L);
                long gone = closed.getOrDefault(group, 0L);
                all += n;
                found += seen.getOrDefault(group, 0L);
                long alone = covered.getOrDefault(group, 0L);
                if (isBelow(alone, n, ALONE_FLOOR)) {
                    out.add("redaction alone covers " + alone + " of " + n + " planted " + group.label() + " (floor "
                            + ALONE_FLOOR + ")");
                }
                if (isBelow(gone, n, group.floor())) {
                    out.add(gone + " of " + n + " planted " + group.label() + " are covered (floor " + group.floor()
                            + ")");
                }
            }
        }
        if (isBelow(found, all, SIGHT_FLOOR)) {
            out.add("the second look sees " + found + " of " + all + " planted identifiers and keys (floor "
                    + SIGHT_FLOOR + ")");
        }
        return out;
    }

    private static boolean isBelow(long good, long all, double floor) {
        return all == 0 || new LeakBound(all - good, all).lower(CERTAINTY) > 1 - floor;
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
