package dev.scrim.datasets.shards.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.schema.CategoryCounts;
import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.schema.ImageValue;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.DisclosedRow;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A row as JSON and back; a picture is its path in the export. */
final class RowJson {
    private RowJson() {}

    /** Bytes of pictures by their path. */
    @FunctionalInterface
    interface Pictures {
        byte[] at(String path) throws IOException;
    }

    static ObjectNode of(DisclosedRow row) {
        ObjectNode out = Json.object();
        for (Field f : row.schema().fields()) {
            row.value(f.name()).ifPresent(v -> put(out, f, v));
        }
        return out;
    }

    private static void put(ObjectNode out, Field f, Object value) {
        switch (f.type()) {
            case STRING -> out.put(f.name(), (String) value);
            case INT32 -> out.put(f.name(), (Integer) value);
            case INT64 -> out.put(f.name(), (Long) value);
            case FLOAT64 -> out.put(f.name(), (Double) value);
            case BOOL -> out.put(f.name(), (Boolean) value);
            case STRING_LIST ->
                out.set(
                        f.name(),
                        Json.array(((List<?>) value)
                                .stream().map(String.class::cast).toList()));
            case IMAGE -> out.put(f.name(), path((ImageValue) value));
            case CATEGORY_COUNTS -> {
                ObjectNode counts = out.putObject(f.name());
                ((CategoryCounts) value).byCategory().forEach((category, n) -> {
                    if (n > 0) {
                        counts.put(category.label(), n);
                    }
                });
            }
        }
    }

    /** Where the picture lies in the export. */
    static String path(ImageValue image) {
        return ChatFiles.IMAGES
                + image.path()
                        .filter(p -> p.matches("[A-Za-z0-9_-]{1,80}\\.[a-z]{3,4}"))
                        .orElseThrow(() -> new IllegalArgumentException("Cannot write a picture without a plain name"));
    }

    /** The row of that tree; another tree makes it throw. */
    static DisclosedRow read(JsonNode json, Schema schema, Pictures pictures) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field f : schema.fields()) {
            JsonNode value = json.get(f.name());
            if (value != null) {
                values.put(f.name(), value(f, value, pictures));
            }
        }
        if (values.size() != json.size()) {
            throw new IOException("Cannot read a row with columns that its file does not name");
        }
        return new DisclosedRow(schema, values);
    }

    private static Object value(Field f, JsonNode value, Pictures pictures) throws IOException {
        boolean right = switch (f.type()) {
            case STRING, IMAGE -> value.isTextual();
            case INT32 -> value.isInt();
            case INT64 -> value.canConvertToLong() && value.isIntegralNumber();
            case FLOAT64 -> value.isNumber();
            case BOOL -> value.isBoolean();
            case STRING_LIST -> value.isArray() && value.valueStream().allMatch(JsonNode::isTextual);
            case CATEGORY_COUNTS -> value.isObject();
        };
        if (!right) {
            throw new IOException("Cannot read column " + f.name() + " as " + f.type());
        }
        return switch (f.type()) {
            case STRING -> value.textValue();
            case INT32 -> value.intValue();
            case INT64 -> value.longValue();
            case FLOAT64 -> value.doubleValue();
            case BOOL -> value.booleanValue();
            case STRING_LIST -> Json.texts(value);
            case IMAGE -> picture(value.textValue(), pictures);
            case CATEGORY_COUNTS -> counts(value);
        };
    }

    private static ImageValue picture(String path, Pictures pictures) throws IOException {
        if (!path.startsWith(ChatFiles.IMAGES)) {
            throw new IOException("Cannot read a picture from outside its folder");
        }
        return ImageValue.adopt(pictures.at(path), java.util.Optional.of(path.substring(ChatFiles.IMAGES.length())));
    }

    private static CategoryCounts counts(JsonNode value) throws IOException {
        Map<Category, Integer> counts = new EnumMap<>(Category.class);
        for (Category category : Category.values()) {
            if (value.has(category.label())) {
                counts.put(category, value.get(category.label()).asInt(-1));
            }
        }
        if (counts.size() != value.size()) {
            throw new IOException("Cannot read redactions of a category that there is not");
        }
        return new CategoryCounts(counts);
    }
}
