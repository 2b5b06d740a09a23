package dev.scrim.datasets.shards;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.schema.Schema;

/** A schema as the features that Python's {@code datasets} keeps in a file's metadata ({@code features.py}). */
public final class HfFeatures {
    /** The metadata's key. */
    public static final String KEY = "huggingface";

    private static final ObjectMapper JSON = new ObjectMapper();

    private HfFeatures() {}

    /** {@code {"info":{"features":{...}}}}, in the order of the columns. */
    public static String json(Schema schema) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode features = root.putObject("info").putObject("features");
        schema.fields().forEach(field -> features.set(field.name(), feature(field)));
        return root.toString();
    }

    /** One column's feature; a picture is {@code Image}. */
    public static ObjectNode feature(Field field) {
        return switch (field.type()) {
            case STRING -> value("string");
            case INT32 -> value("int32");
            case INT64 -> value("int64");
            case FLOAT64 -> value("float64");
            case BOOL -> value("bool");
            case STRING_LIST -> {
                ObjectNode list = JSON.createObjectNode();
                list.set("feature", value("string"));
                yield list.put("_type", "List");
            }
            case IMAGE -> JSON.createObjectNode().put("_type", "Image");
            case CATEGORY_COUNTS -> {
                ObjectNode struct = JSON.createObjectNode();
                for (Category category : Category.values()) {
                    struct.set(category.label(), value("int32"));
                }
                yield struct;
            }
        };
    }

    /** A plain value of one of Arrow's types. */
    public static ObjectNode value(String dtype) {
        return JSON.createObjectNode().put("dtype", dtype).put("_type", "Value");
    }
}
