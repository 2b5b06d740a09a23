package dev.scrim.jobs.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.store.BuildFolder;
import dev.scrim.datasets.store.BuildRun;
import dev.scrim.datasets.store.Manifest;
import dev.scrim.datasets.store.Workspace;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.jobs.report.Progress;
import dev.scrim.jobs.spark.Sessions;
import dev.scrim.jobs.spec.DatasetSpec;
import dev.scrim.jobs.spec.Source;
import dev.scrim.jobs.spec.SpecReader;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.ProgressWatch;
import dev.scrim.jobs.stage.Stage;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.stage.StageRunner;
import dev.scrim.jobs.timeline.TimelineStage;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings that come as tables are the recordings that come as folders. */
class TableSourceTest {
    private static final Path DEMO = Path.of("demo").toAbsolutePath();
    private static final String ID = "demo-quick";

    @TempDir
    static Path home;

    private static Path tables;
    private static Workspace workspace;
    private static LocalKeyring keys;
    private static SparkSession spark;

    private int builds;

    @BeforeAll
    static void writeTables() {
        workspace = Workspace.open(home.resolve("workspace").toUri(), new Configuration(), Clock.systemUTC());
        spark = Sessions.open(2, 2, workspace.defaultKeyring());
        Sessions.fit(spark, 0);
        keys = LocalKeyring.of(workspace);
        tables = home.resolve("tables");
        new RecordingTables(spark, DEMO.resolve("recordings").resolve(ID), tables).write(ID);
    }

    @BeforeEach
    void startOver() {
        builds = workspace.builds().size();
    }

    @Test
    void contentIsThatOfTheFolder() throws IOException {
        List<Stage> stages =
                List.of(new CaptureStage(), new TimelineStage(Files.readString(DEMO.resolve("consent.csv"))));
        Made folder = make(stages, folders());
        Made table = make(stages, tables(tables));
        for (Source.Stream stream : Source.Stream.values()) {
            spark.read()
                    .parquet(tables.resolve(stream.label()).toUri().toString())
                    .createOrReplaceTempView("demo_" + stream.label());
        }
        Made catalog = make(tablesOf(List.of(Source.Stream.values()), s -> "catalog: demo_" + s.label()));

        assertThat(table.capture().facts().counts())
                .isEqualTo(folder.capture().facts().counts());
        assertThat(table.capture().facts().contentDigest())
                .isEqualTo(folder.capture().facts().contentDigest());
        assertThat(catalog.capture().facts().contentDigest())
                .isEqualTo(folder.capture().facts().contentDigest());
        assertThat(table.build().manifest(StageNames.TIMELINE).facts().contentDigest())
                .isEqualTo(folder.build().manifest(StageNames.TIMELINE).facts().contentDigest());
        assertThat(video(table)).isEqualTo(video(folder));
        assertThat(table.capture().count("recordings.out")).isEqualTo(1);
        assertThat(table.capture().count("events.event")).isGreaterThan(150);
    }

    @Test
    void aStreamWithoutTableIsAStreamThatWasNotRecorded() throws IOException {
        List<Source.Stream> some =
                List.of(Source.Stream.RECORDINGS, Source.Stream.SCREEN, Source.Stream.CONTROL, Source.Stream.KEYBOARD);
        Made made = make(tablesOf(some, s -> parquet(tables, s)));
        assertThat(made.events().select("event.stream").distinct().count()).isEqualTo(3);
        assertThat(made.capture().count("recordings.out")).isEqualTo(1);
    }

    @Test
    void anIdInTwoSourcesIsQuarantinedInBoth() throws IOException {
        Made made = make(folders() + tables(tables));
        assertThat(made.capture().count("recordings.in")).isEqualTo(2);
        assertThat(made.capture().count("recordings.out")).isZero();
        assertThat(made.capture().violations(ViolationCode.DUPLICATE_ID)).isEqualTo(2);
        assertThat(made.capture().count("events.event")).isZero();
    }

