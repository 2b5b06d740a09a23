package dev.scrim.jobs.review.index;

import static org.apache.spark.sql.functions.col;

import dev.scrim.datasets.store.Digests;
import dev.scrim.datasets.vault.KeyService;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.jobs.export.VerifiedRows;
import dev.scrim.jobs.rows.LeakRows;
import dev.scrim.jobs.rows.MergedRows;
import dev.scrim.jobs.rows.Streams;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.rows.TrajectorySeq;
import dev.scrim.jobs.segment.SegmentRows;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.MediaFolder;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.trace.MouseCounts;
import dev.scrim.jobs.trace.RecordingViews;
import dev.scrim.jobs.verified.VerifiedStage;
import dev.scrim.jobs.viewer.ViewerJson;
import dev.scrim.jobs.viewer.ViewerModel;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Writes the review index of a build whose stages are done. A build that has one of the same is left alone. */
public final class IndexWriter {
    private static final String VERSION = "1";
    private static final String TRAJECTORY = "trajectory";
    private static final StructType BLOCK = DataTypes.createStructType(List.of(
            DataTypes.createStructField(Tagged.SUBJECT, DataTypes.StringType, false),
            DataTypes.createStructField(Tagged.RECORDING, DataTypes.StringType, false),
            DataTypes.createStructField(TRAJECTORY, DataTypes.IntegerType, false),
            DataTypes.createStructField("block", DataTypes.BinaryType, false)));

    private IndexWriter() {}

    /** Trajectories are made in tasks; only their lists of frames come together here, one person's at a time. */
    public static void write(Build build) throws IOException {
        String from = Digests.fields("scrim-review-from/1")
                .add(VERSION)
                .add(build.manifest(StageNames.READINGS).digest())
                .add(build.manifest(StageNames.REDACTED).digest())
                .add(build.manifest(StageNames.VERIFIED).digest())
                .hex();
        Path folder = Path.of(build.path().toUri()).resolve(IndexFolder.NAME);
        MediaFolder media = build.reviewMedia();
        IndexFolder index = new IndexFolder(folder, media, build.id());
        if (index.madeFrom().filter(from::equals).isPresent()) {
            return;
        }
        // Proposals of an earlier review stay: they are somebody's decisions.
        delete(folder.resolve("media"));
        Files.deleteIfExists(folder.resolve("index.json"));
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Map<String, String> people = people(build);
        List<String> names = List.copyOf(people.keySet());
        Map<String, String> views = views(build, names);
        Dataset<Row> blocks = rows(build)
                .mapPartitions(
                        new Blocks(media, build.keyringFile().toString(), MouseCounts.of(build, names)),
                        Encoders.row(BLOCK))
                .repartition(col(Tagged.SUBJECT))
                .sortWithinPartitions(Tagged.SUBJECT, Tagged.RECORDING, TRAJECTORY);
        IndexFolder.Totals totals = new IndexFolder.Totals();
        IndexFolder.@org.jspecify.annotations.Nullable ListWriter list = null;
        String subject = "";
        try {
            Iterator<Row> all = blocks.toLocalIterator();
            while (all.hasNext()) {
                Row row = all.next();
                if (list == null || !subject.equals(row.getString(0))) {
                    if (list != null) {
                        list.close();
                    }
                    subject = row.getString(0);
                    list = list(index, subject, people, views, totals);
                }
                list.add(IndexBlock.of(row.<byte[]>getAs("block"), 0));
            }
        } finally {
            if (list != null) {
                list.close();
            }
        }
        ownerOnly(folder);
        index.finish(totals, from, build.spec().trajectories().idleGapMs() * 1000L);
    }

    private static IndexFolder.ListWriter list(
            IndexFolder index,
            String subject,
            Map<String, String> people,
            Map<String, String> views,
            IndexFolder.Totals totals)
            throws IOException {
        List<String> own = people.entrySet().stream()
                .filter(e -> e.getValue().equals(subject))
                .map(Map.Entry::getKey)
                .toList();
        return index.list(
                subject, own, own.stream().map(n -> views.getOrDefault(n, "")).toList(), totals);
    }

    private static Dataset<Row> rows(Build build) {
        SegmentRows.Reads reads = build::rows;
        return SegmentRows.addReadings(VerifiedRows.merged(reads), reads)
                .with(
                        build.rows(StageNames.VERIFIED, VerifiedStage.VERIFIED, VerifiedStage.LEAK),
                        VerifiedStage.LEAK,
                        new LeakRows().schema(),
                        TrajectorySeq.trajectory(),
                        col(Tagged.SEQ))
                .sorted();
    }

    /** Recordings of which anything passed, each with whose it is. */
    private static Map<String, String> people(Build build) {
        String outcome = VerifiedStage.OUTCOME;
        Map<String, String> out = new TreeMap<>();
        for (Row r : build.rows(StageNames.VERIFIED, VerifiedStage.VERIFIED, outcome)
                .filter(col(outcome + ".passed"))
                .select(Tagged.RECORDING, Tagged.SUBJECT)
                .distinct()
                .collectAsList()) {
            out.put(r.getString(0), r.getString(1));
        }
        return out;
    }

    private static Map<String, String> views(Build build, List<String> names) {
        Map<String, String> out = new TreeMap<>();
        for (ViewerModel.RecordingView view : RecordingViews.of(build, names)) {
            out.put(view.name(), ViewerJson.write(new ViewerModel(List.of(view), List.of(), List.of())));
        }
        return out;
    }

    /** As a stage's files are once it is committed. */
    private static void ownerOnly(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.toList()) {
                Files.setPosixFilePermissions(
                        each, PosixFilePermissions.fromString(Files.isDirectory(each) ? "rwx------" : "rw-------"));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @org.jspecify.annotations.Nullable IOException e)
                    throws IOException {
                Files.delete(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private record Blocks(MediaFolder to, String keyring, MouseCounts mouse)
            implements MapPartitionsFunction<Row, Row> {
        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            if (!rows.hasNext()) {
                return rows;
            }
            KeyService keys = LocalKeyring.open(Path.of(keyring));
            return Streams.perGroup(rows, MergedRows::keyOf, key -> new IndexMachine(to, keys, mouse));
        }
    }
}
