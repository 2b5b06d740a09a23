package dev.scrim.datasets.dataset;

import dev.scrim.datasets.media.Picture;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.schema.ImageValue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One redacted picture of a screen. It is decoded when asked for, not before. Immutable, thread-safe.
 *
 * @param image encoded as the export has it: PNG, lossless WebP or JPEG
 * @param widthPx of the exported picture, which may be smaller than the screen was
 * @param heightPx of the exported picture
 * @param sha256 of the encoded bytes, where the export says so
 */
public record DatasetFrame(ImageValue image, int widthPx, int heightPx, Optional<String> sha256) {
    /** The encoded bytes, read-only. */
    public ByteBuffer encoded() {
        return image.bytes();
    }

    /** Writes the encoded bytes. */
    public void writeTo(OutputStream out) throws IOException {
        image.writeTo(out);
    }

    /**
     * Decodes: {@code heightPx} rows of {@code widthPx} pixels, 8 bits a channel, blue-green-red.
     *
     * @throws IllegalArgumentException when the bytes are no whole picture
     */
    public Pixels pixels() {
        byte[] bytes = new byte[image.length()];
        image.bytes().get(bytes);
        return Picture.decode(bytes);
    }
}
