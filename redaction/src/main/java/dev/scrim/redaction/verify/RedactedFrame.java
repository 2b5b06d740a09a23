package dev.scrim.redaction.verify;

import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.Pixels;
import java.util.List;

/** A frame as it would be exported, decoded from its bytes, with the masks that it is said to carry. */
public record RedactedFrame(long tUs, Pixels pixels, List<Mask> masks) {
    public RedactedFrame {
        masks = List.copyOf(masks);
    }
}
