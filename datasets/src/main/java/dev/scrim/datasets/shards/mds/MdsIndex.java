package dev.scrim.datasets.shards.mds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrim.datasets.shards.ExportManifest;
import dev.scrim.datasets.shards.ExportManifestJson;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * {@code index.json} of a split: each shard's configuration, samples, bytes and hash. Readers take nothing else for
 * granted about a shard, so it must agree with shards and manifest in all of it.
 */
final class MdsIndex {
    static final String FILE = "index.json";

    private static final int VERSION = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private MdsIndex() {}

    static List<ShardInfo> write(ShardDirectory directory, List<ShardInfo> files) throws IOException {
        SortedMap<String, List<ShardInfo>> bySplit = new TreeMap<>();
        for (ShardInfo file : files) {
            if (MdsFormat.isShard(file.file())) {
                bySplit.computeIfAbsent(file.split().orElseThrow(), s -> new ArrayList<>())
                        .add(file);
            }
        }
        List<ShardInfo> written = new ArrayList<>();
        for (Map.Entry<String, List<ShardInfo>> split : bySplit.entrySet()) {
            String file = split.getKey() + "/" + FILE;
            try (ShardDirectory.Output out = directory.create(file)) {
                out.write(PythonJson.bytes(Optional.of(index(directory, split.getValue()))));
                ShardDirectory.Committed done = out.commit();
                written.add(new ShardInfo(file, Optional.empty(), done.bytes(), done.sha256(), 0, 0));
            }
        }
        return written;
    }

    private static Map<String, Object> index(ShardDirectory directory, List<ShardInfo> shards) throws IOException {
        List<Map<String, Object>> entries = new ArrayList<>();
        List<ShardInfo> ordered =
                shards.stream().sorted(Comparator.comparing(ShardInfo::file)).toList();
        for (ShardInfo shard : ordered) {
            entries.add(entry(directory, shard));
        }
        Map<String, Object> index = new TreeMap<>();
        index.put("version", VERSION);
        index.put("shards", entries);
        return index;
    }

    /** What the index says of a shard, keys sorted; the shard's own header is asked for its columns. */
    private static Map<String, Object> entry(ShardDirectory directory, ShardInfo shard) throws IOException {
        Map<String, Object> raw = new TreeMap<>();
        raw.put("basename", basename(shard.file()));
        raw.put("bytes", shard.bytes());
        raw.put("hashes", Map.of(MdsFormat.HASH, shard.sha256()));
        Map<String, Object> entry;
        try (MdsReader reader = new MdsReader(directory, shard.file())) {
            entry = reader.columns().config();
        }
        entry.put("samples", shard.samples());
        entry.put("raw_data", raw);
        entry.put("zip_data", Optional.empty());
        return entry;
    }

    private static String basename(String file) {
        return file.substring(file.lastIndexOf('/') + 1);
    }

    /** Compares the index in {@code file} with the shards beside it and with the manifest, where there is one. */
    static void check(ShardDirectory directory, String file, Consumer<String> problems) throws IOException {
        JsonNode root;
        try (InputStream in = Channels.newInputStream(directory.open(file))) {
            root = JSON.readTree(in);
        }
        if (root.path("version").asInt() != VERSION || !root.path("shards").isArray()) {
            problems.accept("it is no index of MDS version " + VERSION);
            return;
        }
        String folder = file.substring(0, file.length() - FILE.length());
        Map<String, ShardInfo> listed = new HashMap<>();
        for (ShardInfo shard : ExportManifestJson.read(directory).shards()) {
            if (shard.file().startsWith(folder) && MdsFormat.isShard(shard.file())) {
                listed.put(shard.file(), shard);
            }
        }
        int position = 0;
        for (JsonNode entry : root.path("shards")) {
            int at = position++;
            String name = folder + entry.path("raw_data").path("basename").asText();
            ShardInfo shard = listed.remove(name);
            if (shard == null) {
                problems.accept("entry " + at + " is of a shard that " + ExportManifest.FILE + " does not list");
            } else if (!entry.equals(JSON.readTree(PythonJson.bytes(Optional.of(entry(directory, shard)))))) {
                problems.accept("entry " + at + " contradicts its shard or " + ExportManifest.FILE);
            }
        }
        if (!listed.isEmpty()) {
            problems.accept("it leaves out " + listed.size() + " shards");
        }
    }
}
