package dev.scrim.datasets.media;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One H.264 track of a constant rate as an MP4 file, written front to back (ISO/IEC 14496-12 and -15). FFmpeg's own
 * writer goes back to fill in sizes, which an output that is encrypted as it is written cannot do; its fragments, which
 * need no going back, leave readers without a length and an index. Here each group of pictures is a media box of its own
 * and the index comes last, at 4 bytes a frame and 12 a group of memory. No times, no names: equal frames, equal bytes.
 */
final class Mp4Writer {
    /** Ticks of one frame: any whole rate is exact, and players get the fine clock that they expect. */
    private static final int TICKS_A_FRAME = 512;

    private static final int BOX_HEADER_BYTES = 8;
    /** Unity matrix of the file format, section 8.2.2. */
    private static final int[] MATRIX = {0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000};

    private final OutputStream out;
    private final int widthPx;
    private final int heightPx;
    private final int fps;
    private final ByteArrayOutputStream group = new ByteArrayOutputStream();
    private int[] sizes = new int[256];
    private int[] groupStarts = new int[64];
    private long[] groupOffsets = new long[64];
    private int frames;
    private int groups;
    private long written;

    Mp4Writer(OutputStream out, int widthPx, int heightPx, int fps) {
        this.out = out;
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        this.fps = fps;
    }

    /**
     * Adds the next frame.
     *
     * @param unit its network units, each after its length in four bytes
     * @param key whether decoding can start here; true of the first
     */
    void add(byte[] unit, boolean key) throws IOException {
        if (key) {
            flushGroup();
            if (groups == groupStarts.length) {
                groupStarts = Arrays.copyOf(groupStarts, 2 * groups);
                groupOffsets = Arrays.copyOf(groupOffsets, 2 * groups);
            }
            groupStarts[groups++] = frames;
        } else if (groups == 0) {
            throw new IllegalStateException("Cannot begin a video with a frame that needs others");
        }
        if (frames == sizes.length) {
            sizes = Arrays.copyOf(sizes, 2 * frames);
        }
        sizes[frames++] = unit.length;
        group.write(unit, 0, unit.length);
    }

    /** Ends the file; {@code configuration} is the decoder's, an {@code avcC} box without its header. */
    void finish(byte[] configuration) throws IOException {
        flushGroup();
        write(movie(configuration));
    }

    private void flushGroup() throws IOException {
        if (written == 0) {
            write(fileType());
        }
        if (group.size() > 0) {
            groupOffsets[groups - 1] = written + BOX_HEADER_BYTES;
            Box media = new Box("mdat");
            group.writeTo(media);
            write(media);
            group.reset();
        }
    }

    private void write(Box box) throws IOException {
        byte[] bytes = box.bytes();
        out.write(bytes);
        written += bytes.length;
    }

    private static Box fileType() throws IOException {
        Box box = new Box("ftyp");
        box.text("isom").ints(0x200).text("isom").text("iso2").text("avc1").text("mp41");
        return box;
    }

    private Box movie(byte[] configuration) throws IOException {
        long ticks = (long) frames * TICKS_A_FRAME;
        int scale = fps * TICKS_A_FRAME;
        Box header = Box.full("mvhd", 1, 0);
        header.longs(0, 0)
                .ints(scale)
                .longs(ticks)
                .ints(0x10000)
                .shorts(0x100, 0)
                .ints(0, 0);
        header.ints(MATRIX).ints(0, 0, 0, 0, 0, 0).ints(2);
        Box track = Box.full("tkhd", 1, 3);
        track.longs(0, 0).ints(1, 0).longs(ticks).ints(0, 0).shorts(0, 0, 0, 0);
        track.ints(MATRIX).ints(widthPx << 16, heightPx << 16);
        Box media = Box.full("mdhd", 1, 0);
        media.longs(0, 0).ints(scale).longs(ticks).shorts(0x55C4, 0); // language "und"
        Box handler = Box.full("hdlr", 0, 0);
        handler.ints(0).text("vide").ints(0, 0, 0).text("VideoHandler\0");
        Box look = Box.full("vmhd", 0, 1);
        look.shorts(0, 0, 0, 0);
        Box here = Box.full("dref", 0, 0);
        here.ints(1).box(Box.full("url ", 0, 1));
        Box information = new Box("minf");
        information.box(look).box(new Box("dinf").box(here)).box(samples(configuration));
        Box mediaBox = new Box("mdia").box(media).box(handler).box(information);
        return new Box("moov").box(header).box(new Box("trak").box(track).box(mediaBox));
    }

