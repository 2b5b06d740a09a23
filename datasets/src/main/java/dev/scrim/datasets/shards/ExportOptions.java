package dev.scrim.datasets.shards;

import dev.scrim.datasets.media.ImageCodec;
import java.io.Serializable;

/**
 * How one export is made, beyond its format.
 *
 * @param codec of its pictures
 * @param quality 1 to 100, of lossy codecs
 * @param maxSidePx longer sides of pictures are scaled down to this; 0 leaves them as recorded
 * @param coordinates what positions count in
 * @param actionSpace of formats that say actions as text, see {@link dev.scrim.datasets.space.ActionSpaces}; empty for
 *     the format's own
 * @param fps frames a second, of formats with a fixed rate
 */
public record ExportOptions(
        ImageCodec codec, int quality, int maxSidePx, Coordinates coordinates, String actionSpace, int fps)
        implements Serializable {
    /** Lossless PNG as recorded, in pixels. */
    public static final ExportOptions STANDARD = new ExportOptions(ImageCodec.PNG, 90, 0, Coordinates.PIXELS, "", 10);

    public ExportOptions {
        if (quality < 1 || quality > 100 || maxSidePx < 0 || fps < 1 || fps > 60) {
            throw new IllegalArgumentException("Cannot export with quality " + quality + ", longest side " + maxSidePx
                    + ", " + fps + " frames a second (quality is 1 to 100, a side at least 0, a rate 1 to 60)");
        }
    }
}
