package dev.scrim.datasets.media;

import org.bytedeco.ffmpeg.global.avutil;

/** What a damaged or hostile header may make us allocate. */
final class PictureLimits {
    /** Two 8K screens side by side. */
    static final long MAX_PIXELS = 2L * 7680 * 4320;

    /**
     * The most that FFmpeg may take at once. A plane of the largest picture, three bytes a pixel, is 190 MiB; what a header
     * of a few bytes can ask for beyond that, such as an index of the frames of years, is refused as if there were no
     * memory. FFmpeg's own limit is 2 GiB.
     */
    static final long MAX_ALLOCATION_BYTES = 256L << 20;

    /** Tracks of a container; recorders write one of pictures and up to six of sound. */
    static final int MAX_TRACKS = 32;

    private PictureLimits() {}

    /** Sets the limit of one allocation for this process; doing it again changes nothing. */
    static void apply() {
        avutil.av_max_alloc(MAX_ALLOCATION_BYTES);
    }
}