    private Box samples(byte[] configuration) throws IOException {
        Box entry = new Box("avc1");
        entry.shorts(0, 0, 0, 1).ints(0, 0, 0, 0).shorts(widthPx, heightPx);
        entry.ints(0x480000, 0x480000, 0).shorts(1);
        entry.write(new byte[32]);
        entry.shorts(24, -1);
        Box decoder = new Box("avcC");
        decoder.write(configuration);
        // BT.601 in studio range, as the encoder was fed: 6 is SMPTE 170M for primaries, transfer and matrix.
        Box colour = new Box("colr").text("nclx");
        colour.shorts(6, 6, 6);
        colour.write(0);
        entry.box(decoder).box(colour);
        Box description = Box.full("stsd", 0, 0);
        description.ints(1).box(entry);
        Box times = Box.full("stts", 0, 0);
        times.ints(frames == 0 ? 0 : 1);
        if (frames > 0) {
            times.ints(frames, TICKS_A_FRAME);
        }
        Box keys = Box.full("stss", 0, 0);
        Box chunks = Box.full("stsc", 0, 0);
        Box offsets = Box.full("co64", 0, 0);
        keys.ints(groups);
        offsets.ints(groups);
        Box runs = new Box("runs");
        int listed = 0;
        int before = -1;
        for (int g = 0; g < groups; g++) {
            keys.ints(groupStarts[g] + 1);
            offsets.longs(groupOffsets[g]);
            int length = (g + 1 < groups ? groupStarts[g + 1] : frames) - groupStarts[g];
            if (length != before) {
                runs.ints(g + 1, length, 1);
                listed++;
                before = length;
            }
        }
        chunks.ints(listed);
        runs.content().writeTo(chunks);
        Box lengths = Box.full("stsz", 0, 0);
        lengths.ints(0, frames);
        for (int i = 0; i < frames; i++) {
            lengths.ints(sizes[i]);
        }
        return new Box("stbl")
                .box(description)
                .box(times)
                .box(keys)
                .box(chunks)
                .box(lengths)
                .box(offsets);
    }

    /** A box in the making: big-endian numbers after a length and a four-letter name. */
    private static final class Box extends OutputStream {
        private final String name;
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private final DataOutputStream data = new DataOutputStream(content);

        Box(String name) {
            this.name = name;
        }

        static Box full(String name, int version, int flags) throws IOException {
            return new Box(name).ints(version << 24 | flags);
        }

        Box ints(int... values) throws IOException {
            for (int value : values) {
                data.writeInt(value);
            }
            return this;
        }

        Box longs(long... values) throws IOException {
            for (long value : values) {
                data.writeLong(value);
            }
            return this;
        }

        Box shorts(int... values) throws IOException {
            for (int value : values) {
                data.writeShort(value);
            }
            return this;
        }

        Box text(String ascii) throws IOException {
            data.write(ascii.getBytes(StandardCharsets.US_ASCII));
            return this;
        }

        Box box(Box inner) throws IOException {
            data.write(inner.bytes());
            return this;
        }

        ByteArrayOutputStream content() {
            return content;
        }

        @Override
        public void write(int b) throws IOException {
            data.write(b);
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            data.write(b, off, len);
        }

        byte[] bytes() throws IOException {
            ByteArrayOutputStream whole = new ByteArrayOutputStream(content.size() + BOX_HEADER_BYTES);
            DataOutputStream header = new DataOutputStream(whole);
            header.writeInt(content.size() + BOX_HEADER_BYTES);
            header.write(name.getBytes(StandardCharsets.US_ASCII));
            content.writeTo(whole);
            return whole.toByteArray();
        }
    }
}