    @Test
    void onlyIsLookedForInAllSourcesTogether() throws IOException {
        Path more = home.resolve("more");
        RecordingTables other =
                new RecordingTables(spark, DEMO.resolve("recordings").resolve(ID), more);
        other.write("second");
        other.write("third");
        Made made = make(folders() + tables(more), ID, "third");
        assertThat(made.recordings()).containsExactly(ID, "third");
        assertThat(made.capture().count("recordings.in")).isEqualTo(2);
        assertThatThrownBy(() -> make(folders() + tables(more), "fourth", ID))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("fourth")
                .hasMessageNotContaining(ID);
    }

    @Test
    void badRowsAreViolationsAndNothingIsLost() throws IOException {
        Path bad = home.resolve("bad");
        RecordingTables writer =
                new RecordingTables(spark, DEMO.resolve("recordings").resolve(ID), bad);
        writer.write(ID);
        writer.write("no-video");
        Dataset<Row> keys = writer.json("keyboard.jsonl", false);
        writer.save(
                "keyboard",
                keys.limit(3).withColumn("recording_id", functions.lit(ID)).withColumn("type", functions.lit("press")));
        writer.save("keyboard", keys.limit(2).withColumn("recording_id", functions.lit("stray")));
        writer.save(
                "screen",
                writer.json("recording.json", true)
                        .select(
                                functions.lit("no-video").as("recording_id"),
                                functions.lit("file:/nowhere/else.mp4").as("file"),
                                functions.lit(60_000_000L).as("start_us"),
                                functions.lit("h264").as("codec")));
        Made made = make(tables(bad));
        assertThat(made.recordings()).containsExactly(ID);
        assertThat(made.capture().count("recordings.in")).isEqualTo(3);
        assertThat(made.capture().violations(ViolationCode.EVENT_INVALID)).isEqualTo(3);
        assertThat(made.capture().violations(ViolationCode.STREAM_MISSING)).isEqualTo(1);
        assertThat(made.capture().violations(ViolationCode.METADATA_MISSING)).isEqualTo(1);
    }

    @Test
    void rowsOfOneTimeHaveOneOrder() throws IOException {
        List<String> digests = new ArrayList<>();
        for (int seed : new int[] {1, 2}) {
            Path tied = home.resolve("tied-" + seed);
            RecordingTables writer =
                    new RecordingTables(spark, DEMO.resolve("recordings").resolve(ID), tied);
            writer.write(ID);
            writer.save(
                    "mouse",
                    writer.json("mouse.jsonl", false)
                            .withColumn("recording_id", functions.lit(ID))
                            .withColumn("t_us", functions.lit(1_577_614L))
                            .withColumn("x", functions.col("x").plus(functions.col("y")))
                            .orderBy(functions.rand(seed))
                            .repartition(seed));
            digests.add(make(tables(tied)).capture().facts().contentDigest());
        }
        assertThat(digests.get(0)).isEqualTo(digests.get(1));
    }

    @Test
    void theDigestSeesRowsAndTheFilesTheyName() throws IOException {
        Path copy = home.resolve("copy");
        Path recording = Files.createDirectories(copy.resolve(ID));
        try (var files = Files.list(DEMO.resolve("recordings").resolve(ID))) {
            for (Path file : files.toList()) {
                Files.copy(file, recording.resolve(file.getFileName()));
            }
        }
        RecordingTables writer = new RecordingTables(spark, recording, copy.resolve("tables"));
        writer.write(ID);
        DatasetSpec spec = spec(tables(copy.resolve("tables")));
        List<String> first = Inputs.of(spark, spec).digests();
        assertThat(Inputs.of(spark, spec).digests()).isEqualTo(first);

        Files.write(recording.resolve("screen.mp4"), new byte[] {0}, java.nio.file.StandardOpenOption.APPEND);
        List<String> otherVideo = Inputs.of(spark, spec).digests();
        assertThat(otherVideo).isNotEqualTo(first);

        writer.save("control", writer.json("control.jsonl", false).withColumn("recording_id", functions.lit(ID)));
        assertThat(Inputs.of(spark, spec).digests()).isNotEqualTo(otherVideo);
    }

