package dev.scrim.jobs.export;

import dev.scrim.datasets.shards.LocalShardDirectory;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.SplitSealedFiles;
import dev.scrim.datasets.vault.SealHolders;
import dev.scrim.datasets.vault.SplitSeal;
import dev.scrim.jobs.stage.StageNames;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;

/** Seals finished files of one format. Reads drafts and writes beside them, so that a task may be repeated. */
final class SealTask implements MapPartitionsFunction<String, String> {
    private static final long serialVersionUID = 1L;

    private final ShardPlace from;
    private final String to;
    private final String format;
    private final String build;
    private final String holders;

    /**
     * For one format.
     *
     * @param to URI of the folder for sealed files
     * @param holders public keys only, as {@link SealHolders#toJson} has them
     */
    SealTask(ShardPlace from, String to, String format, String build, String holders) {
        this.from = from;
        this.to = to;
        this.format = format;
        this.build = build;
        this.holders = holders;
    }

    @Override
    public Iterator<String> call(Iterator<String> files) throws IOException {
        SplitSeal seal = new SplitSeal(SealHolders.parse(holders), build, StageNames.EXPORT);
        URI uri = URI.create(to);
        ShardDirectory target = new LocalShardDirectory(uri.getScheme() == null ? Path.of(to) : Path.of(uri));
        ShardDirectory source = from.open();
        List<String> done = new ArrayList<>();
        while (files.hasNext()) {
            String file = files.next();
            SplitSealedFiles.seal(
                    source, target, file, seal, SplitSealedFiles.place(build, StageNames.EXPORT, format, file));
            done.add(file);
        }
        return done.iterator();
    }
}
