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
}
