package dev.scrim.datasets.shards.erase;

import dev.scrim.datasets.shards.ExportManifest;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardName;
import dev.scrim.datasets.split.Split;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which files of an export hold its rows, and which shard each of them is. */
final class ShardNames {
    /** Of formats that keep conversations and, beside them, the steps that they were made from. */
    private static final String STEPS = "steps/";

    private static final int CHUNK_FILES = 1000;
    private static final int MOST = 100_000;
    private static final Pattern OF = Pattern.compile("(\\d{5,6})-of-(\\d{5,6})\\.[a-z]+");
    private static final Pattern SHARD = Pattern.compile("shard[-.](\\d{5,6})\\.[a-z]+");
    private static final Pattern CHUNK = Pattern.compile("chunk-(\\d{3,})/file-(\\d{3})\\.parquet");

    private ShardNames() {}

    /** Files that can be read as rows, in the manifest's order; each row is in one of them. */
    static List<ShardInfo> rows(ExportManifest manifest) {
        boolean steps = manifest.shards().stream().anyMatch(s -> s.file().startsWith(STEPS));
        return manifest.shards().stream()
                .filter(s -> steps ? s.file().startsWith(STEPS) : s.split().isPresent() && s.samples() > 0)
                .toList();
    }

    static ShardName of(ShardInfo shard) throws IOException {
        String file = shard.file();
        Split split = Arrays.stream(Split.values())
                .filter(s -> shard.split().map(s.label()::equals).orElse(file.startsWith(STEPS + s.label() + "-")))
                .findFirst()
                .orElseThrow(() -> new IOException("Cannot tell the split of a shard from its name"));
        Matcher of = OF.matcher(file);
        if (of.find()) {
            return new ShardName(split, Integer.parseInt(of.group(1)), Integer.parseInt(of.group(2)));
        }
        Matcher chunk = CHUNK.matcher(file);
        if (chunk.find()) {
            return new ShardName(
                    split, Integer.parseInt(chunk.group(1)) * CHUNK_FILES + Integer.parseInt(chunk.group(2)), MOST);
        }
        Matcher numbered = SHARD.matcher(file);
        if (numbered.find()) {
            return new ShardName(split, Integer.parseInt(numbered.group(1)), MOST);
        }
        throw new IOException("Cannot tell the number of a shard from its name");
    }
}
