package dev.scrim.datasets.shards.webdataset;

import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.Optional;

/** Small files that hold no samples of their own. */
final class CommittedFile {
    private CommittedFile() {}

    static ShardInfo write(ShardDirectory directory, String file, Optional<String> split, byte[] bytes)
            throws IOException {
        try (ShardDirectory.Output out = directory.create(file)) {
            out.write(bytes);
            ShardDirectory.Committed done = out.commit();
            return new ShardInfo(file, split, done.bytes(), done.sha256(), 0, 0);
        }
    }

    static boolean holds(ShardDirectory directory, String file, byte[] bytes) throws IOException {
        try (InputStream in = Channels.newInputStream(directory.open(file))) {
            return Arrays.equals(in.readNBytes(bytes.length + 1), bytes);
        }
    }
}
