package dev.scrim.datasets.shards.hfparquet;

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
import dev.scrim.datasets.split.Split;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Hugging Face Parquet: {@code data/<split>-00000-of-00001.parquet}, pictures as {@code Image} features. */
public final class HfParquetFormat implements ShardFormat.Steps {
    public static final String ID = "hf-parquet";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "Parquet for Python's datasets library (4.0 or newer), pictures as Image features";
    }

    @Override
    public boolean interleaved() {
        return true;
    }

    @Override
    public List<ExportTable> tables(Schema schema) {
        return List.of(ExportTable.steps("data/%s-*.parquet", ExportTable.Encoding.PARQUET, schema));
    }

    @Override
    public ShardWriter write(ShardDirectory directory, ShardName name, Schema schema, ExportOptions options)
            throws IOException {
        return new HfParquetWriter(directory, name, schema);
    }

    /** Starts a table of its own under {@code file}, for formats that keep rows beside what they are about. */
    public static ShardWriter table(ShardDirectory directory, String file, Split split, Schema schema)
            throws IOException {
        return new HfParquetWriter(directory, file, split, schema);
    }

    @Override
    public ShardReader read(ShardDirectory directory, String file) throws IOException {
        return new HfParquetReader(directory, file);
    }

    @Override
    public Contents reread(ShardDirectory directory, ShardInfo file, Consumer<String> problems) throws IOException {
        if (!file.file().endsWith(".parquet")) {
            return new Contents(0, 0);
        }
        try (ShardReader reader = read(directory, file.file())) {
            return RowChecks.readAll(reader, file.split(), problems);
        }
    }
}
