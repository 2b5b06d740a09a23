package dev.scrim.jobs.laws;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.store.Manifest;
import dev.scrim.jobs.actions.ActionsStage;
import dev.scrim.jobs.build.BuildJob;
import dev.scrim.jobs.build.BuildReport;
import dev.scrim.jobs.capture.CaptureStage;
import dev.scrim.jobs.cli.Main;
import dev.scrim.jobs.report.ReportData;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.spec.DatasetSpec;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.timeline.TimelineStage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One folder of spoilt recordings through the whole way: each ends with its code, and the sound ones beside them pass. */
class BadInputTest {
    private static final Path INPUT = SharedSpark.place("bad");
    private static final Path LEDGER = SharedSpark.place("bad-consent.csv");
    private static final int RECORDINGS = 13;

    private static Build build;
    private static BuildJob.Done done;

    @BeforeAll
    static void spoilAndBuild() throws IOException {
        Files.writeString(
                LEDGER,
                Files.readString(SharedSpark.DEMO.resolve("consent.csv"))
                        + "subj-03,training,*,withdraw,2026-01-01T00:00:00Z,2030-01-01T00:00:00Z,signed-form\n");

        Files.delete(recording("missing-stream").resolve("mouse.jsonl"));
        append(recording("truncated-stream").resolve("keyboard.jsonl"), "{\"t_us\": 5500000, \"type\": \"do");
        Files.writeString(recording("video-unreadable").resolve("screen.mp4"), "no video");
        cutInHalf(recording("video-truncated").resolve("screen.mp4"));
        swapLines(recording("out-of-order").resolve("mouse.jsonl"));
        spoil(recording("twin-a"), "\"recording_id\": \"twin-a\"", "\"recording_id\": \"twin\"");
        spoil(recording("twin-b"), "\"recording_id\": \"twin-b\"", "\"recording_id\": \"twin\"");
        Path empty = recording("empty");
        for (String stream : List.of("mouse", "keyboard", "window", "control")) {
            Files.writeString(empty.resolve(stream + ".jsonl"), "");
        }
        spoil(empty, "\"screen\": [", "\"unused\": [");
        Path backwards = recording("clock-backwards").resolve("keyboard.jsonl");
        List<String> lines = new ArrayList<>(Files.readAllLines(backwards));
        Collections.reverse(lines);
        Files.write(backwards, lines);
        Path off = recording("off-screen").resolve("mouse.jsonl");
        Files.writeString(off, Files.readString(off).replaceFirst("\"x\": \\d+", "\"x\": 99999"));
        spoil(recording("no-consent"), "\"subject_id\": \"subj-01\"", "\"subject_id\": \"subj-02\"");
        spoil(recording("consent-withdrawn"), "\"subject_id\": \"subj-01\"", "\"subject_id\": \"subj-03\"");
        Files.delete(recording("no-metadata").resolve("recording.json"));

        done = SharedSpark.build(SharedSpark.spec(INPUT, LEDGER, SharedSpark.place("bad-out"), ""), 3);
        build = done.build();
    }

    private static Path recording(String name) throws IOException {
        Path to = Files.createDirectories(INPUT.resolve(name));
        try (Stream<Path> files =
                Files.list(SharedSpark.DEMO.resolve("recordings").resolve("demo-quick"))) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        spoil(to, "\"recording_id\": \"demo-quick\"", "\"recording_id\": \"" + name + "\"");
        return to;
    }

    private static void spoil(Path recording, String from, String to) throws IOException {
        Path file = recording.resolve("recording.json");
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    private static void append(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
    }

    private static void cutInHalf(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(all, all.length / 2));
    }

