package dev.scrim.datasets.shards;

import dev.scrim.datasets.schema.Schema;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Reads one shard as a stream, in the order it was written. Not thread-safe. */
public interface ShardReader extends Closeable {
    /** What the file itself says it holds. */
    Schema schema();

    /** The next row, empty at the end. */
    Optional<DisclosedRow> next() throws IOException;

    /** Rows passed so far. Kept by the caller and given to {@link #skip}, it lets a new reader go on from there. */
    long position();

    /**
     * Passes over the next rows without giving them, where the format allows it without reading them.
     *
     * @throws java.io.EOFException when there are not so many
     */
    void skip(long rows) throws IOException;
}
