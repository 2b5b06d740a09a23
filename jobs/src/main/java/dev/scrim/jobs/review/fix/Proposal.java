package dev.scrim.jobs.review.fix;

import dev.scrim.jobs.spec.Treatment;
import java.util.List;

/**
 * A stricter policy for one category, and what it would cost.
 *
 * @param category its label
 * @param from what is done about it now
 * @param to what would be done
 * @param framesChanged frames of the build that would look different
 * @param linesLost lines of text that would not be readable any more; estimated on some of those frames
 * @param sample some of those frames, by their index
 */
public record Proposal(
        String category, Treatment from, Treatment to, long framesChanged, long linesLost, List<Integer> sample) {
    public Proposal {
        sample = List.copyOf(sample);
    }

    /** The spec's key. */
    public String key() {
        return "redaction.policy." + category;
    }
}
