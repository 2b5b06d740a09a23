package dev.scrim.datasets.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.scrim.datasets.media.VideoDecoder;
import dev.scrim.datasets.media.VideoResult;
import dev.scrim.datasets.model.ScreenChunk;
import dev.scrim.datasets.model.StreamKind;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All development recordings, where they are at hand. */
class DevelopmentRecordingsTest {
    @Test
    void everyLineIsAnEventAndEveryPacketAFrame() throws IOException {
        List<Path> recordings = Recordings.development();
        assumeThat(recordings).as("shared recordings beside the project").isNotEmpty();
        for (Path recording : recordings) {
            Capture capture = Recordings.open(recording);
            CaptureInspection inspection = CaptureInspection.of(capture);

            assertThat(inspection.violations()).isEmpty();
            for (StreamKind stream : capture.streams()) {
                if (stream != StreamKind.SCREEN) {
                    Path file = recording.resolve(stream.name().toLowerCase(Locale.ROOT) + ".jsonl");
                    try (Stream<String> lines = Files.lines(file)) {
                        assertThat(inspection.counts().get(stream).events()).isEqualTo(lines.count());
                    }
                }
            }
            framesRiseFromTheChunksStart(capture);
            decodesEveryFrameOnce(
                    capture, inspection.counts().get(StreamKind.SCREEN).events());
        }
    }

    private static void framesRiseFromTheChunksStart(Capture capture) throws IOException {
        long first = capture.recording().screens().get(0).startUs();
        try (EventReader frames = capture.read(StreamKind.SCREEN, violation -> {})) {
            long before = Long.MIN_VALUE;
            while (frames.hasNext()) {
                long tUs = frames.next().tUs();
                assertThat(tUs).isGreaterThan(before);
                if (before == Long.MIN_VALUE) {
                    assertThat(tUs).isEqualTo(first);
                }
                before = tUs;
            }
        }
    }

    private static void decodesEveryFrameOnce(Capture capture, long frames) throws IOException {
        ScreenChunk chunk = capture.recording().screens().get(0);
        try (SeekableByteChannel channel = capture.openScreen(chunk);
                VideoDecoder decoder = ((VideoResult.Opened<VideoDecoder>) VideoDecoder.open(channel)).value()) {
            int decoded = 0;
            while (decoder.advance()) {
                assertThat(decoder.index()).isEqualTo(decoded);
                decoded++;
            }
            assertThat(decoder.truncated()).isFalse();
            assertThat(decoded).isEqualTo((int) frames);
        }
    }
}