    private static void swapLines(Path file) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        Collections.swap(lines, 4, 5);
        Files.write(file, lines);
    }

    @Test
    void everyQuarantinedRecordingHasItsCode() {
        assertThat(codes("missing-stream")).containsExactly("STREAM_MISSING");
        assertThat(codes("video-unreadable")).contains("VIDEO_UNREADABLE");
        assertThat(codes("twin")).containsExactly("DUPLICATE_ID");
        assertThat(codes("empty")).contains("RECORDING_EMPTY");
        assertThat(codes("clock-backwards")).contains("CLOCK_BACKWARDS");
        assertThat(codes("no-consent")).containsExactly("NO_CONSENT");
        assertThat(codes("consent-withdrawn")).containsExactly("NO_CONSENT");
        assertThat(build.manifest(StageNames.CAPTURE).violations(ViolationCode.METADATA_MISSING))
                .isEqualTo(1);
        assertThat(build.manifest(StageNames.CAPTURE).violations(ViolationCode.DUPLICATE_ID))
                .isEqualTo(2);
    }

    @Test
    void everyRecordingThatGoesOnWithoutItsBadPartSaysSo() {
        assertThat(codes("truncated-stream")).contains("STREAM_TRUNCATED");
        assertThat(codes("video-truncated")).contains("VIDEO_TRUNCATED");
        assertThat(codes("out-of-order")).contains("EVENT_OUT_OF_ORDER");
        assertThat(codes("off-screen")).contains("OFF_SCREEN");
    }

    @Test
    void theReportSaysWhereTheFirstOfThemAre() {
        Map<String, ReportData.ViolationCount> defects = BuildReport.of(done, "test").data().violations().stream()
                .collect(Collectors.toMap(ReportData.ViolationCount::code, v -> v));
        for (ViolationCode code : ViolationCode.values()) {
            long n = done.stages().stream()
                    .mapToLong(r -> r.manifest().violations(code))
                    .sum();
            ReportData.ViolationCount defect = defects.get(code.name());
            assertThat(defect != null).as(code.name()).isEqualTo(n > 0);
            if (defect != null) {
                assertThat(defect.count()).isEqualTo(n);
                assertThat(defect.recordings()).isBetween(1L, n);
                assertThat(defect.places()).hasSize((int) Math.min(3, n));
            }
        }
        assertThat(places(defects, ViolationCode.NO_CONSENT)).anyMatch(p -> p.startsWith("no-consent"));
        assertThat(places(defects, ViolationCode.STREAM_TRUNCATED))
                .allMatch(p -> p.matches("truncated-stream [a-z]+:\\d+.*"));
    }

    private static List<String> places(Map<String, ReportData.ViolationCount> defects, ViolationCode code) {
        return Objects.requireNonNull(defects.get(code.name())).places();
    }

    private static Set<String> codes(String recording) {
        return Stream.of(
                        violations(StageNames.CAPTURE, CaptureStage.RECORDINGS, CaptureStage.VIOLATION),
                        violations(StageNames.TIMELINE, TimelineStage.TIMELINE, TimelineStage.VIOLATION),
                        violations(StageNames.ACTIONS, ActionsStage.ACTIONS, ActionsStage.VIOLATION))
                .flatMap(rows -> rows.filter(col(Tagged.RECORDING).equalTo(recording)).collectAsList().stream())
                .map(r -> r.getString(1))
                .collect(Collectors.toSet());
    }

    private static Dataset<Row> violations(dev.scrim.datasets.store.StageName stage, String table, String kind) {
        return build.rows(stage, table, kind).select(col(Tagged.RECORDING), col(kind + ".code"));
    }

    @Test
    void nothingIsLost() {
        Manifest capture = build.manifest(StageNames.CAPTURE);
        Manifest timeline = build.manifest(StageNames.TIMELINE);
        assertThat(capture.count("recordings.in")).isEqualTo(RECORDINGS);
        assertThat(capture.count("recordings.quarantined")).isEqualTo(7);
        assertThat(capture.count("recordings.out")).isEqualTo(6);
        assertThat(timeline.count("recordings.quarantined")).isEqualTo(2);
        ConservationTest.everyEventHasOneFate(build);
        ConservationTest.everyTrajectoryHasOneVerdict(build);
        assertThat(timeline.count("dropped.NO_CONSENT")).isGreaterThan(300);
        assertThat(timeline.count("dropped.OFF_SCREEN")
                        + build.manifest(StageNames.ACTIONS).count("dropped.OFF_SCREEN"))
                .isEqualTo(1);
    }

    @Test
    void quarantinedRecordingsReachNoLaterStage() {
        assertThat(build
                        .rows(StageNames.ACTIONS, ActionsStage.ACTIONS, ActionsStage.STEP)
                        .select(Tagged.RECORDING)
                        .distinct()
                        .collectAsList()
                        .stream()
                        .map(r -> r.getString(0)))
                .containsExactlyInAnyOrder("truncated-stream", "video-truncated", "out-of-order", "off-screen");
    }

    @Test
    void framesBehindTheCutOfAVideoAreWithheld() {
        Dataset<Row> screens = build.rows(StageNames.CAPTURE, CaptureStage.EVENTS, CaptureStage.EVENT)
                .filter(col(CaptureStage.EVENT + ".chunk").isNotNull());
        long whole = screens.filter(col(Tagged.RECORDING).equalTo("off-screen")).count();
        long cut =
                screens.filter(col(Tagged.RECORDING).equalTo("video-truncated")).count();
        assertThat(cut).isPositive().isLessThan(whole);
    }

    @Test
    void whatCannotBeReadIsWithheldWhole() {
        // The engine has no such language, which a spec in YAML could not ask for: every reading fails.
        DatasetSpec demo = SharedSpark.demo(SharedSpark.place("demo"));
        DatasetSpec unread = new DatasetSpec(
                demo.name(),
                demo.license(),
                demo.sources(),
                demo.only(),
                demo.consent(),
                demo.actions(),
                demo.moments(),
                demo.trajectories(),
                new DatasetSpec.Readings("zzz", Optional.empty(), true),
                demo.redaction(),
                demo.splits(),
                demo.exports(),
                demo.release(),
                demo.anchors(),
                demo.workspace());
        BuildJob.Done blind = SharedSpark.build(unread, 2);
        Build b = blind.build();
        assertThat(b.manifest(StageNames.READINGS).violations(ViolationCode.READING_FAILED))
                .isPositive();
        assertThat(b.manifest(StageNames.EXPORT).count("steps.out")).isZero();
        SharedSpark.shards(SharedSpark.export(blind))
                .keySet()
                .forEach(f -> assertThat(f).doesNotEndWith(".png").doesNotEndWith(".parquet"));
        ConservationTest.everyTrajectoryHasOneVerdict(b);
    }

    @Test
    void anEvaluationOfRealPeopleIsRefusedAndLeavesNoShard() throws IOException {
        Path input = SharedSpark.place("real");
        Path real = Files.createDirectories(input.resolve("demo-quick"));
        Path demo = SharedSpark.DEMO.resolve("recordings").resolve("demo-quick");
        try (Stream<Path> files = Files.list(demo)) {
            for (Path file : files.toList()) {
                Files.copy(file, real.resolve(file.getFileName()));
            }
        }
        spoil(real, "\"people\": \"invented\",", "");
        Path out = SharedSpark.place("real-out");
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() ->
                        SharedSpark.build(SharedSpark.spec(input, SharedSpark.DEMO.resolve("consent.csv"), out, ""), 2))
                .withMessageContaining("invented");
        try (Stream<Path> all = Files.walk(out)) {
            assertThat(all.map(p -> p.getFileName().toString())).doesNotContain("08-export");
        }
    }

    @Test
    void aWorkspaceThatOthersCanReadIsRefused() throws IOException {
        Path open = Files.createDirectory(
                SharedSpark.place("open"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> SharedSpark.build(SharedSpark.demo(open), 2))
                .withMessageContaining("chmod");
        try (Stream<Path> left = Files.list(open)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aWorkspaceThatCannotBeWrittenIsRefused() throws IOException {
        Path file = Files.writeString(SharedSpark.place("a-file"), "");
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> SharedSpark.build(SharedSpark.demo(file.resolve("workspace")), 2));
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> SharedSpark.build(SharedSpark.demo(file), 2))
                .withMessageContaining("is a file");
    }

    @Test
    void aMissingLedgerIsRefused() {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> SharedSpark.build(
                        SharedSpark.spec(
                                SharedSpark.DEMO.resolve("recordings"),
                                SharedSpark.place("no-ledger.csv"),
                                SharedSpark.place("unledgered"),
                                ""),
                        2))
                .withMessageContaining("ledger");
    }

    @Test
    void anUnknownKeyInTheSpecIsTheCallersMistake() throws IOException {
        Path spec = Files.writeString(
                SharedSpark.place("unknown-key.yaml"),
                "format: scrim.dataset/1\nworkspace: w\nsources: [{uri: s}]\nconsent: {ledgre: l}\n");
        assertThat(Main.execute("build", spec.toString())).isEqualTo(2);
    }
}
