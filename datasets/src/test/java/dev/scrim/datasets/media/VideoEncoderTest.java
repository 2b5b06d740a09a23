package dev.scrim.datasets.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Pixels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoEncoderTest {
    @TempDir
    Path temp;

    /** A plain ground with a block whose place says the number. */
    private static Pixels numbered(int width, int height, int number) {
        byte[] bgr = new byte[width * height * 3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean block = x / 16 == number % (width / 16) && y / 16 == number / (width / 16) % (height / 16);
                int at = 3 * (y * width + x);
                bgr[at] = (byte) (block ? 20 : 200);
                bgr[at + 1] = (byte) (block ? 60 : 180);
                bgr[at + 2] = (byte) (block ? 220 : 160);
            }
        }
        return Pixels.adopt(width, height, bgr);
    }

    private static byte[] video(int frames, int fps) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (VideoEncoder encoder = new VideoEncoder(out, 160, 96, fps, 90)) {
            for (int i = 0; i < frames; i++) {
                if (i % 3 == 0) {
                    encoder.show(numbered(128, 96, i / 3), new Box(16, 0, 128, 96));
                }
                encoder.frame();
            }
            encoder.finish();
        }
        return out.toByteArray();
    }

    @Test
    void everyFrameStandsAtItsTimeAndShowsItsPicture() throws IOException {
        for (int fps : new int[] {1, 7, 10, 30, 60}) {
            Path file = temp.resolve("v" + fps + ".mp4");
            Files.write(file, video(100, fps));
            try (SeekableByteChannel channel = Files.newByteChannel(file)) {
                VideoIndex index = ((VideoResult.Opened<VideoIndex>) VideoIndex.scan(channel)).value();
                assertThat(index.codec()).isEqualTo("h264");
                assertThat(index.frames()).isEqualTo(100);
                assertThat(index.truncated()).isFalse();
                for (int i = 0; i < 100; i++) {
                    assertThat(index.ptsUs(i)).isCloseTo(i * 1_000_000L / fps, org.assertj.core.data.Offset.offset(1L));
                    if (i % VideoEncoder.GROUP_FRAMES == 0) {
                        assertThat(index.keyFrame(i)).isTrue();
                    }
                }
                try (VideoDecoder decoder = ((VideoResult.Opened<VideoDecoder>) VideoDecoder.open(channel)).value()) {
                    for (int i = 0; i < 100; i++) {
                        assertThat(decoder.advance()).isTrue();
                        assertThat(furthest(decoder.pixels().crop(new Box(16, 0, 128, 96)), numbered(128, 96, i / 3)))
                                .isLessThan(12);
                        assertThat(decoder.pixels().gray(4, 40)).isLessThan(6);
                    }
                    assertThat(decoder.advance()).isFalse();
                    assertThat(decoder.truncated()).isFalse();
                }
            }
        }
    }

    /** Largest difference of gray levels inside 16 pixel blocks, away from their edges. */
    private static int furthest(Pixels a, Pixels b) {
        int most = 0;
        for (int y = 8; y < a.height(); y += 16) {
            for (int x = 8; x < a.width(); x += 16) {
                most = Math.max(most, Math.abs(a.gray(x, y) - b.gray(x, y)));
            }
        }
        return most;
    }

    @Test
    void equalPicturesGiveEqualBytes() throws IOException {
        assertThat(video(60, 10)).isEqualTo(video(60, 10));
    }

    @Test
    void sizesThatCannotBeEncodedAreRefused() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThatThrownBy(() -> new VideoEncoder(out, 161, 96, 10, 90).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("161x96");
    }
}
