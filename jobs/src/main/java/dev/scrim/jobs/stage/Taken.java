package dev.scrim.jobs.stage;

import dev.scrim.datasets.store.BuildFolder;
import dev.scrim.datasets.store.ContentDigest;
import dev.scrim.datasets.store.Manifest;
import dev.scrim.datasets.store.Workspace;
import dev.scrim.jobs.rows.Tagged;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Recordings that a stage takes from another build of the workspace, which made them from the same. Rows and pictures are
 * bound to their build, so they are decrypted there and sealed again here, and the rows must prove to be the ones that
 * were committed there.
 *
 * @param from the other build
 * @param parts the taken recordings with their rows' digests
 */
record Taken(BuildFolder from, Stage stage, Division division, Path keyring, Map<String, PartsFile.Part> parts) {

    /** The newest of the builds that have most of the recordings under the same keys; empty when none has any. */
    static Optional<Taken> find(
            Workspace workspace, Build build, Stage stage, Division division, Map<String, String> keys) {
        Optional<Taken> best = Optional.empty();
        Instant newest = Instant.MIN;
        for (String id : workspace.builds()) {
            BuildFolder folder = workspace.build(id);
            if (id.equals(build.id())) {
                continue;
            }
            Optional<Manifest> manifest = folder.committed(stage.name());
            if (manifest.isEmpty()) {
                continue;
            }
            Taken here = new Taken(folder, stage, division, build.keyringFile(), matching(folder, stage, build, keys));
            int more = Integer.compare(
                    here.parts.size(), best.map(b -> b.parts.size()).orElse(0));
            Instant made = manifest.get().finished();
            if (more > 0 || (more == 0 && !here.parts.isEmpty() && made.isAfter(newest))) {
                best = Optional.of(here);
                newest = made;
            }
        }
        return best;
    }

    private static Map<String, PartsFile.Part> matching(
            BuildFolder folder, Stage stage, Build build, Map<String, String> keys) {
        Map<String, PartsFile.Part> out = new TreeMap<>();
        try {
            Map<String, PartsFile.Part> there = PartsFile.read(
                    new MediaFolder(folder.stage(stage.name()), folder.id(), stage.name(), build.keyringFile()));
            there.forEach((recording, part) -> {
                if (part.key().equals(keys.get(recording))) {
                    out.put(recording, part);
                }
            });
        } catch (IOException | RuntimeException unreadable) {
            // Fail closed: what does not prove itself is computed again.
            return Map.of();
        }
        return out;
    }

    /** Whether a row belongs to one of the recordings. */
    Column rows() {
        return functions.col(Tagged.RECORDING).isInCollection(new TreeSet<>(parts.keySet()));
    }

    /** The other build's rows of the recordings. */
    Dataset<Row> table(SparkSession spark, String table, Tagged shape) {
        String path = new org.apache.hadoop.fs.Path(from.stage(stage.name()), table).toString();
        return Build.tableAt(spark, path, shape).filter(rows());
    }

    /** Seals the pictures that the rows name again, for this build; file by file, in the memory of one buffer. */
    void copyFrames(Dataset<Row> rows, MediaFolder to) {
        if (division.frames().isEmpty()) {
            return;
        }
        List<Column> containers = new ArrayList<>();
        division.frames().forEach(kind -> containers.add(functions.col(kind + ".container")));
        MediaFolder there = new MediaFolder(from.stage(stage.name()), from.id(), stage.name(), keyring);
        VoidFunction<Row> copy = row -> to.copy(there, row.getString(0), row.getString(1));
        rows.filter(functions.col(Tagged.KIND).isInCollection(division.frames()))
                .select(
                        functions.col(Tagged.SUBJECT),
                        functions.coalesce(containers.toArray(Column[]::new)).as("container"))
                .distinct()
                .javaRDD()
                .foreach(copy);
    }

    /**
     * Compares what was written with what was committed there.
     *
     * @throws IllegalStateException when a recording's rows are others
     */
    void prove(Map<String, ContentDigest> written) {
        parts.forEach((recording, part) -> {
            if (!written.getOrDefault(recording, new ContentDigest()).hex().equals(part.rows())) {
                throw new IllegalStateException("Cannot take a recording from build " + from.id()
                        + ": its rows in stage " + stage.name() + " are not the ones that were committed");
            }
        });
    }
}
