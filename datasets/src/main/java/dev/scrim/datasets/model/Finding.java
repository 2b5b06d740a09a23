package dev.scrim.datasets.model;

import java.util.List;
import java.util.Optional;

/**
 * A private thing and one place where it is. All places of the same content share {@code secretId}, so that they are
 * removed together.
 *
 * @param secretId keyed by content within the recording: category, entity and folded text
 * @param entity what it is, upper case, such as {@code SSN}, {@code MESSAGE}, {@code PERSON}
 * @param text the private text itself, or what could be read of it; WITHHELD
 * @param score 0 to 1
 * @param detector {@code package.rule} that found it
 * @param place where
 */
public record Finding(
        String secretId, Category category, String entity, String text, float score, String detector, Place place) {

    /** Where a finding is. */
    public sealed interface Place permits OnScreen, InText {}

    /**
     * In the kept frame at {@code tUs}.
     *
     * @param boxes screen pixels, not yet padded
     * @param lineId the line it was read in, when it was read
     */
    public record OnScreen(long tUs, List<Box> boxes, Optional<String> lineId) implements Place {
        public OnScreen {
            boxes = List.copyOf(boxes);
        }
    }

    /** Characters {@code [start, end)} of the text at {@code ref}. */
    public record InText(TextRef ref, int start, int end) implements Place {
        public InText {
            Checks.that(start >= 0 && start <= end, "Cannot place a finding at a negative range");
        }
    }
}
