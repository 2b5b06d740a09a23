package dev.scrim.redaction.review;

/** How many frames a sample of fixed size needs: for planning, and for what was looked at all at once. */
public final class SamplePlan {
    private SamplePlan() {}

    /**
     * Frames without any leak that say, with confidence {@code 1 - alpha}, that fewer than {@code share} leak, where
     * reviewers see a share {@code sensitivity} of leaks: {@code ceil(ln alpha / ln(1 - sensitivity share))}.
     */
    public static long withoutLeaks(double share, double alpha, double sensitivity) {
        if (!(sensitivity > 0 && sensitivity <= 1)) {
            throw new IllegalArgumentException("Cannot plan for sensitivity " + sensitivity + " (above 0, up to 1)");
        }
        return LeakBound.unitsNeeded(sensitivity * share, 1 - alpha);
    }

    /** Least frames of which {@code leaks} may leak and the Clopper-Pearson bound is still below {@code share}. */
    public static long withLeaks(long leaks, double share, double alpha) {
        long low = leaks;
        long high = Math.max(1, leaks + 1);
        while (new LeakBound(leaks, high).upper(1 - alpha) >= share) {
            low = high;
            high *= 2;
        }
        while (high - low > 1) {
            long middle = (low + high) / 2;
            if (new LeakBound(leaks, middle).upper(1 - alpha) < share) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /**
     * By how much a sample counts for less when its frames come in clusters that resemble each other:
     * {@code 1 + (m - 1) rho} (Kish, Survey Sampling, 1965).
     *
     * @param perCluster frames from one segment, 1 or more
     * @param correlation within a segment, 0 to 1
     */
    public static double designEffect(double perCluster, double correlation) {
        if (!(perCluster >= 1 && correlation >= 0 && correlation <= 1)) {
            throw new IllegalArgumentException("Cannot tell a design effect for " + perCluster + " frames a cluster and"
                    + " a correlation of " + correlation + " (1 or more; 0 to 1)");
        }
        return 1 + (perCluster - 1) * correlation;
    }

    /**
     * Alpha of the n-th lot that is sampled, where the lots before it failed: {@code alpha / (n (n + 1))}, which sums to
     * {@code alpha} however many lots there will be. A lot that failed is redacted again, never sampled again.
     *
     * @param lot from 1
     */
    public static double alphaOfLot(double alpha, int lot) {
        if (lot < 1) {
            throw new IllegalArgumentException("Cannot spend alpha on lot " + lot + " (from 1)");
        }
        return alpha / ((double) lot * (lot + 1));
    }
}
