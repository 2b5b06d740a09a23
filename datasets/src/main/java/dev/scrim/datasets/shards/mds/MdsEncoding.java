package dev.scrim.datasets.shards.mds;

import dev.scrim.datasets.media.ImageCodec;
import dev.scrim.datasets.schema.Field;
import java.util.Arrays;
import java.util.Optional;

/**
 * Those of MDS's encodings that we write ({@code streaming/base/format/mds/encodings.py}). MDS knows no empty cells, so
 * a field that may be empty takes an encoding that has a value for it:
 *
 * <ul>
 *   <li>a text, whole number or truth value: {@code json}, {@code null} when empty;
 *   <li>a {@code float64}: not-a-number;
 *   <li>a picture: a list of one or none, {@code list[png]} or {@code list[jpeg]}; of a codec that MDS does not decode,
 *       {@code bytes}, of which there are none when it is empty.
 * </ul>
 */
enum MdsEncoding {
    STR("str", 0),
    INT32("int32", Integer.BYTES),
    INT64("int64", Long.BYTES),
    FLOAT64("float64", Double.BYTES),
    JSON("json", 0),
    BYTES("bytes", 0),
    PNG_LIST("list[png]", 0),
    JPEG_LIST("list[jpeg]", 0);

    private final String label;
    private final int sizeBytes;

    MdsEncoding(String label, int sizeBytes) {
        this.label = label;
        this.sizeBytes = sizeBytes;
    }

    /** As in configurations and indexes. */
    String label() {
        return label;
    }

    /** Bytes of every cell, 0 when each says its own. */
    int sizeBytes() {
        return sizeBytes;
    }

    static Optional<MdsEncoding> of(String label) {
        return Arrays.stream(values()).filter(e -> e.label.equals(label)).findFirst();
    }

    /** How cells of {@code field} are written. */
    static MdsEncoding of(Field field, ImageCodec codec) {
        return switch (field.type()) {
            case STRING -> field.nullable() ? JSON : STR;
            case INT32 -> field.nullable() ? JSON : INT32;
            case INT64 -> field.nullable() ? JSON : INT64;
            case FLOAT64 -> FLOAT64;
            case BOOL, STRING_LIST, CATEGORY_COUNTS -> JSON;
            case IMAGE ->
                switch (codec) {
                    case PNG -> PNG_LIST;
                    case JPEG -> JPEG_LIST;
                    case WEBP -> BYTES;
                };
        };
    }
}
