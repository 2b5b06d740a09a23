package dev.scrim.redaction.verify;

import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.Pixels;
import java.util.List;
import java.util.Optional;

/**
 * A frame as it would be exported, decoded from its bytes, with the masks that it is said to carry.
 *
 * @param original the recorded frame it was made from, where the masks are to be proven against it
 */
public record RedactedFrame(long tUs, Pixels pixels, List<Mask> masks, Optional<Pixels> original) {
    public RedactedFrame {
        masks = List.copyOf(masks);
    }

    /** Without the recorded frame: masks are proven to be flat, and no more. */
    public RedactedFrame(long tUs, Pixels pixels, List<Mask> masks) {
        this(tUs, pixels, masks, Optional.empty());
    }
}
