package dev.scrim.redaction.review;

/**
 * Frames that two people judged without knowing of each other.
 *
 * @param both frames in which both saw a leak
 * @param onlyFirst the first did, the second did not
 * @param onlySecond the second did, the first did not
 * @param neither neither did
 */
public record TwoReaders(long both, long onlyFirst, long onlySecond, long neither) {
    /** Least share of frames that a second person reads, by Scrim's design. */
    public static final double MIN_SHARE = 0.1;

    public TwoReaders {
        if (both < 0 || onlyFirst < 0 || onlySecond < 0 || neither < 0) {
            throw new IllegalArgumentException("Cannot compare readers by a negative count");
        }
    }

    public long frames() {
        return both + onlyFirst + onlySecond + neither;
    }

    /** Frames that a third person must decide. */
    public long disagreements() {
        return onlyFirst + onlySecond;
    }

    /**
     * Cohen's kappa: agreement beyond what chance gives, 1 for full agreement (Cohen, Educational and Psychological
     * Measurement 20, 1960). NaN where chance alone would agree on everything, or nothing was read twice.
     */
    public double kappa() {
        double n = frames();
        double agreed = (both + neither) / n;
        double first = (both + onlyFirst) / n;
        double second = (both + onlySecond) / n;
        double chance = first * second + (1 - first) * (1 - second);
        return chance >= 1 ? Double.NaN : (agreed - chance) / (1 - chance);
    }

    /**
     * Leaking frames that there are likely to be, seen or not: Chapman's estimate
     * {@code (n1 + 1)(n2 + 1) / (m + 1) - 1} (Chapman, University of California Publications in Statistics 1, 1951).
     */
    public double leaks() {
        return (both + onlyFirst + 1.0) * (both + onlySecond + 1.0) / (both + 1.0) - 1;
    }

    /** Leaking frames that both are likely to have missed. */
    public double missedByBoth() {
        return Math.max(0, leaks() - (both + onlyFirst + onlySecond));
    }
}
