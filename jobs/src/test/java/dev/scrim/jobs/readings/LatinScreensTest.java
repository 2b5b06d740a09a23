package dev.scrim.jobs.readings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.media.VideoDecoder;
import dev.scrim.datasets.media.VideoResult;
import dev.scrim.datasets.model.LineSighting;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.TextLine;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.featurizers.reading.ReadingSettings;
import dev.scrim.featurizers.reading.ScriptWatch;
import dev.scrim.featurizers.reading.SegmentReader;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Screens in English, with all their icons and small print, are never taken for another script. */
class LatinScreensTest {
    /** Frames of invented recordings are ten a second; a screen is another one after so many. */
    private static final int APART = 70;

    private static void neverUnread(Path recordings, int mostFrames) throws IOException {
        List<Path> videos;
        try (Stream<Path> all = Files.walk(recordings, 3)) {
            videos = all.filter(p -> p.getFileName().toString().startsWith("screen.m"))
                    .sorted()
                    .toList();
        }
        assertThat(videos).isNotEmpty();
        for (Path video : videos) {
            try (SeekableByteChannel channel = Files.newByteChannel(video);
                    VideoDecoder decoder = ((VideoResult.Opened<VideoDecoder>) VideoDecoder.open(channel)).value();
                    SegmentReader reader = new SegmentReader(ReadingSettings.defaults());
                    ScriptWatch watch = new ScriptWatch(ReadingSettings.defaults())) {
                int last = decoder.videoIndex().frames() - 1;
                for (int i = 0; i < mostFrames; i++) {
                    assertThat(decoder.skipTo(Math.min(last, APART / 2 + i * APART)))
                            .isTrue();
                    Pixels frame = decoder.pixels();
                    List<TextLine> fresh = new ArrayList<>();
                    List<LineSighting> seen =
                            reader.read(i, frame, new Viewport(frame.width(), frame.height(), 1), fresh::add);
                    ScriptWatch.Unread unread = watch.look(frame, fresh, seen);
                    assertThat(unread.fresh())
                            .as(recordings.relativize(video).toString())
                            .isEmpty();
                    assertThat(unread.boxes()).isEmpty();
                    assertThat(watch.calls()).as("at most one a screen").isLessThanOrEqualTo(i + 1L);
                }
            }
        }
    }

    @Test
    void theDemosScreensAreRead() throws IOException {
        neverUnread(Path.of("demo/recordings"), 2);
    }

    @Test
    void theInventedScreensAreRead() throws IOException {
        neverUnread(Path.of("src/test/recordings/tune/recordings"), 1);
        neverUnread(Path.of("src/test/recordings/final/recordings"), 1);
    }

    @Test
    void theDevelopmentRecordingsScreensAreRead() throws IOException {
        Path shared = shared();
        Assumptions.assumeTrue(Files.isDirectory(shared), "The development recordings are not here");
        neverUnread(shared, 2);
    }

    private static Path shared() {
        String given = System.getProperty("scrim.shared", "");
        if (!given.isEmpty()) {
            return Path.of(given, "recordings", "dev");
        }
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path dev = up.resolve("shared").resolve("recordings").resolve("dev");
            if (Files.isDirectory(dev)) {
                return dev;
            }
        }
        return Path.of("shared");
    }
}
