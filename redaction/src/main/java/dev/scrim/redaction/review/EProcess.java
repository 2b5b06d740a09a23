package dev.scrim.redaction.review;

/**
 * A bet against "at least this share of frames leaks" that may be looked at after every verdict. It starts at 1, is
 * multiplied by {@code 1 + lambda (p - x)} at each frame ({@code x} 1 for a leak, else 0), and where the share of leaks
 * is {@code p} or more, the chance that it ever reaches {@code 1 / alpha} is at most {@code alpha} (Ville's inequality;
 * Waudby-Smith and Ramdas, "Estimating means of bounded random variables by betting", JRSS B 86, 2024). So people may
 * peek, and stop when they like. It depends on the numbers of verdicts only, not on their order.
 *
 * @param alpha chance of a wrong release, between 0 and 1
 * @param sensitivity share of leaks that reviewers see, above 0 and up to 1; what they see then leaks at
 *     {@code sensitivity} times the true rate
 */
public record EProcess(double alpha, double sensitivity) {
    /** Stake; the value of Scrim's design. Below 1, so that no number of leaks makes the bet negative. */
    public static final double LAMBDA = 0.9;
    /** Chance of a wrong release that the design allows: release when the bet reaches 20. */
    public static final double ALPHA = 0.05;

    private static final int HALVINGS = 60;

    public EProcess {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("Cannot bet at alpha " + alpha + " (between 0 and 1)");
        }
        if (!(sensitivity > 0 && sensitivity <= 1)) {
            throw new IllegalArgumentException("Cannot bet with sensitivity " + sensitivity + " (above 0, up to 1)");
        }
    }

    /** At {@link #ALPHA}, with reviewers who see everything. */
    public static EProcess standard() {
        return new EProcess(ALPHA, 1);
    }

    /** Natural logarithm of the bet against a true share of {@code share}. */
    public double logWealth(Verdicts verdicts, double share) {
        double seen = sensitivity * check(share);
        return (verdicts.frames() - verdicts.leaks()) * Math.log1p(LAMBDA * seen)
                + verdicts.leaks() * Math.log1p(LAMBDA * (seen - 1));
    }

    /** Whether the verdicts so far say that fewer than {@code target} leak. */
    public boolean releases(Verdicts verdicts, double target) {
        return logWealth(verdicts, target) >= -Math.log(alpha);
    }

    /**
     * Smallest share against which the bet is won: with confidence {@code 1 - alpha} the true share was below it at every
     * look so far. 1 when there is none.
     */
    public double upper(Verdicts verdicts) {
        if (!releases(verdicts, 1)) {
            return 1;
        }
        double low = 0;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (middle > 0 && releases(verdicts, middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /** Clean frames that are still missing until {@link #releases} holds, if none of them leaks; 0 when it does. */
    public long framesMissing(Verdicts verdicts, double target) {
        double missing = -Math.log(alpha) - logWealth(verdicts, target);
        return missing <= 0 ? 0 : (long) Math.ceil(missing / Math.log1p(LAMBDA * sensitivity * target));
    }

    private static double check(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("Cannot bet against a share of " + share + " (above 0, up to 1)");
        }
        return share;
    }
}
