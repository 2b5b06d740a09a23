package dev.scrim.datasets.capture.scrim1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.capture.Capture;
import dev.scrim.datasets.capture.CaptureFormat;
import dev.scrim.datasets.capture.CaptureFormatConformance;
import dev.scrim.datasets.capture.CaptureFormats;
import dev.scrim.datasets.capture.CaptureInspection;
import dev.scrim.datasets.capture.CaptureResult;
import dev.scrim.datasets.capture.Recordings;
import dev.scrim.datasets.capture.StreamCount;
import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.model.Recording;
import dev.scrim.datasets.model.StreamKind;
import dev.scrim.datasets.model.Viewport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Scrim1FormatTest extends CaptureFormatConformance {
    @TempDir
    Path root;

    private Path recording;

    @Override
    protected CaptureFormat format() {
        return new Scrim1Format();
    }

    @Override
    protected Path sample() {
        return Recordings.demo();
    }

    @Override
    protected Map<StreamKind, Long> sampleLines() throws IOException {
        Map<StreamKind, Long> lines = new EnumMap<>(StreamKind.class);
        for (StreamKind stream :
                List.of(StreamKind.CONTROL, StreamKind.WINDOW, StreamKind.KEYBOARD, StreamKind.MOUSE)) {
            try (Stream<String> text =
                    Files.lines(sample().resolve(stream.name().toLowerCase(java.util.Locale.ROOT) + ".jsonl"))) {
                lines.put(stream, text.count());
            }
        }
        // By ffprobe -count_packets.
        lines.put(StreamKind.SCREEN, 70L);
        return lines;
    }

    @BeforeEach
    void copy() throws IOException {
        recording = Recordings.copyOfDemo(root, "one");
    }

    private List<Violation> rejected() throws IOException {
        CaptureResult result = CaptureFormats.installed().open(Recordings.folder(recording));
        assertThat(result).isInstanceOf(CaptureResult.Rejected.class);
        return ((CaptureResult.Rejected) result).violations();
    }

    private CaptureInspection inspected() throws IOException {
        return CaptureInspection.of(Recordings.open(recording));
    }

    private Path file(String name) {
        return recording.resolve(name);
    }

    @Test
    void metadataBecomesARecording() throws IOException {
        Recording demo = Recordings.open(recording).recording();

        assertThat(demo.id().value()).isEqualTo("demo-quick");
        assertThat(demo.subject().value()).isEqualTo("subj-01");
        assertThat(demo.deviceId()).isEqualTo("dev-a");
        assertThat(demo.peopleInvented()).isTrue();
        assertThat(demo.startedAt()).isEqualTo(Instant.parse("2026-11-21T23:41:29.553707Z"));
        assertThat(demo.viewport()).isEqualTo(new Viewport(1280, 800, 1.0));
        assertThat(demo.screens()).singleElement().satisfies(chunk -> {
            assertThat(chunk.startUs()).isEqualTo(851_933);
            assertThat(chunk.file()).isEqualTo("screen.mp4");
        });
    }

    @Test
    void peopleAreRealUnlessDeclaredInvented() throws IOException {
        Recordings.replace(file("recording.json"), "\"people\": \"invented\",", "");

        assertThat(Recordings.open(recording).recording().peopleInvented()).isFalse();
    }

    @Test
    void absentMetadataIsMissing() throws IOException {
        Files.delete(file("recording.json"));

        assertThat(rejected()).extracting(Violation::code).containsExactly(ViolationCode.METADATA_MISSING);
        assertThat(rejected().get(0).recording()).isEqualTo("folder-0");
    }

    @Test
    void brokenMetadataIsInvalid() throws IOException {
        for (String text : List.of("", "{", "[]", "null", "{\"format\": \"scrim.capture/1\"", "not json")) {
            Files.writeString(file("recording.json"), text);

            assertThat(rejected()).extracting(Violation::code).containsExactly(ViolationCode.METADATA_INVALID);
        }
    }

    @Test
    void everyMissingFieldIsToldAtOnce() throws IOException {
        Files.writeString(
                file("recording.json"), "{\"format\": \"scrim.capture/1\", \"screen\": {\"scale\": \"big\"}}");

        assertThat(rejected())
                .extracting(Violation::location)
                .containsExactly(
                        "recording.json:recording_id",
                        "recording.json:subject_id",
                        "recording.json:started_at",
                        "recording.json:screen.width",
                        "recording.json:screen.height",
                        "recording.json:screen.scale",
                        "recording.json:streams");
    }

    @Test
    void metadataWithoutAFormatIsInvalidAndOfAnotherFormatUnknown() throws IOException {
        Recordings.replace(file("recording.json"), "\"format\": \"scrim.capture/1\",", "");
        assertThat(rejected()).extracting(Violation::location).containsExactly("recording.json:format");

        Files.writeString(file("recording.json"), "{\"format\": \"someone.else/7\"}");
        assertThat(rejected()).extracting(Violation::code).containsExactly(ViolationCode.FORMAT_UNKNOWN);
    }

    @Test
    void pathsThatLeaveTheFolderAreInvalid() throws IOException {
        for (String path : List.of("../two/keyboard.jsonl", "/etc/hostname", "a/../../b", "a\\\\b", "")) {
            recording = Recordings.copyOfDemo(root, "one");
            Recordings.replace(file("recording.json"), "\"keyboard.jsonl\"", "\"" + path + "\"");

            assertThat(rejected())
                    .as(path)
                    .extracting(Violation::location)
                    .containsExactly("recording.json:streams.keyboard");
        }
    }

    @Test
    void aTimeWithoutZoneAndAnUnusableIdAreInvalid() throws IOException {
        Recordings.replace(file("recording.json"), "553707Z", "553707");
        Recordings.replace(file("recording.json"), "\"demo-quick\"", "\"someone@example.test\"");

        assertThat(rejected())
                .extracting(Violation::location)
                .containsExactly("recording.json:recording_id", "recording.json:started_at");
        assertThat(rejected()).allSatisfy(v -> assertThat(v.toString()).doesNotContain("someone"));
    }

    @Test
    void eachNamedButAbsentStreamIsMissing() throws IOException {
        Files.delete(file("window.jsonl"));
        Files.delete(file("screen.mp4"));

        assertThat(rejected()).extracting(Violation::code).containsOnly(ViolationCode.STREAM_MISSING);
        assertThat(rejected()).extracting(Violation::location).containsExactly("window", "screen:0");
    }

    @Test
    void streamsThatTheMetadataDoesNotNameMayBeAbsent() throws IOException {
        Recordings.replace(file("recording.json"), "\"window\": \"window.jsonl\",", "");
        Recordings.replace(file("recording.json"), "\"control\": \"control.jsonl\"", "\"control\": null");
        Files.delete(file("window.jsonl"));
        Capture capture = Recordings.open(recording);

        assertThat(capture.streams()).containsExactly(StreamKind.KEYBOARD, StreamKind.MOUSE, StreamKind.SCREEN);
        assertThat(inspected().accepted()).isTrue();
    }

    @Test
    void emptyStreamsAreSound() throws IOException {
        Files.writeString(file("window.jsonl"), "");
        Files.writeString(file("keyboard.jsonl"), "\uFEFF");

        assertThat(inspected().violations()).isEmpty();
    }

    @Test
    void aByteOrderMarkInMetadataIsTolerated() throws IOException {
        Files.writeString(file("recording.json"), "\uFEFF" + Files.readString(file("recording.json")));

        assertThat(inspected().violations()).isEmpty();
    }

    @Test
    void aRecordingOfNothingIsEmpty() throws IOException {
        for (String stream : List.of("keyboard", "mouse", "window")) {
            Files.writeString(file(stream + ".jsonl"), "");
        }
        String metadata = Files.readString(file("recording.json"));
        int from = metadata.indexOf("\"screen\": [");
        Files.writeString(
                file("recording.json"),
                metadata.substring(0, from) + metadata.substring(metadata.indexOf("\"control\"")));

        assertThat(inspected().violationCounts()).containsOnlyKeys(ViolationCode.RECORDING_EMPTY);
    }

    @Test
    void aRecordingThatStopsAtItsStartIsEmpty() throws IOException {
        Files.writeString(file("control.jsonl"), "{\"t_us\": 0, \"type\": \"stop\"}\n");

        assertThat(inspected().violationCounts()).containsOnlyKeys(ViolationCode.RECORDING_EMPTY);
    }

    @Test
    void anUnreadableVideoAndOneOfAnotherSizeAreQuarantined() throws IOException {
        Files.writeString(file("screen.mp4"), "no video");
        assertThat(inspected().violationCounts()).containsOnlyKeys(ViolationCode.VIDEO_UNREADABLE);

        recording = Recordings.copyOfDemo(root, "one");
        Recordings.replace(file("recording.json"), "\"width\": 1280", "\"width\": 2560");
        assertThat(inspected().violationCounts()).containsKey(ViolationCode.VIDEO_SIZE_MISMATCH);
        assertThat(inspected().accepted()).isFalse();
    }

    @Test
    void aCutVideoWarnsAndKeepsItsBeginning() throws IOException {
        byte[] video = Files.readAllBytes(file("screen.mp4"));
        Files.write(file("screen.mp4"), java.util.Arrays.copyOf(video, video.length * 9 / 10));
        CaptureInspection inspection = inspected();

        if (inspection.accepted()) {
            assertThat(inspection.violationCounts()).containsOnlyKeys(ViolationCode.VIDEO_TRUNCATED);
        } else {
            // The header was at the end of the file and went with it.
            assertThat(inspection.violationCounts()).containsOnlyKeys(ViolationCode.VIDEO_UNREADABLE);
        }
    }

    @Test
    void invalidLinesAreToldByPlaceAndConserved() throws IOException {
        String secret = "hunter2-secret";
        String good = Files.readString(file("keyboard.jsonl"));
        long lines = good.lines().count();
        Files.writeString(
                file("keyboard.jsonl"),
                good + "{\"t_us\": 9000000, \"type\": \"" + secret + "\"}\n\n" + secret + "\n"
                        + good.lines().findFirst().get().replace("4391614", "9000001") + "\n{\"t_us\": 90000");
        CaptureInspection inspection = inspected();

        assertThat(inspection.counts().get(StreamKind.KEYBOARD)).isEqualTo(new StreamCount(lines + 4, lines + 1, 3));
        assertThat(inspection.violations())
                .extracting(v -> v.code() + " " + v.location())
                .containsExactly(
                        "EVENT_INVALID keyboard:" + (lines + 1),
                        "EVENT_INVALID keyboard:" + (lines + 3),
                        "STREAM_TRUNCATED keyboard:" + (lines + 5));
        assertThat(inspection.violations())
                .allSatisfy(v -> assertThat(v.toString()).doesNotContain(secret));
        assertThat(inspection.accepted()).isTrue();
    }
}
