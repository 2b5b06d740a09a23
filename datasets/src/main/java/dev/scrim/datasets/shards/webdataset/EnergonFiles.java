package dev.scrim.datasets.shards.webdataset;

import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.split.Split;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The small files of {@code .nv-meta}, which make an export a prepared dataset for Energon
 * ({@code flavors/webdataset/prepare.py}): pure functions of the shards.
 */
final class EnergonFiles {
    static final String FOLDER = ".nv-meta/";

    /** The release whose layout these files have. */
    private static final String VERSION = "7.4.1";

    /** RFC 9562, section 6.6: names that are addresses. */
    private static final UUID NAMESPACE = UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

    private EnergonFiles() {}

    /** The shards among an export's files in the order in which everything counts them. */
    static List<ShardInfo> shards(List<ShardInfo> files) {
        return files.stream()
                .filter(f -> f.file().endsWith(WebdatasetFormat.TAR))
                .sorted(Comparator.comparing(ShardInfo::file))
                .toList();
    }

    /** All of them, by name. */
    static SortedMap<String, byte[]> of(List<ShardInfo> shards) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(FOLDER + ".info.json", ascii(info(shards)));
        files.put(FOLDER + "dataset.yaml", ascii("__module__: megatron.energon\n__class__: CrudeWebdataset\n"));
        files.put(FOLDER + "index.uuid", ascii(uuid(shards).toString()));
        files.put(FOLDER + "split.yaml", ascii(splits(shards)));
        return files;
    }

    private static String info(List<ShardInfo> shards) {
        StringBuilder json = new StringBuilder("{\n  \"energon_version\": \"" + VERSION + "\",\n  \"shard_counts\": {");
        String separator = "\n";
        for (ShardInfo shard : shards) {
            json.append(separator).append("    \"").append(shard.file()).append("\": ");
            json.append(shard.samples());
            separator = ",\n";
        }
        return json.append("\n  }\n}\n").toString();
    }

    /** Energon knows the parts train, val and test. */
    private static String splits(List<ShardInfo> shards) {
        StringBuilder yaml = new StringBuilder("split_parts:\n");
        for (Split split : Split.values()) {
            yaml.append("  ").append(split == Split.VALIDATION ? "val" : split.label());
            List<ShardInfo> own = shards.stream()
                    .filter(s -> s.split().equals(Optional.of(split.label())))
                    .toList();
            yaml.append(own.isEmpty() ? ": []\n" : ":\n");
            own.forEach(s -> yaml.append("  - ").append(s.file()).append('\n'));
        }
        return yaml.append("exclude: []\n").toString();
    }

    /** Version 5, of the shards' names and hashes: other shards, another index; upstream's is random. */
    private static UUID uuid(List<ShardInfo> shards) {
        StringBuilder name = new StringBuilder("webdataset\n");
        shards.forEach(s -> name.append(s.file()).append(' ').append(s.sha256()).append('\n'));
        byte[] hash;
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(NAMESPACE.getMostSignificantBits())
                    .putLong(NAMESPACE.getLeastSignificantBits())
                    .array());
            hash = Arrays.copyOf(sha1.digest(ascii(name.toString())), 2 * Long.BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Cannot compute SHA-1, which every Java platform must have", e);
        }
        hash[6] = (byte) ((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte) ((hash[8] & 0x3F) | 0x80);
        ByteBuffer bits = ByteBuffer.wrap(hash);
        return new UUID(bits.getLong(), bits.getLong());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