    @Test
    void aColumnThatIsMissingIsTheUsersToSay() {
        String source = "  - tables:\n      recordings: {parquet: " + tables.resolve("recordings") + "}\n";
        assertThatThrownBy(() -> make(source))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("recording_id")
                .hasMessageContaining("columns");
        assertThatThrownBy(() -> make("  - tables:\n      recordings: {catalog: nowhere}\n"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("nowhere");
        assertThatThrownBy(() -> make("  - {uri: " + DEMO.resolve("recordings") + ", format: other/7}\n"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("other/7");
    }

    private record Made(Build build, Manifest capture) {
        Dataset<Row> events() {
            return build.rows(StageNames.CAPTURE, CaptureStage.EVENTS, CaptureStage.EVENT);
        }

        List<String> recordings() {
            return build
                    .rows(StageNames.CAPTURE, CaptureStage.RECORDINGS, CaptureStage.RECORDING)
                    .select("recording")
                    .collectAsList()
                    .stream()
                    .map(r -> r.getString(0))
                    .sorted()
                    .toList();
        }
    }

    private Made make(String sources, String... only) throws IOException {
        return make(List.of(new CaptureStage()), sources, only);
    }

    private Made make(List<Stage> stages, String sources, String... only) throws IOException {
        DatasetSpec spec = spec(sources, only);
        String id = "b" + builds++;
        BuildFolder folder = workspace.build(id);
        try (BuildRun run = folder.start();
                ProgressWatch watch = new ProgressWatch(new Progress(line -> {}, false, System::nanoTime))) {
            Build build = new Build(spark, spec, folder, keys, workspace.defaultKeyring(), true);
            StageRunner runner = new StageRunner(workspace, build, run, watch, id);
            for (Stage stage : stages) {
                runner.run(stage);
            }
            return new Made(build, build.manifest(StageNames.CAPTURE));
        }
    }

    private static DatasetSpec spec(String sources, String... only) {
        String text =
                "format: scrim.dataset/1\nname: t\nworkspace: " + home.resolve("workspace") + "\nconsent: {ledger: "
                        + DEMO.resolve("consent.csv") + "}\nonly: " + List.of(only) + "\nsources:\n" + sources;
        return SpecReader.read(text, "t.yaml", home).orThrow();
    }

    private static String folders() {
        return "  - uri: " + DEMO.resolve("recordings") + "\n";
    }

    private static String tables(Path folder) {
        return tablesOf(List.of(Source.Stream.values()), s -> parquet(folder, s));
    }

    private static String parquet(Path folder, Source.Stream stream) {
        return "parquet: " + folder.resolve(stream.label());
    }

    private static String tablesOf(
            List<Source.Stream> streams, java.util.function.Function<Source.Stream, String> place) {
        StringBuilder out = new StringBuilder("  - tables:\n");
        for (Source.Stream s : streams) {
            out.append("      ")
                    .append(s.label())
                    .append(": {")
                    .append(place.apply(s))
                    .append(", columns: ");
            out.append(RecordingTables.columns(s.fields())).append("}\n");
        }
        return out.toString();
    }

    /** The sealed video, opened. */
    private static byte[] video(Made made) throws IOException {
        Row row = made.build()
                .rows(StageNames.CAPTURE, CaptureStage.RECORDINGS, CaptureStage.RECORDING)
                .first();
        String subject = row.getAs("subject");
        String name = dev.scrim.jobs.stage.MediaNames.video(
                keys, new dev.scrim.datasets.model.RecordingId(row.getAs("recording")), 0);
        try (SeekableByteChannel in = made.build().media(StageNames.CAPTURE).open(subject, name)) {
            return java.nio.channels.Channels.newInputStream(in).readAllBytes();
        }
    }
}
