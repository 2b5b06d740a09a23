package dev.scrim.jobs.laws;

import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.ExportManifest;
import dev.scrim.datasets.shards.ExportManifestJson;
import dev.scrim.datasets.shards.LocalShardDirectory;
import dev.scrim.datasets.shards.ShardFormat;
import dev.scrim.datasets.shards.ShardFormats;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Whose rows are where in a release of every format. */
final class ReleasedRows {
    private ReleasedRows() {}

    /** Row by row, by its trajectory; and lines of the plain form by their recording. */
    static Map<String, Set<String>> byShard(Path root) throws IOException {
        Map<String, Set<String>> out = new TreeMap<>();
        for (String id : ShardFormats.load().ids()) {
            LocalShardDirectory directory = new LocalShardDirectory(root.resolve(id));
            ExportManifest manifest = ExportManifestJson.read(directory);
            if (!(ShardFormats.load().get(id) instanceof ShardFormat.Steps format)) {
                continue;
            }
            boolean chat = id.startsWith("chat-");
            for (ShardInfo shard : manifest.shards()) {
                boolean rows =
                        chat ? shard.file().startsWith("steps/") : shard.split().isPresent() && shard.samples() > 0;
                if (rows) {
                    Set<String> in = new TreeSet<>();
                    try (ShardReader reader = format.readColumns(directory, shard.file())) {
                        for (Optional<DisclosedRow> r = reader.next(); r.isPresent(); r = reader.next()) {
                            in.add(r.get().string("trajectory_id").orElseThrow());
                        }
                    }
                    out.put(id + "/" + shard.file(), in);
                }
            }
        }
        return out;
    }

    /** A tree with its modes. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
