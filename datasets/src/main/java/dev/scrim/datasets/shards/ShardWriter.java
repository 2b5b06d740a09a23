package dev.scrim.datasets.shards;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * Writes one shard as a stream: equal rows in equal order give equal bytes. Closing before {@link #finish} leaves no
 * file. Not thread-safe.
 */
public interface ShardWriter extends Closeable {
    void write(DisclosedRow row) throws IOException;

    /** Commits the shard under its name and says what it is: the shard itself first, then files that belong to it. */
    List<ShardInfo> finish() throws IOException;
}
