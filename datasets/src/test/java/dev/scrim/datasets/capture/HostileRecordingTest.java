package dev.scrim.datasets.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import dev.scrim.datasets.capture.mcap.McapFiles;
import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.check.ViolationCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Recordings made to harm who reads them. Each is told by a code, in bounded time and memory, without a word of what is in
 * it, and nothing outside its folder is read or written.
 */
class HostileRecordingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What one look at a recording may allocate over its whole course, garbage included. */
    private static final long MAX_ALLOCATED_BYTES = 512L << 20;

    private static final String PRIVATE = "Ann Example <ann@example.org>";

    @TempDir
    Path root;

    /** Opens the folder and reads every stream of it, as a build does. */
    private static List<Violation> told(Path recording) {
        return told(recording, MAX_ALLOCATED_BYTES);
    }

    private static List<Violation> told(Path recording, long maxBytes) {
        return bounded(maxBytes, () -> {
            CaptureResult result = CaptureFormats.installed().open(Recordings.folder(recording));
            return result instanceof CaptureResult.Accepted accepted
                    ? CaptureInspection.of(accepted.capture()).violations()
                    : ((CaptureResult.Rejected) result).violations();
        });
    }

    private static <T> T bounded(long maxBytes, Callable<T> work) {
        return assertTimeoutPreemptively(PATIENCE, () -> {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            T done = work.call();
            assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                    .as("bytes allocated")
                    .isLessThan(maxBytes);
            return done;
        });
    }

    private static void assertTold(List<Violation> violations, ViolationCode code) {
        assertThat(violations).extracting(Violation::code).contains(code);
        assertThat(violations.toString()).doesNotContain("Example").doesNotContain("ann@");
    }

    private Path demo() throws IOException {
        return Recordings.copyOfDemo(root.resolve("in"), "one");
    }

    private static void pipe(Path at) throws IOException {
        boolean made;
        try {
            made = new ProcessBuilder("mkfifo", at.toString()).start().waitFor() == 0;
        } catch (IOException | InterruptedException none) {
            made = false;
        }
        assumeThat(made).as("mkfifo on this system").isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mouse.jsonl", "screen.mp4"})
    void aPipeIsNoStream(String file) throws IOException {
        Path recording = demo();
        Files.delete(recording.resolve(file));
        pipe(recording.resolve(file));

        assertTold(told(recording), ViolationCode.STREAM_MISSING);
    }

    @Test
    void aPipeIsNoMetadata() throws IOException {
        Path recording = Files.createDirectories(root.resolve("in").resolve("one"));
        pipe(recording.resolve("recording.json"));

        assertTold(told(recording), ViolationCode.METADATA_MISSING);
    }

    @Test
    void aLinkToADeviceIsNoStream() throws IOException {
        Path device = Path.of("/dev/zero");
        assumeThat(device).exists();
        Path recording = demo();
        Files.delete(recording.resolve("keyboard.jsonl"));
        Files.createSymbolicLink(recording.resolve("keyboard.jsonl"), device);

        assertTold(told(recording), ViolationCode.STREAM_MISSING);
    }

    @Test
    void aLinkOutOfTheFolderIsNoStream() throws IOException {
        Path recording = demo();
        Path outside = Files.createDirectories(root.resolve("outside"));
        Files.move(recording.resolve("keyboard.jsonl"), outside.resolve("keyboard.jsonl"));
        Files.createSymbolicLink(recording.resolve("keyboard.jsonl"), outside.resolve("keyboard.jsonl"));

        assertTold(told(recording), ViolationCode.STREAM_MISSING);
        assertThat(Recordings.folder(recording).list()).doesNotContain("keyboard.jsonl");
    }

    @Test
    void aFolderThatLinksOutHoldsNoStream() throws IOException {
        Path recording = demo();
        Path outside = Files.createDirectories(root.resolve("outside"));
        Files.move(recording.resolve("keyboard.jsonl"), outside.resolve("keyboard.jsonl"));
        Files.createSymbolicLink(recording.resolve("deep"), outside);
        Recordings.replace(recording.resolve("recording.json"), "\"keyboard.jsonl\"", "\"deep/keyboard.jsonl\"");

        assertTold(told(recording), ViolationCode.STREAM_MISSING);
    }

    @Test
    void aLinkWithinTheFolderIsThatFile() throws IOException {
        Path recording = demo();
        Files.move(recording.resolve("keyboard.jsonl"), recording.resolve("keys.jsonl"));
        Files.createSymbolicLink(recording.resolve("keyboard.jsonl"), Path.of("keys.jsonl"));

        assertThat(told(recording)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ann Example\nann@example.org.mcap",
                "..\\..\\Ann Example.mcap",
                "Ann Example\u202Ecapm.mcap",
                "Ann Example\u001B[2J.mcap",
                "Ann Example\u2028.mcap",
                "...mcap",
                "%2e%2e%2fAnn Example.mcap",
                "file:Ann Example?immutable=0#.mcap"
            })
    void noNameOfAFileStopsTheReading(String name) throws IOException {
        Path recording = Files.createDirectories(root.resolve("in").resolve("one"));
        Files.writeString(recording.resolve(name), PRIVATE);

        assertThat(told(recording))
                .isNotEmpty()
                .allSatisfy(
                        v -> assertThat(v.toString()).doesNotContain("Example").doesNotContain("ann@"));
        try (Stream<Path> files = Files.walk(root)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside.jsonl",
                "/etc/passwd",
                "deep/../../outside.jsonl",
                "..\\\\outside.jsonl",
                "\\u0000",
                "a\\nb",
                "\\ud800.jsonl",
                "file:///etc/passwd"
            })
    void noPathOfTheMetadataLeadsOut(String path) throws IOException {
        Path recording = demo();
        Files.writeString(root.resolve("in").resolve("outside.jsonl"), PRIVATE);
        Recordings.replace(recording.resolve("recording.json"), "\"keyboard.jsonl\"", '"' + path + '"');

        assertThat(told(recording))
                .isNotEmpty()
                .allSatisfy(
                        v -> assertThat(v.code()).isIn(ViolationCode.METADATA_INVALID, ViolationCode.STREAM_MISSING))
                .allSatisfy(v -> assertThat(v.toString()).doesNotContain("passwd", "outside"));
    }

    private Path mcap(byte[] bytes) throws IOException {
        Path recording = Files.createDirectories(root.resolve("in").resolve("one"));
        Files.write(recording.resolve("a.mcap"), bytes);
        return recording;
    }

    @ParameterizedTest
    @ValueSource(strings = {"zstd", "lz4"})
    void aChunkThatUnpacksToFarMoreIsDamage(String compression) throws IOException {
        McapFiles bomb = new McapFiles();
        for (int i = 0; i < 3; i++) {
            bomb.message("mouse", 1_000L + i, "{\"event_type\":\"move\"" + " ".repeat(60 << 20) + "}")
                    .chunk(compression);
        }

        assertTold(told(mcap(bomb.bytes()), 16 << 20), ViolationCode.STREAM_DAMAGED);
    }

    @Test
    void manyMessagesOutOfFewBytesAreDamage() throws IOException {
        McapFiles bomb = new McapFiles();
        String screen = "{\"media_ref\":{\"pts_ns\":1,\"uri\":\"a.mkv\"}}";
        for (int i = 0; i < 400_000; i++) {
            bomb.message("screen", 1_000L, screen);
        }
        Path recording = mcap(bomb.chunk("zstd").bytes());
        assertThat(Files.size(recording.resolve("a.mcap"))).isLessThan(64 << 10);

        assertTold(told(recording), ViolationCode.STREAM_DAMAGED);
    }

    @Test
    void aMessageOfManyMegabytesIsNoEvent() throws IOException {
        String wide = "{\"pts_ns\":[" + "1.5,".repeat(6 << 20) + "1]}";
        Path recording = mcap(new McapFiles()
                .message("mouse", 1_000, "{\"event_type\":\"move\",\"x\":1,\"y\":1}")
                .message("window", 2_000, wide)
                .unchunked()
                .bytes());

        // Without its video the recording is rejected; what counts is that the message was not unfolded.
        // Read, it is copied thrice; unfolded it would take ten times its bytes.
        assertTold(told(recording, 5 * Files.size(recording.resolve("a.mcap"))), ViolationCode.STREAM_MISSING);
    }

    /** A stream of the given text over and over, no byte of which is kept. */
    private static InputStream repeated(String text, int times) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new SequenceInputStream(Collections.enumeration(Collections.nCopies(times, bytes).stream()
                .map(ByteArrayInputStream::new)
                .map(InputStream.class::cast)
                .toList()));
    }

    @Test
    void aLineOfHundredsOfMegabytesIsSkippedUnread() {
        List<JsonLines.Line> lines = bounded(16 << 20, () -> {
            InputStream in = new SequenceInputStream(
                    repeated(" ".repeat(1 << 20), 600),
                    new ByteArrayInputStream("\n{\"t_us\":1}\n".getBytes(StandardCharsets.UTF_8)));
            try (JsonLines reader = new JsonLines(in)) {
                return List.of(reader.next().orElseThrow(), reader.next().orElseThrow());
            }
        });

        assertThat(lines.get(0)).isEqualTo(new JsonLines.Line.Broken(1));
        assertThat(lines.get(1)).isInstanceOf(JsonLines.Line.Fields.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void deepNestingIsToldAndNotFollowed(String open) throws IOException {
        Path recording = demo();
        Recordings.append(recording.resolve("window.jsonl"), "{\"t_us\":" + open.repeat(100_000) + "\n");
        assertTold(told(recording), ViolationCode.EVENT_INVALID);

        Files.writeString(recording.resolve("recording.json"), "{\"format\":" + open.repeat(100_000));
        assertTold(told(recording), ViolationCode.METADATA_INVALID);
    }

    @Test
    void anAccessibilityTreeNestedDeepIsTold() throws IOException {
        Path recording = Recordings.copy(
                Recordings.demo().resolveSibling("agentnet-quick"),
                root.resolve("in").resolve("one"));
        Recordings.append(
                recording.resolve("a11y.jsonl"),
                "{\"time_stamp\":1,\"axtree\":" + "{\"name\":\"Ann Example\",\"children\":[".repeat(30_000) + "\n");

        assertTold(told(recording), ViolationCode.EVENT_INVALID);
    }

    @Test
    void aNumberOfManyDigitsIsNoTime() throws IOException {
        Path recording = demo();
        String digits = "9".repeat(900_000);
        for (String number : List.of(digits, "1e" + digits, "0." + digits + "e-999999999", "1e999999999")) {
            Recordings.append(
                    recording.resolve("mouse.jsonl"),
                    "\n{\"t_us\":" + number + ",\"type\":\"move\",\"x\":1,\"y\":1}\n");
        }

        assertTold(told(recording), ViolationCode.EVENT_INVALID);
    }

    private Path database(String... statements) throws IOException, SQLException {
        Path recording = Files.createDirectories(root.resolve("in").resolve("one"));
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + recording.resolve("recording.db"));
                Statement run = file.createStatement()) {
            for (String statement : statements) {
                run.executeUpdate(statement);
            }
        }
        return recording;
    }

    private static final String RECORDING =
            "CREATE TABLE recording (id INTEGER PRIMARY KEY, timestamp, monitor_width, monitor_height, platform,"
                    + " task_description)";
    private static final String ROW =
            "INSERT INTO recording VALUES (1, 1700000000.0, 800, 600, 'linux', 'Ann Example')";
    private static final String ACTIONS =
            "CREATE TABLE action_event (id INTEGER PRIMARY KEY, name, timestamp, key_char, mouse_x, mouse_y)";
    private static final String WINDOWS =
            "CREATE TABLE window_event (id INTEGER PRIMARY KEY, timestamp, title, \"left\", top, width, height)";

    @Test
    void aViewInPlaceOfATableIsNotRun() throws Exception {
        Path recording = database(
                RECORDING,
                ROW,
                WINDOWS,
                "CREATE VIEW action_event AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n)"
                        + " SELECT id, 'move' AS name, 1700000000.0 AS timestamp FROM n");

        assertTold(told(recording), ViolationCode.METADATA_INVALID);
    }

    @Test
    void aColumnThatIsWorkedOutIsNotRun() throws Exception {
        Path recording = database(
                RECORDING,
                ROW,
                ACTIONS,
                "CREATE TABLE window_event (id INTEGER PRIMARY KEY, timestamp, title AS (hex(zeroblob(40000000))),"
                        + " \"left\", top, width, height)",
                "INSERT INTO window_event (id, timestamp) VALUES (1, 1700000001.0)");

        assertTold(told(recording), ViolationCode.METADATA_INVALID);
    }

    @Test
    void aHugeValueIsDamageAndNotRead() throws Exception {
        Path recording = database(
                RECORDING,
                ROW,
                ACTIONS,
                WINDOWS,
                "INSERT INTO action_event (id, name, timestamp, mouse_x, mouse_y) VALUES (1, 'move', 1700000001.0, 1, 1)",
                "INSERT INTO window_event VALUES (1, 1700000001.0, zeroblob(40000000), 0, 0, 9, 9)");

        assertTold(told(recording), ViolationCode.STREAM_DAMAGED);
    }

    @Test
    void aTriggerNeverFires() throws Exception {
        Path recording = database(
                RECORDING,
                ROW,
                ACTIONS,
                WINDOWS,
                "CREATE TRIGGER t AFTER INSERT ON action_event BEGIN DELETE FROM recording; END",
                "INSERT INTO window_event VALUES (1, 1700000001.0, 'a', 0, 0, 9, 9), (2, 1700000002.0, 'b', 0, 0, 9, 9)");
        byte[] before = Files.readAllBytes(recording.resolve("recording.db"));

        assertThat(told(recording)).extracting(Violation::code).doesNotContain(ViolationCode.STREAM_DAMAGED);
        assertThat(Files.readAllBytes(recording.resolve("recording.db"))).isEqualTo(before);
        assertThat(Recordings.folder(recording).list()).containsExactly("recording.db");
    }
}
