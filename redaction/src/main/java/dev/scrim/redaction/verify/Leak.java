package dev.scrim.redaction.verify;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.TextRef;
import java.util.Optional;

/**
 * Something private that can still be had. Says where and by which rule, never what.
 *
 * @param rule {@code known:<entity>} for a secret found before, {@code pattern:<entity>} for one that only the second
 *     look sees, {@code mask:<entity>} for a mask that did not cover, {@code unreadable:<entity>} for writing beside a
 *     mask that nobody could read, {@code remnant:<entity>} for the end of a code that a mask cut off, {@code frame:changed} for a frame that is not the recorded one outside its masks
 * @param tUs the frame, when it is on pixels
 * @param box the line that carries it, when it is on pixels
 * @param text the text, when it is not
 */
public record Leak(String rule, Optional<Long> tUs, Optional<Box> box, Optional<TextRef> text) {

    /** Rule of a frame that differs from the recorded one outside its masks: no mask can repair that. */
    public static final String CHANGED = "frame:changed";

    static Leak onScreen(String rule, long tUs, Box box) {
        return new Leak(rule, Optional.of(tUs), Optional.of(box), Optional.empty());
    }

    static Leak inText(String rule, TextRef ref) {
        return new Leak(rule, Optional.empty(), Optional.empty(), Optional.of(ref));
    }
}
