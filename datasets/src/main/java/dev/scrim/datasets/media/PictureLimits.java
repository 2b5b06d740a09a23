package dev.scrim.datasets.media;

/** What a damaged or hostile header may make us allocate. */
final class PictureLimits {
    /** Two 8K screens side by side. */
    static final long MAX_PIXELS = 2L * 7680 * 4320;

    private PictureLimits() {}
}
