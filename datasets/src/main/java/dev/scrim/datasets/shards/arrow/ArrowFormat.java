package dev.scrim.datasets.shards.arrow;

import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.ExportOptions;
import dev.scrim.datasets.shards.ExportTable;
import dev.scrim.datasets.shards.RowChecks;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardFormat;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardName;
import dev.scrim.datasets.shards.ShardReader;
import dev.scrim.datasets.shards.ShardWriter;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Arrow IPC as {@code data/<split>-00000-of-00001.arrow}, pictures as {@code Image} features. Of IPC's two forms it is
 * the stream, the one that {@code datasets} writes under this name itself: {@code Dataset.from_file} opens no other.
 */
public final class ArrowFormat implements ShardFormat.Steps {
    public static final String ID = "arrow";

    private static final String SHARD = ".arrow";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "Arrow IPC streams for Python's datasets library (Dataset.from_file), pictures as Image features";
    }

    static String file(ShardName name) {
        return "data/" + name.stem() + SHARD;
    }

    @Override
    public List<ExportTable> tables(Schema schema) {
        return List.of(ExportTable.steps("data/%s-*" + SHARD, ExportTable.Encoding.ARROW_STREAM, schema));
    }

    @Override
    public ShardWriter write(ShardDirectory directory, ShardName name, Schema schema, ExportOptions options)
            throws IOException {
        return new ArrowWriter(directory, name, schema);
    }

    @Override
    public ShardReader read(ShardDirectory directory, String file) throws IOException {
        return new ArrowReader(directory, file);
    }

    @Override
    public Contents reread(ShardDirectory directory, ShardInfo file, Consumer<String> problems) throws IOException {
        if (!file.file().endsWith(SHARD)) {
            return new Contents(0, 0);
        }
        try (ShardReader reader = read(directory, file.file())) {
            return RowChecks.readAll(reader, file.split(), problems);
        }
    }
}
