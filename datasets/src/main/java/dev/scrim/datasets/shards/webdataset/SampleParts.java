package dev.scrim.datasets.shards.webdataset;

import dev.scrim.datasets.media.ImageCodec;
import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.schema.FieldType;
import dev.scrim.datasets.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of one sample: {@code <column>.<extension>} a picture column, and {@code json}; sorted, as readers expect. */
final class SampleParts {
    static final String JSON = "json";

    /** Column by part; empty for the columns that are no pictures. */
    private final SortedMap<String, Optional<String>> columns = new TreeMap<>();

    private SampleParts() {}

    static SampleParts of(Schema schema, ImageCodec codec) {
        SampleParts parts = new SampleParts();
        for (String column : imageColumns(schema)) {
            parts.columns.put(column + "." + codec.extension(), Optional.of(column));
        }
        parts.columns.put(JSON, Optional.empty());
        return parts;
    }

    /** What goes into a sample, in order: the part's name and the picture column that it holds. */
    SortedMap<String, Optional<String>> columns() {
        return columns;
    }

    List<String> names() {
        return new ArrayList<>(columns.keySet());
    }

    static List<String> imageColumns(Schema schema) {
        return schema.fields().stream()
                .filter(f -> f.type() == FieldType.IMAGE)
                .map(Field::name)
                .toList();
    }

    /** The codec that all of a sample's pictures have, by their parts' names; empty where there is no picture. */
    static Optional<ImageCodec> codec(List<String> names) {
        for (ImageCodec codec : ImageCodec.values()) {
            if (names.stream().anyMatch(n -> n.endsWith("." + codec.extension()))) {
                return Optional.of(codec);
            }
        }
        return Optional.empty();
    }
}
