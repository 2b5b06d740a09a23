package dev.scrim.datasets.media;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How an export's pictures are encoded. */
public enum ImageCodec {
    /** Lossless: every pixel is the redacted frame's. */
    PNG("png", "image/png"),
    /** Lossless WebP: the same pixels in a quarter of the bytes, at twice the time. */
    WEBP("webp", "image/webp"),
    /** Lossy, at the quality asked for: the fastest to write and to read. */
    JPEG("jpg", "image/jpeg");

    private final String extension;
    private final String mediaType;

    ImageCodec(String extension, String mediaType) {
        this.extension = extension;
        this.mediaType = mediaType;
    }

    /** Of file names, without a dot. */
    public String extension() {
        return extension;
    }

    /** As registered with IANA. */
    public String mediaType() {
        return mediaType;
    }

    /** As written in specs. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The codec of that label. */
    public static Optional<ImageCodec> of(String label) {
        return Arrays.stream(values()).filter(c -> c.label().equals(label)).findFirst();
    }
}
