package dev.scrim.datasets.shards.webdataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.schema.FieldType;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.HfFeatures;
import dev.scrim.datasets.shards.ShardInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code dataset_infos.json}, which tells {@code datasets} the type of every column. Without it that library takes the
 * types from the first five samples, and fails at the first later step that has what those five had not
 * ({@code packaged_modules/webdataset/webdataset.py}).
 */
final class HubFeatures {
    static final String FILE = "dataset_infos.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private HubFeatures() {}

    /**
     * @param parts names of a sample's files, in order
     * @param shards all tars
     */
    static byte[] of(Schema schema, List<String> parts, List<ShardInfo> shards) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode info = root.putObject("default");
        ObjectNode features = info.putObject("features");
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
        splits(info, shards);
        return (root.toPrettyString() + "\n").replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void splits(ObjectNode info, List<ShardInfo> shards) {
        SortedMap<String, long[]> bySplit = new TreeMap<>();
        for (ShardInfo shard : shards) {
            long[] sum = bySplit.computeIfAbsent(shard.split().orElse(""), s -> new long[2]);
            sum[0] += shard.bytes();
            sum[1] += shard.samples();
        }
        ObjectNode splits = info.putObject("splits");
        bySplit.forEach((split, sum) -> splits.putObject(split)
                .put("name", split)
                .put("num_bytes", sum[0])
                .put("num_examples", sum[1]));
        long bytes = shards.stream().mapToLong(ShardInfo::bytes).sum();
        info.put("download_size", bytes).put("dataset_size", bytes);
    }

    /** In {@code json} a picture is told by its file's name. */
    private static ObjectNode feature(Field field) {
        return field.type() == FieldType.IMAGE ? HfFeatures.value("string") : HfFeatures.feature(field);
    }
}
