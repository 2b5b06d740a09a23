package dev.scrim.datasets.shards.mds;

import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.ExportOptions;
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
 * MosaicML Streaming's MDS, version 2: {@code <split>/shard.00000.mds} and so on, and {@code <split>/index.json}, which
 * {@code StreamingDataset(local=..., split=...)} takes. {@link MdsEncoding} says how cells are written.
 */
public final class MdsFormat implements ShardFormat.Steps {
    public static final String ID = "mds";

    /** The one hash in configurations and indexes: the manifest's. */
    static final String HASH = "sha256";

    private static final String SHARD = ".mds";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "MDS shards for MosaicML Streaming, with an index for each split";
    }

    static String file(ShardName name) {
        return "%s/shard.%05d%s".formatted(name.split().label(), name.ordinal(), SHARD);
    }

    static boolean isShard(String file) {
        return file.endsWith(SHARD);
    }

    @Override
    public ShardWriter write(ShardDirectory directory, ShardName name, Schema schema, ExportOptions options)
            throws IOException {
        return new MdsWriter(directory, name, schema, options);
    }

    @Override
    public List<ShardInfo> index(ShardDirectory directory, List<ShardInfo> files, ExportOptions options)
            throws IOException {
        return MdsIndex.write(directory, files);
    }

    @Override
    public ShardReader read(ShardDirectory directory, String file) throws IOException {
        return new MdsReader(directory, file);
    }

    @Override
    public Contents reread(ShardDirectory directory, ShardInfo file, Consumer<String> problems) throws IOException {
        if (file.file().endsWith("/" + MdsIndex.FILE)) {
            MdsIndex.check(directory, file.file(), problems);
        }
        if (!isShard(file.file())) {
            return new Contents(0, 0);
        }
        try (ShardReader reader = read(directory, file.file())) {
            return RowChecks.readAll(reader, file.split(), problems);
        }
    }
}
