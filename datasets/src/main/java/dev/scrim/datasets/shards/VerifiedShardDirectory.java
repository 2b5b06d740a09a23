package dev.scrim.datasets.shards;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An export that is read and never written: a file is held against the manifest's length and SHA-256 when it is first
 * opened, before a byte of it is handed out, and one that the manifest does not list is not opened at all. So whatever
 * file a format opens beside its shard, such as a picture or a video, is as proven as the shard. Thread-safe.
 */
public final class VerifiedShardDirectory implements ShardDirectory {
    private static final int BUFFER_BYTES = 1 << 20;

    private final ShardDirectory under;
    private final Map<String, ShardInfo> unproven = new ConcurrentHashMap<>();
    private final Map<String, ShardInfo> listed = new HashMap<>();

    public VerifiedShardDirectory(ShardDirectory under, ExportManifest manifest) {
        this.under = under;
        manifest.shards().forEach(s -> listed.put(s.file(), s));
        unproven.putAll(listed);
    }

    @Override
    public SeekableByteChannel open(String path) throws IOException {
        if (!listed.containsKey(path)) {
            throw new IOException("Cannot open " + path + ": the manifest does not list it");
        }
        SeekableByteChannel channel = under.open(path);
        ShardInfo expected = unproven.get(path);
        if (expected == null) {
            return channel;
        }
        try {
            prove(channel, expected);
            channel.position(0);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        unproven.remove(path);
        return channel;
    }

    private static void prove(SeekableByteChannel channel, ShardInfo expected) throws IOException {
        MessageDigest digest = Digests.newSha256();
        ByteBuffer buffer = ByteBuffer.allocate((int)
                Math.max(1, Math.min(BUFFER_BYTES, Math.min(expected.bytes(), channel.size()))));
        while (channel.size() == expected.bytes() && channel.read(buffer) >= 0) {
            digest.update(buffer.flip());
            buffer.clear();
        }
        if (channel.size() != expected.bytes() || !Digests.hex(digest).equals(expected.sha256())) {
            throw new IOException("Cannot read " + expected.file() + ": it is not what the manifest lists"
                    + " (get the export again, or run verify-shards over it)");
        }
    }

    @Override
    public List<String> list() throws IOException {
        return under.list();
    }

    @Override
    public Output create(String path) {
        throw readOnly();
    }

    @Override
    public Spool spool(String path) {
        throw readOnly();
    }

    @Override
    public void delete(String path) {
        throw readOnly();
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("Cannot write to an export that is being read");
    }
}
