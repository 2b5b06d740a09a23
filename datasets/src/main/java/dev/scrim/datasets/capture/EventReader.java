package dev.scrim.datasets.capture;

import dev.scrim.datasets.model.RawEvent;
import java.io.IOException;
import java.util.Iterator;

/**
 * The events of one stream, lazily. Input that cannot be reached is an {@link java.io.UncheckedIOException}; input that is
 * wrong is a violation and never an exception. Not thread-safe.
 */
public interface EventReader extends Iterator<RawEvent>, AutoCloseable {
    /** What was read so far; final once {@link #hasNext()} said no. */
    StreamCount count();

    @Override
    void close() throws IOException;
}
