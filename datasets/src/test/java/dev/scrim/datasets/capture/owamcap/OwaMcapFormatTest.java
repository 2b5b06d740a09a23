package dev.scrim.datasets.capture.owamcap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.capture.Capture;
import dev.scrim.datasets.capture.CaptureFormat;
import dev.scrim.datasets.capture.CaptureFormatConformance;
import dev.scrim.datasets.capture.CaptureFormats;
import dev.scrim.datasets.capture.CaptureInspection;
import dev.scrim.datasets.capture.CaptureResult;
import dev.scrim.datasets.capture.EventReader;
import dev.scrim.datasets.capture.Recordings;
import dev.scrim.datasets.capture.mcap.McapFiles;
import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.model.KeyEvent;
import dev.scrim.datasets.model.MouseEvent;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.RawEvent;
import dev.scrim.datasets.model.Recording;
import dev.scrim.datasets.model.ScreenClock;
import dev.scrim.datasets.model.StreamKind;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.datasets.model.WindowEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwaMcapFormatTest extends CaptureFormatConformance {
    /** A round moment, nanoseconds since 1970. */
    private static final long T0 = 1_768_131_731_000_000_000L;

    @TempDir
    Path root;

    private Path recording;

    @Override
    protected CaptureFormat format() {
        return new OwaMcapFormat();
    }

    @Override
    protected Path sample() {
        try {
            return Path.of(OwaMcapFormatTest.class
                    .getResource("/recordings/owa-notepad")
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** By counting topics in the JSON lines that the sample was cut from, and ffprobe -count_packets. */
    @Override
    protected Map<StreamKind, Long> sampleLines() {
        return Map.of(StreamKind.WINDOW, 4L, StreamKind.KEYBOARD, 20L, StreamKind.MOUSE, 125L, StreamKind.SCREEN, 18L);
    }

    @BeforeEach
    void copy() throws IOException {
        recording = Recordings.copy(sample(), root.resolve("one"));
    }

    private Capture opened() throws IOException {
        CaptureResult result = CaptureFormats.installed().open(Recordings.folder(recording));
        assertThat(result).isInstanceOf(CaptureResult.Accepted.class);
        return ((CaptureResult.Accepted) result).capture();
    }

    @Test
    void moreFramesOrMovesOfWindowsThanCanBeKeptAreDamage() throws IOException {
        McapFiles frames = new McapFiles();
        McapFiles moves = new McapFiles();
        for (int i = 0; i < 5; i++) {
            frames.message("screen", T0 + i, "{\"media_ref\":{\"pts_ns\":" + i + ",\"uri\":\"" + i + ".mkv\"}}");
            moves.message("window", T0 + i, "{\"rect\":[" + i + ",0,9,9],\"hWnd\":1}");
        }
        for (McapFiles file : List.of(frames, moves)) {
            byte[] bytes = file.chunk("zstd").bytes();
            assertThat(OwaScan.of(new ByteArrayInputStream(bytes), 5).damage()).isEmpty();
            OwaScan cut = OwaScan.of(new ByteArrayInputStream(bytes), 3);
            assertThat(cut.damage()).hasSize(1);
            assertThat(cut.frames().size() + cut.places().size()).isEqualTo(3);
            assertThat(cut.videos()).hasSizeLessThan(3);
        }
    }

    private List<ViolationCode> rejected() throws IOException {
        CaptureResult result = CaptureFormats.installed().open(Recordings.folder(recording));
        assertThat(result).isInstanceOf(CaptureResult.Rejected.class);
        return ((CaptureResult.Rejected) result)
                .violations().stream().map(Violation::code).toList();
    }

    private List<RawEvent> events(StreamKind stream) throws IOException {
        List<RawEvent> events = new ArrayList<>();
        try (EventReader reader = opened().read(stream, violation -> {})) {
            reader.forEachRemaining(events::add);
        }
        return events;
    }

    private List<KeyEvent> keys() throws IOException {
        return events(StreamKind.KEYBOARD).stream().map(KeyEvent.class::cast).toList();
    }

    private List<MouseEvent> mouse() throws IOException {
        return events(StreamKind.MOUSE).stream().map(MouseEvent.class::cast).toList();
    }

    private void write(McapFiles mcap) throws IOException {
        Files.write(recording.resolve("0.5.1.mcap"), mcap.chunk("zstd").bytes());
    }

    private static String key(String type, int vk) {
        return "{\"event_type\":\"" + type + "\",\"vk\":" + vk + "}";
    }

    private static String screen(long ptsNs, long utcNs) {
        return "{\"utc_ns\":" + utcNs + ",\"source_shape\":[1025,1017],\"shape\":[1025,1017],"
                + "\"media_ref\":{\"uri\":\"0.5.1.mkv\",\"pts_ns\":" + ptsNs + "}}";
    }

    @Test
    void metadataBecomesARecordingThatNamesNoFileOfTheFolder() throws IOException {
        Recording owa = opened().recording();

        assertThat(owa.id().value()).isEqualTo("owa-notepad");
        assertThat(owa.subject().value()).isEqualTo("subj-owa");
        assertThat(owa.peopleInvented()).isTrue();
        assertThat(owa.viewport()).isEqualTo(new Viewport(1026, 1018, 1.0));
        assertThat(owa.startedAt()).isEqualTo(Instant.parse("2026-01-11T11:42:11.033103300Z"));
        assertThat(owa.clock()).isEqualTo(ScreenClock.SHARED);
        assertThat(owa.os()).isEqualTo("windows");
        assertThat(owa.screens()).singleElement().satisfies(chunk -> {
            assertThat(chunk.codec()).isEqualTo("hevc");
            assertThat(chunk.file()).isEqualTo("screen-0.mkv");
        });
    }

    @Test
    void keysAreNamedByPositionAndLeaveTheirTextOpen() throws IOException {
        assertThat(keys().stream().filter(KeyEvent::down).map(KeyEvent::key))
                .containsExactly(
                        "KeyT", "KeyE", "KeyS", "KeyT", "Space", "KeyT", "KeyE", "KeyX", "KeyT", "ControlLeft", "KeyC");
        assertThat(keys()).allMatch(key -> key.text().isEmpty());
        assertThat(keys().get(keys().size() - 1).modifiers()).containsExactly("ctrl");
    }

    @Test
    void aHeldKeyIsOnePressAndItsRepeats() throws IOException {
        write(new McapFiles()
                .message("keyboard", T0, key("press", 65))
                .message("keyboard", T0 + 500_000_000, key("press", 65))
                .message("keyboard", T0 + 530_000_000, key("press", 65))
                .message("keyboard", T0 + 560_000_000, key("release", 65)));

        assertThat(keys()).extracting(KeyEvent::repeat).containsExactly(false, true, true, false);
        assertThat(keys()).extracting(KeyEvent::tUs).containsExactly(0L, 500_000L, 530_000L, 560_000L);
    }

    @Test
    void keysThatWereDownAtTheStartAreHeldAndLaterStatesSayNothing() throws IOException {
        write(new McapFiles()
                .message("keyboard/state", T0, "{\"buttons\":[162]}")
                .message("keyboard", T0 + 1_000_000, key("press", 67))
                .message("keyboard/state", T0 + 2_000_000, "{\"buttons\":[160]}")
                .message("keyboard", T0 + 3_000_000, key("release", 162))
                .message("keyboard", T0 + 4_000_000, key("press", 68)));

        assertThat(keys().get(0).modifiers()).containsExactly("ctrl");
        assertThat(keys().get(2).modifiers()).isEmpty();
    }

    @Test
    void theWheelTurnsTheOtherWayAndRawMovementsAreNotCounted() throws IOException {
        String at = "\"x\":900,\"y\":300";
        write(new McapFiles()
                .message("mouse", T0, "{\"event_type\":\"scroll\"," + at + ",\"dx\":0,\"dy\":-1}")
                .message("mouse/raw", T0 + 1, "{\"dx\":3,\"dy\":4}")
                .message("mouse", T0 + 2, "{\"event_type\":\"click\"," + at + ",\"button\":\"left\",\"pressed\":true}")
                .message("mouse", T0 + 3, "{\"event_type\":\"click\"," + at + ",\"button\":\"x1\",\"pressed\":false}")
                .message(
                        "mouse",
                        T0 + 4,
                        "{\"event_type\":\"click\"," + at + ",\"button\":\"unknown\",\"pressed\":true}"));

        assertThat(mouse())
                .extracting(MouseEvent::kind)
                .containsExactly(MouseEvent.Kind.SCROLL, MouseEvent.Kind.DOWN, MouseEvent.Kind.UP);
        assertThat(mouse().get(0).dy()).isEqualTo(1);
        CaptureInspection inspection = CaptureInspection.of(opened());
        assertThat(inspection.counts().get(StreamKind.MOUSE).dropped()).isEqualTo(1);
        assertThat(inspection.violationCounts()).containsEntry(ViolationCode.EVENT_INVALID, 1L);
    }

    private McapFiles pointerOver(String firstRect) {
        return new McapFiles()
                .message("window", T0, "{\"title\":\"a\",\"rect\":" + firstRect + ",\"hWnd\":7}")
                .message("screen", T0 + 1, screen(0, T0 + 1))
                .message("mouse", T0 + 2_000, "{\"event_type\":\"move\",\"x\":900,\"y\":300}");
    }

    @Test
    void aFilmedWindowsCornerIsTakenFromThePointer() throws IOException {
        write(pointerOver("[800,200,1825,1217]"));
        assertThat(mouse().get(0).at()).isEqualTo(new Point(100, 100));

        // With the border that is not drawn: six pixels at three sides.
        write(pointerOver("[794,200,1831,1223]"));
        assertThat(mouse().get(0).at()).isEqualTo(new Point(100, 100));
        assertThat(((WindowEvent) events(StreamKind.WINDOW).get(0)).bounds().x())
                .isEqualTo(-6);
    }

    @Test
    void anotherWindowsCornerIsNot() throws IOException {
        for (String rect : List.of("[800,200,1825,1218]", "[800,200,1826,1218]", "[794,194,1831,1223]", "[0,0,9,9]")) {
            write(pointerOver(rect));
            assertThat(mouse().get(0).at()).as(rect).isEqualTo(new Point(900, 300));
        }
    }

    @Test
    void theFilmedWindowIsFollowedAndOthersAreNot() throws IOException {
        write(pointerOver("[800,200,1825,1217]")
                .message("window", T0 + 3_000_000, "{\"title\":\"a\",\"rect\":[700,100,1725,1117],\"hWnd\":7}")
                .message("mouse", T0 + 4_000_000, "{\"event_type\":\"move\",\"x\":900,\"y\":300}")
                .message("window", T0 + 5_000_000, "{\"title\":\"b\",\"rect\":[0,0,1025,1017],\"hWnd\":8}")
                .message("mouse", T0 + 6_000_000, "{\"event_type\":\"move\",\"x\":900,\"y\":300}"));

        assertThat(mouse())
                .extracting(MouseEvent::at)
                .containsExactly(new Point(100, 100), new Point(200, 200), new Point(200, 200));
    }

    @Test
    void aFilmSmallerThanTheDesktopScalesThePointerAndNeverClamps() throws IOException {
        write(new McapFiles()
                .message("screen", T0, screen(0, T0).replace("[1025,1017],\"shape\"", "[2050,2034],\"shape\""))
                .message("mouse", T0 + 2_000, "{\"event_type\":\"move\",\"x\":1000,\"y\":500}")
                .message("mouse", T0 + 3_000, "{\"event_type\":\"move\",\"x\":3000,\"y\":-5}"));

        assertThat(mouse()).extracting(MouseEvent::at).containsExactly(new Point(500, 250), new Point(1500, -2.5));
        assertThat(CaptureInspection.of(opened()).violationCounts()).containsEntry(ViolationCode.OFF_SCREEN, 1L);
    }

    @Test
    void theNamesOfOlderVersionsAreRead() throws IOException {
        String old = "{\"path\":\"C:\\\\Users\\\\someone\\\\0.5.1.mkv\",\"pts\":20000000,\"utc_ns\":"
                + (T0 + 70_000_000) + "}";
        write(new McapFiles().message("keyboard", T0, key("press", 65)).message("screen", T0 + 71_000_000, old));

        // The video's second frame has 20 ms.
        assertThat(events(StreamKind.SCREEN).get(1).tUs()).isEqualTo(70_000);
    }

    @Test
    void framesWithoutMessagesLeaveTheClockOpen() throws IOException {
        write(new McapFiles()
                .message("keyboard", T0, key("press", 65))
                .message("keyboard", T0 + 1_000_000_000, key("release", 65)));

        assertThat(opened().recording().clock()).isEqualTo(ScreenClock.STATED);
    }

    @Test
    void messagesAboutFramesThatAreNotThereAreTold() throws IOException {
        write(new McapFiles()
                .message("keyboard", T0, key("press", 65))
                .message("screen", T0 + 1_000, screen(0, T0))
                .message("screen", T0 + 2_000, "{}")
                .message("screen", T0 + 99_000_000_000L, screen(99_000_000_000L, T0 + 99_000_000_000L)));

        assertThat(CaptureInspection.of(opened()).violations())
                .extracting(v -> v.code() + " " + v.location() + ": " + v.detail())
                .containsExactly(
                        "EVENT_INVALID mcap:screen: 1 messages do not say which frame they are about",
                        "EVENT_INVALID mcap:screen: 1 messages are about frames that the video has not");
    }

    @Test
    void withoutASideFileTheIdsAreMadeOfTheContentAndTheUnknownPersonIsToldOnce() throws IOException {
        Files.delete(recording.resolve("scrim.json"));
        Recording owa = opened().recording();

        assertThat(owa.id().value()).matches("owamcap-[0-9a-f]{12}");
        assertThat(owa.subject().value())
                .isEqualTo("unknown-" + owa.id().value().substring(8));
        assertThat(owa.peopleInvented()).isFalse();
        assertThat(CaptureInspection.of(opened()).violations())
                .extracting(Violation::code)
                .containsExactly(ViolationCode.SUBJECT_UNKNOWN);
    }

    @Test
    void aCutFileGivesTheEventsBeforeTheCut() throws IOException {
        byte[] whole = new McapFiles()
                .message("keyboard", T0, key("press", 65))
                .message("keyboard", T0 + 1_000_000, key("release", 65))
                .chunk("zstd")
                .message("keyboard", T0 + 2_000_000, key("press", 66))
                .chunk("zstd")
                .open();
        Files.write(recording.resolve("0.5.1.mcap"), java.util.Arrays.copyOf(whole, whole.length - 5));

        assertThat(keys()).hasSize(2);
        CaptureInspection inspection = CaptureInspection.of(opened());
        assertThat(inspection.violationCounts()).containsOnlyKeys(ViolationCode.STREAM_TRUNCATED);
        assertThat(inspection.accepted()).isTrue();
    }

    @Test
    void aDamagedChunkQuarantinesTheRecording() throws IOException {
        Files.write(
                recording.resolve("0.5.1.mcap"),
                new McapFiles()
                        .message("keyboard", T0, key("press", 65))
                        .chunk("zstd", 7)
                        .bytes());

        assertThat(rejected()).containsExactly(ViolationCode.STREAM_DAMAGED);
    }

    @Test
    void whatIsMissingOrAmbiguousIsRejected() throws IOException {
        Files.delete(recording.resolve("0.5.1.mkv"));
        assertThat(rejected()).containsExactly(ViolationCode.STREAM_MISSING);

        Files.writeString(recording.resolve("other.mkv"), "no video");
        assertThat(rejected()).containsExactly(ViolationCode.VIDEO_UNREADABLE);

        Files.copy(recording.resolve("0.5.1.mcap"), recording.resolve("two.mcap"));
        assertThat(rejected()).containsExactly(ViolationCode.METADATA_INVALID);
    }
}
