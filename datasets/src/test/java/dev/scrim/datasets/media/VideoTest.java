package dev.scrim.datasets.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.capture.Recordings;
import dev.scrim.datasets.model.Pixels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoTest {
    private static final Path DEMO = Recordings.demo().resolve("screen.mp4");
    private static final int DEMO_FRAMES = 70;

    @TempDir
    Path temp;

    private static VideoIndex index(Path video) throws IOException {
        try (FileChannel channel = FileChannel.open(video)) {
            return ((VideoResult.Opened<VideoIndex>) VideoIndex.scan(channel)).value();
        }
    }

    private static VideoDecoder decoder(SeekableByteChannel channel) throws IOException {
        return ((VideoResult.Opened<VideoDecoder>) VideoDecoder.open(channel)).value();
    }

    @Test
    void theIndexHasExactTimesSizesAndKeys() throws IOException {
        VideoIndex index = index(DEMO);

        assertThat(index.codec()).isEqualTo("h264");
        assertThat(index.widthPx()).isEqualTo(1280);
        assertThat(index.heightPx()).isEqualTo(800);
        assertThat(index.truncated()).isFalse();
        assertThat(index.frames()).isEqualTo(DEMO_FRAMES);
        assertThat(index.ptsUs(0)).isZero();
        // By ffprobe -show_packets.
        assertThat(index.ptsUs(DEMO_FRAMES - 1)).isEqualTo(6_904_386);
        assertThat(index.keyFrame(0)).isTrue();
        int keys = 0;
        for (int i = 0; i < index.frames(); i++) {
            keys += index.keyFrame(i) ? 1 : 0;
            assertThat(index.packetBytes(i)).isPositive();
            assertThat(i == 0 || index.ptsUs(i) > index.ptsUs(i - 1)).isTrue();
        }
        assertThat(keys).isEqualTo(2);
    }

    @Test
    void theFrameAtATimeIsTheLastOneShownByThen() throws IOException {
        VideoIndex index = index(DEMO);

        assertThat(index.at(-1)).isEqualTo(-1);
        assertThat(index.at(0)).isZero();
        assertThat(index.at(index.ptsUs(5))).isEqualTo(5);
        assertThat(index.at(index.ptsUs(5) - 1)).isEqualTo(4);
        assertThat(index.at(Long.MAX_VALUE)).isEqualTo(DEMO_FRAMES - 1);
    }

    @Test
    void everyFrameIsDecodedOnceInOrder() throws IOException {
        try (FileChannel channel = FileChannel.open(DEMO);
                VideoDecoder decoder = decoder(channel)) {
            assertThatThrownBy(decoder::pixels).isInstanceOf(IllegalStateException.class);
            for (int i = 0; i < DEMO_FRAMES; i++) {
                assertThat(decoder.advance()).isTrue();
                assertThat(decoder.index()).isEqualTo(i);
                assertThat(decoder.ptsUs()).isEqualTo(decoder.videoIndex().ptsUs(i));
            }
            assertThat(decoder.advance()).isFalse();
            assertThat(decoder.advance()).isFalse();
            assertThat(decoder.truncated()).isFalse();
            assertThatThrownBy(decoder::index).isInstanceOf(IllegalStateException.class);
        }
    }

    /** The numbers are OpenCV's ({@code cv2.VideoCapture}) for the same frames. */
    @Test
    void colourIsThatOfOtherReaders() throws IOException {
        try (FileChannel channel = FileChannel.open(DEMO);
                VideoDecoder decoder = decoder(channel)) {
            assertColours(decoder, EXPECTED);
        }
    }

    private static void assertColours(VideoDecoder decoder, int[][] spots) throws IOException {
        for (int[] expected : spots) {
            assertThat(decoder.skipTo(expected[0])).isTrue();
            byte[] bgr = new byte[3];
            decoder.pixels().copyRow(expected[1], expected[2], 1, bgr, 0);
            for (int c = 0; c < 3; c++) {
                assertThat(bgr[c] & 255).isBetween(expected[3 + c] - 2, expected[3 + c] + 2);
            }
        }
    }

    /** Frame, x, y, blue, green, red. */
    private static final int[][] EXPECTED = {
        {0, 42, 24, 227, 177, 147},
        {0, 896, 37, 206, 162, 124},
        {0, 937, 119, 152, 81, 41},
        {0, 522, 64, 252, 225, 209},
        {17, 603, 23, 222, 180, 147},
        {17, 679, 35, 211, 163, 128},
        {17, 273, 34, 212, 165, 128},
        {17, 777, 483, 255, 255, 255},
        {40, 377, 26, 220, 177, 141},
        {40, 915, 22, 224, 181, 145},
        {40, 431, 35, 211, 164, 127},
        {40, 798, 29, 215, 170, 134},
        {69, 797, 33, 213, 166, 129},
        {69, 1021, 38, 205, 159, 119},
        {69, 109, 20, 227, 182, 151},
        {69, 912, 712, 255, 255, 255},
    };

    @Test
    void skippingGivesThePixelsOfDecodingInOrder() throws IOException {
        List<Pixels> inOrder = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(DEMO);
                VideoDecoder decoder = decoder(channel)) {
            while (decoder.advance()) {
                if (decoder.index() % 10 == 0) {
                    inOrder.add(decoder.pixels());
                }
            }
            for (int tenth : new int[] {6, 0, 3, 4, 1}) {
                assertThat(decoder.skipTo(tenth * 10)).isTrue();
                assertThat(decoder.index()).isEqualTo(tenth * 10);
                assertThat(decoder.pixels()).isEqualTo(inOrder.get(tenth));
            }
            assertThat(decoder.skipTo(DEMO_FRAMES - 1)).isTrue();
            assertThat(decoder.advance()).isFalse();
            assertThatThrownBy(() -> decoder.skipTo(DEMO_FRAMES)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** {@code testsrc2}, 98x66, BT.709, B-frames: packets are not in the order of presentation. */
    private static Path reordered() throws Exception {
        return Path.of(VideoTest.class.getResource("/video/reordered.mkv").toURI());
    }

    @Test
    void reorderedPacketsAreIndexedAndDecodedInPresentationOrder() throws Exception {
        try (FileChannel channel = FileChannel.open(reordered());
                VideoDecoder decoder = decoder(channel)) {
            for (int i = 0; i < 30; i++) {
                assertThat(decoder.videoIndex().ptsUs(i)).isEqualTo(100_000L * i);
                assertThat(decoder.advance()).isTrue();
                assertThat(decoder.index()).isEqualTo(i);
            }
            assertThat(decoder.advance()).isFalse();
            assertThat(decoder.truncated()).isFalse();
        }
    }

    /** The numbers are OpenCV's, which honours the stated colour matrix. */
    @Test
    void aStatedColourMatrixIsHonoured() throws Exception {
        int[][] expected = {
            {0, 20, 20, 0, 60, 50}, {0, 90, 50, 250, 253, 0}, {13, 90, 50, 0, 32, 246}, {29, 60, 30, 58, 0, 5}
        };
        try (FileChannel channel = FileChannel.open(reordered());
                VideoDecoder decoder = decoder(channel)) {
            assertColours(decoder, expected);
        }
    }

    @Test
    void aMatroskaFileCutOffIsTruncatedAndItsBeginningUsed() throws Exception {
        byte[] whole = Files.readAllBytes(reordered());
        Path file = Files.write(temp.resolve("screen.mkv"), Arrays.copyOf(whole, whole.length / 2));
        try (FileChannel channel = FileChannel.open(file);
                VideoDecoder decoder = decoder(channel)) {
            assertThat(decoder.videoIndex().truncated()).isTrue();
            assertThat(decoder.advance()).isTrue();
            int frames = 1;
            while (decoder.advance()) {
                frames++;
            }
            assertThat(frames).isBetween(5, 25);
            assertThat(decoder.truncated()).isTrue();
        }
    }

    /** More at a time than a process has native callback slots of one kind. */
    @Test
    void manyDecodersRunSideBySide() throws Exception {
        VideoIndex index = index(DEMO);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<Pixels>> tasks = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                tasks.add(() -> {
                    try (FileChannel channel = FileChannel.open(DEMO);
                            VideoDecoder decoder =
                                    ((VideoResult.Opened<VideoDecoder>) VideoDecoder.open(channel, index, 1)).value()) {
                        decoder.skipTo(30);
                        return decoder.pixels();
                    }
                });
            }
            Pixels first = tasks.get(0).call();
            for (Future<Pixels> pixels : threads.invokeAll(tasks)) {
                assertThat(pixels.get()).isEqualTo(first);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatIsNoVideoIsUnreadable() throws IOException {
        byte[] whole = Files.readAllBytes(DEMO);
        List<byte[]> spoilt = List.of(
                new byte[0],
                new byte[1000],
                "#EXTM3U\n#EXTINF:1,\nother.ts\n".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                "ffconcat version 1.0\nfile other.mp4\n".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                Arrays.copyOf(whole, 20));
        for (byte[] bytes : spoilt) {
            Path file = Files.write(temp.resolve("screen.mp4"), bytes);
            try (FileChannel channel = FileChannel.open(file)) {
                assertThat(VideoIndex.scan(channel)).isInstanceOf(VideoResult.Unreadable.class);
                assertThat(VideoDecoder.open(channel)).isInstanceOf(VideoResult.Unreadable.class);
            }
        }
    }

    /** Any outcome but an exception or a dead process. */
    @Test
    void damagedVideosEndEarlyAndNeverThrow() throws IOException {
        byte[] whole = Files.readAllBytes(DEMO);
        Random random = new Random(20261122);
        int truncated = 0;
        for (int round = 0; round < 60; round++) {
            byte[] bytes = round % 3 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int i = 0; bytes.length > 0 && i < (round % 3) * (round % 3) * 20; i++) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Path file = Files.write(temp.resolve("screen.mp4"), bytes);
            try (FileChannel channel = FileChannel.open(file)) {
                if (VideoDecoder.open(channel) instanceof VideoResult.Opened<VideoDecoder> opened) {
                    try (VideoDecoder decoder = opened.value()) {
                        int before = -1;
                        while (decoder.advance()) {
                            assertThat(decoder.index()).isGreaterThan(before);
                            before = decoder.index();
                        }
                        truncated += decoder.truncated() ? 1 : 0;
                        assertThat(decoder.truncated()
                                        || before == decoder.videoIndex().frames() - 1)
                                .isTrue();
                    }
                }
            }
        }
        assertThat(truncated).isPositive();
    }

    @Test
    void aChannelThatFailsIsAnExceptionAndNoVerdictOnTheVideo() throws IOException {
        try (FileChannel channel = FileChannel.open(DEMO)) {
            VideoIndex index = index(DEMO);
            for (long good : new long[] {0, 30_000}) {
                assertThatThrownBy(() -> {
                            try (VideoDecoder decoder = ((VideoResult.Opened<VideoDecoder>)
                                            VideoDecoder.open(new Failing(channel, good), index, 1))
                                    .value()) {
                                while (decoder.advance()) {
                                    assertThat(decoder.index()).isNotNegative();
                                }
                            }
                        })
                        .isInstanceOf(IOException.class)
                        .hasRootCauseMessage("disk on fire");
            }
        }
    }

    /** Fails once so many bytes were read. */
    private static final class Failing implements SeekableByteChannel {
        private final SeekableByteChannel inner;
        private long left;

        Failing(SeekableByteChannel inner, long left) {
            this.inner = inner;
            this.left = left;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            if (left <= 0) {
                throw new IOException("disk on fire");
            }
            int n = inner.read(target);
            left -= n;
            return n;
        }

        @Override
        public int write(ByteBuffer source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() throws IOException {
            return inner.position();
        }

        @Override
        public SeekableByteChannel position(long position) throws IOException {
            inner.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return inner.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
