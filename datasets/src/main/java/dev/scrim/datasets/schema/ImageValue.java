package dev.scrim.datasets.schema;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** An encoded picture as a table's cell, with the file name it goes by in the export. Immutable. */
public final class ImageValue {
    private final byte[] encoded;
    private final Optional<String> path;

    private ImageValue(byte[] encoded, Optional<String> path) {
        this.encoded = encoded;
        this.path = path;
    }

    /** Takes {@code encoded} over without copying: the caller must not touch it again. */
    public static ImageValue adopt(byte[] encoded, Optional<String> path) {
        return new ImageValue(encoded, path);
    }

    /** Number of encoded bytes. */
    public int length() {
        return encoded.length;
    }

    /** A read-only view of the encoded bytes. */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(encoded).asReadOnlyBuffer();
    }

    /** The encoded bytes themselves, not copied, for a library that takes an array: the caller must not change them. */
    public byte[] encoded() {
        return encoded;
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(encoded);
    }

    /** A name within the export such as {@code <sample>.png}; never where the picture came from. */
    public Optional<String> path() {
        return path;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageValue v && v.path.equals(path) && Arrays.equals(v.encoded, encoded);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(encoded) + path.hashCode();
    }

    @Override
    public String toString() {
        return "ImageValue[" + encoded.length + " bytes]";
    }
}
