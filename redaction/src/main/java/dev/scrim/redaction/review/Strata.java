package dev.scrim.redaction.review;

import java.util.List;

/**
 * A build bounded by parts. Each of H strata is bounded at {@code alpha / H}, and the sum of the bounds, weighted by the
 * strata's sizes, holds for the whole at {@code alpha} (Bonferroni).
 *
 * @param strata at least one
 */
public record Strata(List<Stratum> strata, double alpha) {
    public Strata {
        strata = List.copyOf(strata);
        if (strata.isEmpty()) {
            throw new IllegalArgumentException("Cannot bound a build without strata (one or more)");
        }
    }

    /** The always-valid bound of one stratum. A stratum that was seen whole has its own rate for a bound. */
    public double upper(Stratum stratum) {
        if (stratum.verdicts().frames() == stratum.population() && stratum.sensitivity() >= 1) {
            return stratum.verdicts().rate();
        }
        return new EProcess(alpha / strata.size(), stratum.sensitivity()).upper(stratum.verdicts());
    }

    /** The bound of the whole: {@code U = sum W_h U_h}. */
    public double upper() {
        double all = strata.stream().mapToLong(Stratum::population).sum();
        return strata.stream().mapToDouble(s -> s.population() / all * upper(s)).sum();
    }
}
