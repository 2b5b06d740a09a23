package dev.scrim.datasets.shards;

import dev.scrim.datasets.media.ImageCodec;
import dev.scrim.datasets.media.Picture;
import dev.scrim.datasets.media.Png;
import dev.scrim.datasets.schema.ImageValue;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A redacted picture in one of the codecs, with its size in pixels and the SHA-256 of its bytes. Immutable. */
public final class EncodedImage {
    private static final long PNG_MAGIC = 0x89504E470D0A1A0AL;
    private static final int IHDR = 0x49484452;
    /** Signature, chunk length and type, width and height (PNG specification, sections 5.2 and 11.2.1). */
    private static final int HEADER_BYTES = 24;

    private final ImageCodec codec;
    private final byte[] encoded;
    private final int widthPx;
    private final int heightPx;
    private final String sha256;

    private EncodedImage(ImageCodec codec, byte[] encoded, int widthPx, int heightPx) {
        this.codec = codec;
        this.encoded = encoded;
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        this.sha256 = Digests.sha256(encoded);
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
        return sized(ImageCodec.PNG, png, in.getInt(16), in.getInt(20));
    }

    /**
     * Takes {@code encoded} over without copying, whichever codec its header says it is.
     *
     * @throws IllegalArgumentException when it is none of {@link ImageCodec}
     */
    public static EncodedImage of(byte[] encoded) {
        if (encoded.length >= HEADER_BYTES && ByteBuffer.wrap(encoded).getLong(0) == PNG_MAGIC) {
            return ofPng(encoded);
        }
        Optional<PictureHeader> header = PictureHeader.of(encoded);
        if (header.isEmpty()) {
            throw new IllegalArgumentException(
                    "Cannot take " + encoded.length + " bytes as a picture: no known header");
        }
        return sized(
                header.get().codec(),
                encoded,
                header.get().widthPx(),
                header.get().heightPx());
    }

    private static EncodedImage sized(ImageCodec codec, byte[] encoded, int width, int height) {
        if (width <= 0 || height <= 0) {
            throw new IllegalArgumentException("Cannot take a picture of size " + width + "x" + height);
        }
        return new EncodedImage(codec, encoded, width, height);
    }

    public ImageCodec codec() {
        return codec;
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

    /** A read-only view of the encoded bytes. */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(encoded).asReadOnlyBuffer();
    }

    /** The same picture at another size and in the codec that {@code options} ask for. Only of a PNG. */
    public EncodedImage recoded(int width, int height, ExportOptions options) {
        return of(Picture.encode(Png.decode(encoded), width, height, options.codec(), options.quality()));
    }

    /** The same bytes as a cell that goes by {@code path}. */
    public ImageValue named(String path) {
        return ImageValue.adopt(encoded, Optional.of(path));
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
        return "EncodedImage[" + widthPx + "x" + heightPx + ", " + encoded.length + " bytes, " + codec.label() + "]";
    }
}
