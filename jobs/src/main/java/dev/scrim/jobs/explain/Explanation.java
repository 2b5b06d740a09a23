package dev.scrim.jobs.explain;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.Sensitivity;
import java.util.List;
import java.util.Optional;

/**
 * All that is shown of one step. Words and pictures from before redaction are in it only when glass was broken for them.
 *
 * @param sampleId the step's opaque name
 * @param trajectoryId its trajectory's opaque name
 * @param action what kind of thing was done, without its text
 * @param fate what became of the trajectory in the second look
 */
record Explanation(
        String build,
        String sampleId,
        String trajectoryId,
        int place,
        int ordinal,
        String action,
        Sensitivity sensitivity,
        String fate,
        List<Frame> frames,
        List<Text> texts) {
    Explanation {
        frames = List.copyOf(frames);
        texts = List.copyOf(texts);
    }

    /**
     * One of a step's two frames.
     *
     * @param role {@code observation} or {@code after}
     * @param fate what became of it, such as {@code exported}
     * @param redacted as it is exported, or would be; empty when it was left out
     * @param before as it was recorded
     */
    record Frame(
            String role,
            long tUs,
            String fate,
            Optional<Pixels> redacted,
            Optional<Pixels> before,
            List<Painted> painted) {
        Frame {
            painted = List.copyOf(painted);
        }
    }

    /**
     * One box that is painted over.
     *
     * @param number printed beside it in the picture, from 1
     * @param causes why; empty for one that the second look added
     * @param added by which rule of the second look
     */
    record Painted(int number, Box box, Category category, String entity, List<Cause> causes, Optional<String> added) {
        Painted {
            causes = List.copyOf(causes);
        }

        /** Whether it is here only because something found elsewhere was sought here. */
        boolean propagated() {
            return !causes.isEmpty() && causes.stream().noneMatch(Cause::own);
        }
    }

    /**
     * One finding, or several that differ in nothing that is shown.
     *
     * @param detector {@code package.rule} that put it here
     * @param origin the rule that found the same content in the first place, where that is another one; empty for
     *     what was found in another recording of the person, or by propagation alone
     * @param score 0 to 1, the highest
     * @param times how many
     * @param own whether it was found here by itself
     * @param text what it hides
     */
    record Cause(
            Category category,
            String entity,
            String detector,
            Optional<String> origin,
            float score,
            int times,
            boolean own,
            Optional<String> text) {}

    /**
     * One text of the step.
     *
     * @param kind {@code typed}, {@code title}, {@code url} or {@code task}
     * @param redacted as it is exported, or would be
     * @param before as it was recorded
     */
    record Text(String kind, String redacted, Optional<String> before, List<Replaced> replaced) {
        Text {
            replaced = List.copyOf(replaced);
        }
    }

    /** What stands in a text instead of a finding. */
    record Replaced(String placeholder, Cause cause) {}
}
