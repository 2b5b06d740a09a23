package dev.scrim.redaction.review;

/**
 * How many leaks reviewers see, measured on frames with leaks planted in them that they did not know of.
 *
 * @param found planted frames that were called a leak
 * @param planted planted frames that were looked at
 */
public record Sensitivity(long found, long planted) {
    public Sensitivity {
        if (found < 0 || planted < found) {
            throw new IllegalArgumentException(
                    "Cannot measure reviewers by " + found + " of " + planted + " plants (0 <= found <= planted)");
        }
    }

    /** Share of plants that were found; 1 without plants, where nothing is known. */
    public double estimate() {
        return planted == 0 ? 1 : (double) found / planted;
    }

    /** Clopper-Pearson lower bound at {@code confidence}: reviewers see at least this share. 0 without plants. */
    public double lower(double confidence) {
        return planted == 0 ? 0 : 1 - new LeakBound(planted - found, planted).upper(confidence);
    }
}
