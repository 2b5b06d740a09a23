package dev.scrim.datasets.media;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import org.bytedeco.ffmpeg.global.avcodec;

/**
 * Where every frame of a video is in time, read from packet headers without decoding: 13 bytes of memory a frame.
 * Immutable, thread-safe.
 */
public final class VideoIndex {
    /** How long the last frame may stand, microseconds, before a header's later end means that frames are missing. */
    private static final long END_SLACK_US = 1_000_000;

    /** About 31 years: a later time is damage, and times can be added without overflow. */
    private static final long MAX_PTS_US = 1_000_000_000_000_000L;

    /** A day at 60 frames a second; more, perhaps of no bytes each, are taken for damage. Bounds an index to 64 MiB. */
    static final int MAX_FRAMES = 24 * 3600 * 60;

    private final String codec;
    private final int widthPx;
    private final int heightPx;
    private final boolean truncated;
    private final long[] ptsUs;
    private final int[] bytes;
    private final boolean[] keys;

    private VideoIndex(Collector found, String codec, int widthPx, int heightPx, boolean truncated) {
        this.codec = codec;
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        this.truncated = truncated;
        int n = found.frames;
        long[] times = Arrays.copyOf(found.ptsUs, n);
        int[] sizes = Arrays.copyOf(found.bytes, n);
        boolean[] starts = Arrays.copyOf(found.keys, n);
        if (!found.rising) {
            Integer[] order = new Integer[n];
            Arrays.setAll(order, i -> i);
            // Stable, so packets of one time keep the order of the file.
            Arrays.sort(order, (a, b) -> Long.compare(found.ptsUs[a], found.ptsUs[b]));
            for (int i = 0; i < n; i++) {
                times[i] = found.ptsUs[order[i]];
                sizes[i] = found.bytes[order[i]];
                starts[i] = found.keys[order[i]];
            }
        }
        this.ptsUs = times;
        this.bytes = sizes;
        this.keys = starts;
    }

    /**
     * Reads all packet headers from the channel's start. A file that ends early gives the frames before the end and
     * {@link #truncated()}; one without any frame is unreadable.
     *
     * @param channel stays the caller's to close
     * @throws IOException where the channel itself fails
     */
    public static VideoResult<VideoIndex> scan(SeekableByteChannel channel) throws IOException {
        VideoResult<Demuxer> opened = Demuxer.open(channel);
        if (opened instanceof VideoResult.Unreadable<Demuxer> unreadable) {
            return new VideoResult.Unreadable<>(unreadable.detail());
        }
        try (Demuxer demuxer = ((VideoResult.Opened<Demuxer>) opened).value()) {
            return of(demuxer, MAX_FRAMES);
        }
    }

    static VideoResult<VideoIndex> of(Demuxer demuxer, int maxFrames) throws IOException {
        Collector found = new Collector();
        boolean sound = true;
        long promised = demuxer.promisedFrames();
        while (demuxer.next()) {
            if (found.frames == maxFrames) {
                return new VideoResult.Unreadable<>("it has more than " + maxFrames + " frames");
            }
            int flags = demuxer.packet().flags();
            long us = demuxer.hasTime() ? demuxer.packetUs() : -1;
            if ((flags & avcodec.AV_PKT_FLAG_DISCARD) != 0) {
                // Needed to decode the next ones and never shown, such as what an edit list cuts away.
                promised--;
            } else if ((flags & avcodec.AV_PKT_FLAG_CORRUPT) != 0 || us < 0 || us > MAX_PTS_US) {
                sound = false;
            } else {
                found.add(us, demuxer.packet().size(), (flags & avcodec.AV_PKT_FLAG_KEY) != 0);
            }
        }
        if (found.frames == 0) {
            return new VideoResult.Unreadable<>("it has no frames");
        }
        boolean truncated = !sound
                || demuxer.damaged()
                || found.frames < promised
                || found.lastUs + END_SLACK_US < demuxer.promisedEndUs();
        return new VideoResult.Opened<>(new VideoIndex(
                found,
                avcodec.avcodec_get_name(demuxer.parameters().codec_id()).getString(),
                demuxer.parameters().width(),
                demuxer.parameters().height(),
                truncated));
    }

    /** FFmpeg's name of the codec, such as {@code h264}. */
    public String codec() {
        return codec;
    }

    public int widthPx() {
        return widthPx;
    }

    public int heightPx() {
        return heightPx;
    }

    /** Whether the file ends before its frames do. */
    public boolean truncated() {
        return truncated;
    }

    public int frames() {
        return ptsUs.length;
    }

    /** Presentation time of frame {@code index}, microseconds, never falling with the index. */
    public long ptsUs(int index) {
        return ptsUs[index];
    }

    /** Coded size of frame {@code index}: a cheap measure of how much the picture changed. */
    public int packetBytes(int index) {
        return bytes[index];
    }

    /** Whether decoding can start at frame {@code index}. */
    public boolean keyFrame(int index) {
        return keys[index];
    }

    /** The last frame at or before {@code us}, or -1 where there is none: what the screen showed then. */
    public int at(long us) {
        int found = Arrays.binarySearch(ptsUs, us);
        if (found < 0) {
            return -found - 2;
        }
        while (found + 1 < ptsUs.length && ptsUs[found + 1] == us) {
            found++;
        }
        return found;
    }

    /** The last key frame at or before frame {@code index}, or 0. */
    int keyFrameBefore(int index) {
        int i = index;
        while (i > 0 && !keys[i]) {
            i--;
        }
        return i;
    }

    @Override
    public String toString() {
        return "VideoIndex[" + codec + " " + widthPx + "x" + heightPx + ", " + frames() + " frames]";
    }

    /** Packets in the order of the file, in growing arrays. */
    private static final class Collector {
        private int frames;
        private boolean rising = true;
        private long lastUs = Long.MIN_VALUE / 2;
        private long[] ptsUs = new long[256];
        private int[] bytes = new int[256];
        private boolean[] keys = new boolean[256];

        void add(long us, int size, boolean key) {
            if (frames == ptsUs.length) {
                ptsUs = Arrays.copyOf(ptsUs, 2 * frames);
                bytes = Arrays.copyOf(bytes, 2 * frames);
                keys = Arrays.copyOf(keys, 2 * frames);
            }
            ptsUs[frames] = us;
            bytes[frames] = size;
            keys[frames] = key;
            rising &= us >= lastUs;
            lastUs = Math.max(lastUs, us);
            frames++;
        }
    }
}
