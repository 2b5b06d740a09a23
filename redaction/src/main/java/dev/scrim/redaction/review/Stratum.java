package dev.scrim.redaction.review;

/**
 * Frames of one kind of risk.
 *
 * @param name of ratings, an app and a category; never recorded text
 * @param population frames of this kind in the build
 * @param sensitivity share of leaks that reviewers see here
 */
public record Stratum(String name, long population, Verdicts verdicts, double sensitivity) {
    public Stratum {
        if (population < 1 || verdicts.frames() > population) {
            throw new IllegalArgumentException("Cannot take a sample of " + verdicts.frames() + " from " + population
                    + " frames (1 or more, and no more than there are)");
        }
    }
}
