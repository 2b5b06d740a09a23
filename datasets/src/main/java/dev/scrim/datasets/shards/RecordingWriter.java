package dev.scrim.datasets.shards;

import dev.scrim.datasets.model.StepRating;
import java.io.Closeable;
import java.io.IOException;

/**
 * Writes one recording's frames, actions and texts as a stream, in the caller's order, which must be the same each
 * time. Closing before {@link #finish} leaves no lines. Not thread-safe.
 */
public interface RecordingWriter extends Closeable {
    /** The redacted picture of the screen at {@code tUs}; at most one for each time. */
    void frame(long tUs, EncodedImage image) throws IOException;

    /** An action on the recording's own clock, and how private its step was before redaction. */
    void action(FlatAction action, StepRating rating) throws IOException;

    /** Any other exported text: {@code field} says whose, such as {@code title}, {@code url}, {@code task}. */
    void text(String field, String text) throws IOException;

    /** Commits the part. */
    RecordingPart finish() throws IOException;
}
