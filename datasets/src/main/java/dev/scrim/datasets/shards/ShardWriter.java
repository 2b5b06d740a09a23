package dev.scrim.datasets.shards;

import java.io.Closeable;
import java.io.IOException;

/**
 * Writes one shard as a stream: equal rows in equal order give equal bytes. Closing before {@link #finish} leaves no
 * file. Not thread-safe.
 */
public interface ShardWriter extends Closeable {
    void write(DisclosedRow row) throws IOException;

    /** Commits the shard under its name and says what it is. */
    ShardInfo finish() throws IOException;
}
