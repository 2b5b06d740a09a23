package dev.scrim.datasets.shards.webdataset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.schema.CategoryCounts;
import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.schema.FieldType;
import dev.scrim.datasets.schema.ImageValue;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.StepSchema;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sample's columns as JSON: every column of the schema in its order, {@code null} where the step has none. Fractions
 * always have a point, so that readers that guess types see one. A picture's column holds the name it goes by.
 */
final class SampleJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // The platform's own shortest form changed with Java 19; the bytes must not.
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();
    private static final ObjectMapper JSON = JsonMapper.builder(FACTORY).build();

    private SampleJson() {}

    static byte[] encode(DisclosedRow row) throws IOException {
        // By way of text: a lone surrogate becomes a question mark, as in the other formats, not an error.
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            for (Field field : row.schema().fields()) {
                json.writeFieldName(field.name());
                Optional<Object> value = row.value(field.name());
                if (value.isEmpty()) {
                    json.writeNull();
                } else {
                    write(json, field, value.get());
                }
            }
            json.writeEndObject();
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(JsonGenerator json, Field field, Object value) throws IOException {
        switch (field.type()) {
            case STRING -> json.writeString((String) value);
            case INT32 -> json.writeNumber((Integer) value);
            case INT64 -> json.writeNumber((Long) value);
            case FLOAT64 -> {
                double number = (Double) value;
                if (!Double.isFinite(number)) {
                    throw new IllegalArgumentException("Cannot write field " + field.name() + ": it is no number");
                }
                json.writeNumber(number);
            }
            case BOOL -> json.writeBoolean((Boolean) value);
            case STRING_LIST -> {
                json.writeStartArray();
                for (Object each : (List<?>) value) {
                    json.writeString((String) each);
                }
                json.writeEndArray();
            }
            case IMAGE ->
                json.writeString(((ImageValue) value)
                        .path()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "Cannot write picture " + field.name() + ": it has no name")));
            case CATEGORY_COUNTS -> {
                json.writeStartObject();
                for (Category category : Category.values()) {
                    json.writeNumberField(category.label(), ((CategoryCounts) value).of(category));
                }
                json.writeEndObject();
            }
        }
    }

    /** The object that a sample's bytes are. */
    static JsonNode parse(byte[] bytes) throws IOException {
        JsonNode node;
        try {
            node = JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            // Jackson's own message quotes what it read.
            throw new IOException("Cannot read a sample: its columns are not JSON");
        }
        if (!node.isObject()) {
            throw new IOException("Cannot read a sample: its columns are no JSON object");
        }
        return node;
    }

    /** The columns that a sample has, each of which must be one of a step's. */
    static Schema schema(JsonNode sample) throws IOException {
        List<Field> fields = new ArrayList<>();
        for (var names = sample.fieldNames(); names.hasNext(); ) {
            Optional<Field> field = StepSchema.STEP.find(names.next());
            if (field.isEmpty()) {
                throw new IOException("Cannot read a sample: it has a column of another writer");
            }
            fields.add(field.get());
        }
        return new Schema(StepSchema.STEP.name(), fields);
    }

    /**
     * The row; pictures are added from their parts.
     *
     * @param pictures by column, for each column that {@link #named} has a name for
     */
    static DisclosedRow row(Schema schema, JsonNode sample, Map<String, byte[]> pictures) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field field : schema.fields()) {
            JsonNode value = sample.path(field.name());
            if (value.isMissingNode()) {
                throw new IOException("Cannot read a sample: column " + field.name() + " is missing");
            }
            if (field.type() == FieldType.IMAGE) {
                byte[] picture = pictures.get(field.name());
                if (picture != null) {
                    values.put(field.name(), ImageValue.adopt(picture, named(sample, field.name())));
                }
            } else if (!value.isNull()) {
                values.put(field.name(), cell(field, value));
            }
        }
        if (sample.size() != schema.fields().size()) {
            throw new IOException("Cannot read a sample: it has a column more than the first one");
        }
        try {
            return new DisclosedRow(schema, values);
        } catch (IllegalArgumentException e) {
            throw new IOException("Cannot read a sample: a column that is never empty is", e);
        }
    }

    /** The name that a picture goes by; empty where the step has none. */
    static Optional<String> named(JsonNode sample, String column) throws IOException {
        JsonNode value = sample.path(column);
        if (!value.isTextual() && !value.isNull()) {
            throw wrong(column);
        }
        return Optional.ofNullable(value.textValue());
    }

    private static Object cell(Field field, JsonNode value) throws IOException {
        boolean good = switch (field.type()) {
            case STRING, IMAGE -> value.isTextual();
            case INT32 -> value.isInt();
            case INT64 -> value.isIntegralNumber() && value.canConvertToLong();
            case FLOAT64 -> value.isDouble();
            case BOOL -> value.isBoolean();
            case STRING_LIST -> value.isArray();
            case CATEGORY_COUNTS -> value.isObject();
        };
        if (!good) {
            throw wrong(field.name());
        }
        return switch (field.type()) {
            case STRING, IMAGE -> value.textValue();
            case INT32 -> value.intValue();
            case INT64 -> value.longValue();
            case FLOAT64 -> value.doubleValue();
            case BOOL -> value.booleanValue();
            case STRING_LIST -> strings(field, value);
            case CATEGORY_COUNTS -> counts(field, value);
        };
    }

    private static List<String> strings(Field field, JsonNode list) throws IOException {
        List<String> strings = new ArrayList<>();
        for (JsonNode each : list) {
            if (!each.isTextual()) {
                throw wrong(field.name());
            }
            strings.add(each.textValue());
        }
        return strings;
    }

    private static CategoryCounts counts(Field field, JsonNode object) throws IOException {
        Map<Category, Integer> counts = new EnumMap<>(Category.class);
        for (Category category : Category.values()) {
            JsonNode count = object.path(category.label());
            if (!count.isInt() || count.intValue() < 0) {
                throw wrong(field.name());
            }
            counts.put(category, count.intValue());
        }
        if (object.size() != counts.size()) {
            throw wrong(field.name());
        }
        return new CategoryCounts(counts);
    }

    private static IOException wrong(String column) {
        return new IOException("Cannot read a sample: column " + column + " is of another type");
    }
}
