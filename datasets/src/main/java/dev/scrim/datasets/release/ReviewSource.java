package dev.scrim.datasets.release;

import java.util.Optional;

/** Where verdicts of reviewers come from. */
@FunctionalInterface
public interface ReviewSource {
    /** Nobody has reviewed anything. */
    ReviewSource NONE = record -> Optional.empty();

    /** The result for exactly that build; empty when it was not reviewed. */
    Optional<ReviewResult> of(BuildRecord record);
}
