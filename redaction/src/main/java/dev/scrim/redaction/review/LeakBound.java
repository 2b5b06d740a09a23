package dev.scrim.redaction.review;

import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * What a number of looks says about the share of leaks among all that was not looked at. The unit is one frame taken at
 * random of one independent session segment.
 *
 * @param leaks units that leaked, {@code k}
 * @param units units looked at, {@code n}
 */
public record LeakBound(long leaks, long units) {
    /** Confidence of the bounds that reports give. */
    public static final double CONFIDENCE = 0.95;

    public LeakBound {
        if (leaks < 0 || units < leaks) {
            throw new IllegalArgumentException(
                    "Cannot bound " + leaks + " leaks in " + units + " units (0 <= leaks <= units)");
        }
    }

    /** Share of units that leaked; 0 without units. */
    public double rate() {
        return units == 0 ? 0 : (double) leaks / units;
    }

    /**
     * The Clopper-Pearson upper bound, {@code BetaInv(confidence; k + 1, n - k)}: the true share is not above it with
     * that confidence (Clopper and Pearson, Biometrika 26, 1934). 1 when nothing was looked at or all of it leaked.
     *
     * @param confidence between 0 and 1, one-sided
     */
    public double upper(double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("Cannot bound with confidence " + confidence + " (between 0 and 1)");
        }
        return leaks == units
                ? 1
                : new BetaDistribution(leaks + 1.0, units - leaks).inverseCumulativeProbability(confidence);
    }

    /** {@link #upper(double)} at {@link #CONFIDENCE}. */
    public double upper() {
        return upper(CONFIDENCE);
    }

    /**
     * The Clopper-Pearson lower bound, {@code BetaInv(1 - confidence; k, n - k + 1)}: the true share is not below it
     * with that confidence. 0 when nothing leaked.
     *
     * @param confidence between 0 and 1, one-sided
     */
    public double lower(double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("Cannot bound with confidence " + confidence + " (between 0 and 1)");
        }
        return leaks == 0
                ? 0
                : new BetaDistribution(leaks, units - leaks + 1.0).inverseCumulativeProbability(1 - confidence);
    }

    /**
     * Units without any leak that are needed to say that fewer than {@code share} leak:
     * {@code ceil(ln(1 - confidence) / ln(1 - share))}.
     */
    public static long unitsNeeded(double share, double confidence) {
        if (!(share > 0 && share < 1 && confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException(
                    "Cannot plan for a share of " + share + " at " + confidence + " (both between 0 and 1)");
        }
        return (long) Math.ceil(Math.log1p(-confidence) / Math.log1p(-share));
    }
}
