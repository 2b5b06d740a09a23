package dev.scrim.datasets.shards.webdataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code dataset_infos.json}, which tells {@code datasets} the type of every column. Without it that library takes the
 * types from the first five samples, and fails at the first later step that has what those five had not
 * ({@code packaged_modules/webdataset/webdataset.py}).
 */
final class HubFeatures {
    static final String FILE = "dataset_infos.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private HubFeatures() {}

    /** @param parts names of a sample's files, in order */
    static byte[] of(Schema schema, List<String> parts) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode features = root.putObject("default").putObject("features");
        for (String part : parts) {
            if (part.equals(SampleParts.JSON)) {
                ObjectNode columns = features.putObject(part);
                schema.fields().forEach(field -> columns.set(field.name(), feature(field)));
            } else {
                features.putObject(part).put("_type", "Image");
            }
        }
        features.set("__key__", value("string"));
        features.set("__url__", value("string"));
        return (root.toPrettyString() + "\n").replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode feature(Field field) {
        return switch (field.type()) {
            case STRING, IMAGE -> value("string");
            case INT32 -> value("int32");
            case INT64 -> value("int64");
            case FLOAT64 -> value("float64");
            case BOOL -> value("bool");
            case STRING_LIST -> {
                ObjectNode list = JSON.createObjectNode();
                list.set("feature", value("string"));
                yield list.put("_type", "List");
            }
            case CATEGORY_COUNTS -> {
                ObjectNode struct = JSON.createObjectNode();
                for (Category category : Category.values()) {
                    struct.set(category.label(), value("int32"));
                }
                yield struct;
            }
        };
    }

    private static ObjectNode value(String dtype) {
        return JSON.createObjectNode().put("dtype", dtype).put("_type", "Value");
    }
}
