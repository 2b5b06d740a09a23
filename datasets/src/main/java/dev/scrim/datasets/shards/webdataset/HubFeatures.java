package dev.scrim.datasets.shards.webdataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.schema.FieldType;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.HfFeatures;
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
        features.set("__key__", HfFeatures.value("string"));
        features.set("__url__", HfFeatures.value("string"));
        return (root.toPrettyString() + "\n").replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** In {@code json} a picture is told by its file's name. */
    private static ObjectNode feature(Field field) {
        return field.type() == FieldType.IMAGE ? HfFeatures.value("string") : HfFeatures.feature(field);
    }
}
