package dev.scrim.datasets.model;

/**
 * How private one step was before redaction, beside the most private step of its trajectory.
 *
 * @param trajectory at least {@code step}
 */
public record StepRating(Sensitivity step, Sensitivity trajectory) {
    public StepRating {
        Checks.that(
                trajectory.compareTo(step) >= 0,
                "Cannot rate a trajectory below one of its steps (take their maximum)");
    }
}
