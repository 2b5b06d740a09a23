package dev.scrim.datasets.release;

/**
 * What the spec asks of a release; part of what is signed.
 *
 * @param maxLeakRate the most that the upper 95 % bound of the leak rate may be, after repair
 * @param reviewRequired whether people have to have judged a sample of frames
 */
public record ReleasePolicy(double maxLeakRate, boolean reviewRequired) {
    public ReleasePolicy {
        if (!(maxLeakRate >= 0 && maxLeakRate <= 1)) {
            throw new IllegalArgumentException("Cannot allow a leak rate that is no share: " + maxLeakRate);
        }
    }
}
