package dev.scrim.datasets.capture;

import dev.scrim.datasets.check.Violation;
import java.util.List;

/** A folder's metadata, read: either a capture whose streams can be read, or why not. */
public sealed interface CaptureResult {
    /** The metadata is sound and every stream that it names is there. */
    record Accepted(Capture capture) implements CaptureResult {}

    /** The recording goes to quarantine for these reasons; never empty. */
    record Rejected(List<Violation> violations) implements CaptureResult {
        public Rejected {
            violations = List.copyOf(violations);
            if (violations.isEmpty()) {
                throw new IllegalArgumentException("Cannot reject a recording without a reason");
            }
        }
    }
}
