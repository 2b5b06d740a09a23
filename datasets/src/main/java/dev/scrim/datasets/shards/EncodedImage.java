package dev.scrim.datasets.shards;

import dev.scrim.datasets.schema.ImageValue;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A redacted picture as PNG, with its size in pixels and the SHA-256 of its bytes. Immutable. */
public final class EncodedImage {
    private static final long PNG_MAGIC = 0x89504E470D0A1A0AL;
    private static final int IHDR = 0x49484452;
    /** Signature, chunk length and type, width and height (PNG specification, sections 5.2 and 11.2.1). */
    private static final int HEADER_BYTES = 24;

    private final byte[] png;
    private final int widthPx;
    private final int heightPx;
    private final String sha256;

    private EncodedImage(byte[] png, int widthPx, int heightPx) {
        this.png = png;
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        this.sha256 = Digests.sha256(png);
    }

    /**
     * Takes {@code png} over without copying: the caller must not touch it again. The size is read from its header.
     *
     * @throws IllegalArgumentException when the bytes are not PNG
     */
    public static EncodedImage ofPng(byte[] png) {
        ByteBuffer in = ByteBuffer.wrap(png);
        if (png.length < HEADER_BYTES || in.getLong(0) != PNG_MAGIC || in.getInt(12) != IHDR) {
            throw new IllegalArgumentException("Cannot take " + png.length + " bytes as PNG: the header is another's");
        }
        int width = in.getInt(16);
        int height = in.getInt(20);
        if (width <= 0 || height <= 0) {
            throw new IllegalArgumentException("Cannot take a PNG of size " + width + "x" + height);
        }
        return new EncodedImage(png, width, height);
    }

    public int widthPx() {
        return widthPx;
    }

    public int heightPx() {
        return heightPx;
    }

    /** Lower-case hexadecimal. */
    public String sha256() {
        return sha256;
    }

    /** A read-only view of the PNG bytes. */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(png).asReadOnlyBuffer();
    }

    /** The same bytes as a cell that goes by {@code path}. */
    public ImageValue named(String path) {
        return ImageValue.adopt(png, Optional.of(path));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EncodedImage i && i.sha256.equals(sha256);
    }

    @Override
    public int hashCode() {
        return sha256.hashCode();
    }

    @Override
    public String toString() {
        return "EncodedImage[" + widthPx + "x" + heightPx + ", " + png.length + " bytes]";
    }
}
