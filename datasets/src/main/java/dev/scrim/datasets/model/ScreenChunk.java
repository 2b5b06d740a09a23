package dev.scrim.datasets.model;

/**
 * One video file of a recording.
 *
 * @param file path below the recording's folder
 * @param startUs time of its first frame on the recording's clock, microseconds
 */
public record ScreenChunk(int ordinal, String file, long startUs, String codec) {
    public ScreenChunk {
        Checks.that(ordinal >= 0, "Cannot make a screen chunk with a negative ordinal");
    }
}
