package dev.scrim.datasets.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;

/** Films and pictures whose headers ask for more than there is: refused by a limit, before the memory is taken. */
class HostileMediaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** So much more memory may the whole process have held at a time; a bomb asks for gigabytes. */
    private static final long MAX_GROWTH_BYTES = 700L << 20;

    /** IVF is the simplest of the containers: sizes in its header, frames of a length and a time. */
    private static byte[] ivf(int widthPx, int heightPx, int frames, int frameBytes) {
        ByteBuffer out = ByteBuffer.allocate(32 + frames * (12 + frameBytes)).order(ByteOrder.LITTLE_ENDIAN);
        out.put("DKIF".getBytes(StandardCharsets.US_ASCII)).putShort((short) 0).putShort((short) 32);
        out.put("VP80".getBytes(StandardCharsets.US_ASCII));
        out.putShort((short) widthPx).putShort((short) heightPx).putInt(30).putInt(1);
        out.putInt(frames).putInt(0);
        for (int i = 0; i < frames; i++) {
            out.putInt(frameBytes).putLong(i);
            out.position(out.position() + frameBytes);
        }
        return out.array();
    }

    private static VideoResult<VideoIndex> scan(byte[] film) {
        return assertTimeoutPreemptively(PATIENCE, () -> VideoIndex.scan(new SeekableInMemoryByteChannel(film)));
    }

    @Test
    void aFilmLargerThanAnyScreenIsUnreadable() {
        assertThat(scan(ivf(60_000, 60_000, 3, 16))).isInstanceOf(VideoResult.Unreadable.class);
        // FFmpeg itself would take this one.
        assertThat(scan(ivf(16_000, 16_000, 3, 16))).isInstanceOf(VideoResult.Unreadable.class);
        assertThat(scan(ivf(640, 480, 3, 16))).isInstanceOf(VideoResult.Opened.class);
    }

    @Test
    void moreFramesThanADayHasAreUnreadable() throws IOException {
        byte[] film = ivf(640, 480, 1_001, 1);
        VideoResult<Demuxer> opened = Demuxer.open(new SeekableInMemoryByteChannel(film));
        try (Demuxer demuxer = ((VideoResult.Opened<Demuxer>) opened).value()) {
            assertThat(VideoIndex.of(demuxer, 1_000)).isInstanceOf(VideoResult.Unreadable.class);
        }
        assertThat(scan(film)).isInstanceOf(VideoResult.Opened.class);
    }

    private static byte[] box(String kind, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        return ByteBuffer.allocate(8 + content.size())
                .putInt(8 + content.size())
                .put(kind.getBytes(StandardCharsets.US_ASCII))
                .put(content.toByteArray())
                .array();
    }

    private static byte[] ints(int... values) {
        ByteBuffer out = ByteBuffer.allocate(4 * values.length);
        for (int value : values) {
            out.putInt(value);
        }
        return out.array();
    }

    /** A few hundred bytes that say they are so many frames. */
    private static byte[] mp4(int frames) {
        byte[] entry = ByteBuffer.allocate(78)
                .putShort(6, (short) 1)
                .putShort(24, (short) 640)
                .putShort(26, (short) 480)
                .putInt(28, 0x480000)
                .putInt(32, 0x480000)
                .putShort(40, (short) 1)
                .putShort(74, (short) 24)
                .putShort(76, (short) -1)
                .array();
        byte[] table = box(
                "stbl",
                box("stsd", ints(0, 1), box("rle ", entry)),
                box("stts", ints(0, 1, frames, 1)),
                box("stsc", ints(0, 1, 1, frames, 1)),
                box("stsz", ints(0, 1, frames)),
                box("stco", ints(0, 1, 40)));
        byte[] media = box(
                "mdia",
                box("mdhd", ints(0, 0, 0, 1000, frames, 0)),
                box("hdlr", ints(0, 0), "vide".getBytes(StandardCharsets.US_ASCII), ints(0, 0, 0, 0)),
                box("minf", box("vmhd", ints(1, 0, 0)), table));
        byte[] header = ByteBuffer.allocate(84).putInt(0, 7).putInt(12, 1).array();
        byte[] movie = box(
                "moov",
                box("mvhd", ByteBuffer.allocate(100).putInt(12, 1000).array()),
                box("trak", box("tkhd", header), media));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(box("ftyp", "isom".getBytes(StandardCharsets.US_ASCII), ints(0)));
        file.writeBytes(movie);
        file.writeBytes(box("mdat", new byte[64]));
        return file.toByteArray();
    }

    @Test
    void anIndexOfMillionsOfFramesThatAreNotThereTakesNoGigabytes() throws IOException {
        assertThat(scan(mp4(40))).isInstanceOf(VideoResult.Opened.class);
        OptionalLong before = peakBytes();
        scan(mp4(80_000_000));
        if (before.isPresent()) {
            assertThat(peakBytes().orElseThrow() - before.getAsLong())
                    .as("growth of the process")
                    .isLessThan(MAX_GROWTH_BYTES);
        }
    }

    /** The most memory that the process has held so far, where the system tells. */
    private static OptionalLong peakBytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        return !Files.exists(status)
                ? OptionalLong.empty()
                : Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                        .findFirst();
    }

    private static byte[] chunk(String kind, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(kind.getBytes(StandardCharsets.US_ASCII));
        crc.update(content);
        return ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(kind.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .putInt((int) crc.getValue())
                .array();
    }

    private static byte[] deflated(int zeros) {
        Deflater deflater = new Deflater();
        deflater.setInput(new byte[zeros]);
        deflater.finish();
        byte[] out = new byte[zeros / 100 + 1024];
        int length = deflater.deflate(out);
        deflater.end();
        return java.util.Arrays.copyOf(out, length);
    }

    @Test
    void aPictureLargerThanItsLimitIsNotUnpacked() {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        png.writeBytes(chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(60_000)
                        .putInt(60_000)
                        .put((byte) 8)
                        .put((byte) 2)
                        .array()));
        png.writeBytes(chunk("IDAT", deflated(50 << 20)));
        png.writeBytes(chunk("IEND", new byte[0]));

        assertThatThrownBy(() -> assertTimeoutPreemptively(PATIENCE, () -> Png.decode(png.toByteArray())))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
