package dev.scrim.redaction.review;

import java.util.List;

/**
 * What the verdicts on a build say that is bounded by parts. With one stratum it says what {@link Gauge} says. Several
 * strata share {@code alpha}, and lots that failed before have had their part of {@link EProcess#ALPHA}: whatever is said
 * here of every lot of a dataset together is wrong with a chance of {@link EProcess#ALPHA} at most.
 *
 * @param alpha of this lot, see {@link SamplePlan#alphaOfLot}
 * @param target largest share of leaking frames that policy accepts, above 0 and below 1
 */
public record StratifiedGauge(List<Stratum> strata, double alpha, double target) {
    public StratifiedGauge {
        strata = List.copyOf(strata);
        if (strata.isEmpty() || !(target > 0 && target < 1)) {
            throw new IllegalArgumentException(
                    "Cannot aim at a share of " + target + " without strata (between 0 and 1; one or more)");
        }
    }

    /** All verdicts. */
    public Verdicts verdicts() {
        return new Verdicts(
                strata.stream().mapToLong(s -> s.verdicts().frames()).sum(),
                strata.stream().mapToLong(s -> s.verdicts().leaks()).sum());
    }

    /** {@code U = sum W_h U_h}: the true share of leaking frames is below it, whenever one looks. */
    public double upper() {
        // Reviewers of whom it is known that they see nothing have shown nothing.
        return blind() ? 1 : Math.min(1, new Strata(strata, alpha).upper());
    }

    /** The same of one stratum. */
    public double upper(Stratum stratum) {
        return stratum.sensitivity() <= 0 ? 1 : new Strata(strata, alpha).upper(stratum);
    }

    /** Whether fewer than {@link #target} leak, as far as can be known. */
    public boolean reached() {
        return upper() <= target;
    }

    /** Clean frames still missing until every stratum is below the target; fewer may do. 0 once {@link #reached}. */
    public long missing() {
        if (reached()) {
            return 0;
        }
        long missing = 0;
        for (Stratum s : strata) {
            missing += s.sensitivity() <= 0
                    ? s.population()
                    : new EProcess(alpha / strata.size(), s.sensitivity()).framesMissing(s.verdicts(), target);
        }
        return Math.max(1, missing);
    }

    /** As {@link Gauge#sentence}. */
    public String sentence() {
        return Gauge.sentence(verdicts(), upper(), 1 - EProcess.ALPHA, target, missing());
    }

    private boolean blind() {
        return strata.stream().anyMatch(s -> s.sensitivity() <= 0);
    }
}
