package dev.scrim.datasets.shards.lerobot;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.shards.ExportOptions;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.split.Split;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.schema.MessageType;

/** The small files of {@code meta/}: what a dataset is, its tasks and its statistics. */
final class MetaFiles {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The version of the layout, {@code CODEBASE_VERSION} of LeRobot 0.4. */
    private static final String LAYOUT = "v3.0";

    /** What LeRobot appends up to; our own shards end where the export's spec says. */
    private static final int DATA_FILE_MB = 100;

    private static final int VIDEO_FILE_MB = 200;

    private final ShardDirectory directory;
    private final Split split;
    private final ExportOptions options;

    MetaFiles(ShardDirectory directory, Split split, ExportOptions options) {
        this.directory = directory;
        this.split = split;
        this.options = options;
    }

    /** LeRobot takes a task's text from the pandas index, by place. */
    ShardInfo tasks(List<String> tasks) throws IOException {
        MessageType type =
                new MessageType("task", List.of(GroupedParquet.whole("task_index"), GroupedParquet.text("task")));
        try (GroupedParquet parquet = new GroupedParquet(directory, split.label() + "/meta/tasks.parquet", type)) {
            for (int i = 0; i < tasks.size(); i++) {
                parquet.row(List.of((long) i, tasks.get(i)));
            }
            return parquet.finish(Map.of("pandas", pandas()));
        }
    }

    private static String pandas() {
        ObjectNode root = JSON.createObjectNode();
        root.putArray("index_columns").add("task");
        ObjectNode labels = root.putArray("column_indexes").addObject();
        labels.putNull("name")
                .putNull("field_name")
                .put("pandas_type", "unicode")
                .put("numpy_type", "object");
        labels.putObject("metadata").put("encoding", "UTF-8");
        ArrayNode columns = root.putArray("columns");
        column(columns, "task_index", "int64", "int64");
        column(columns, "task", "unicode", "object");
        root.putObject("creator").put("library", "scrim").put("version", "1");
        return root.put("pandas_version", "2.2.0").toString();
    }

    private static void column(ArrayNode columns, String name, String pandas, String numpy) {
        columns.addObject()
                .put("name", name)
                .put("field_name", name)
                .put("pandas_type", pandas)
                .put("numpy_type", numpy)
                .putNull("metadata");
    }

    ShardInfo stats(Map<String, List<Summary>> byFeature) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        byFeature.forEach((feature, vector) -> {
            ObjectNode node = root.putObject(feature);
            for (String statistic : EpisodeTable.STATISTICS) {
                node.set(statistic, JSON.valueToTree(EpisodeTable.vector(feature, vector, statistic)));
            }
            node.putArray("count").add(vector.get(0).count());
        });
        return json("stats.json", root);
    }

    ShardInfo info(FrameTable frames, boolean video, long episodes, long totalFrames, int tasks) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("codebase_version", LAYOUT).put("robot_type", "computer");
        root.put("total_episodes", episodes).put("total_frames", totalFrames).put("total_tasks", tasks);
        root.put("chunks_size", Place.CHUNK_FILES);
        root.put("data_files_size_in_mb", DATA_FILE_MB).put("video_files_size_in_mb", VIDEO_FILE_MB);
        root.put("fps", options.fps());
        root.putObject("splits").put(split.label(), "0:" + episodes);
        root.put("data_path", "data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet");
        if (video) {
            root.put("video_path", "videos/{video_key}/chunk-{chunk_index:03d}/file-{file_index:03d}.mp4");
        } else {
            root.putNull("video_path");
        }
        ObjectNode features = root.putObject("features");
        if (video) {
            screen(features.putObject(Place.VIDEO_KEY));
        }
        for (FrameTable.Column column : frames.columns()) {
            ObjectNode feature = features.putObject(column.name()).put("dtype", column.dtype());
            feature.putArray("shape").add(column.names().size());
            if (column.isVector()) {
                ArrayNode names = feature.putArray("names");
                column.names().forEach(names::add);
            } else {
                feature.putNull("names");
            }
        }
        return json("info.json", root);
    }

    private void screen(ObjectNode feature) {
        Canvas canvas = Canvas.of(options);
        feature.put("dtype", "video");
        feature.putArray("shape").add(canvas.heightPx()).add(canvas.widthPx()).add(Levels.CHANNELS);
        feature.putArray("names").add("height").add("width").add("channels");
        feature.putObject("info")
                .put("video.height", canvas.heightPx())
                .put("video.width", canvas.widthPx())
                .put("video.codec", "h264")
                .put("video.pix_fmt", "yuv420p")
                .put("video.is_depth_map", false)
                .put("video.fps", options.fps())
                .put("video.channels", Levels.CHANNELS)
                .put("has_audio", false);
    }

    private ShardInfo json(String name, ObjectNode root) throws IOException {
        String path = split.label() + "/meta/" + name;
        byte[] bytes = (root.toPrettyString() + "\n").replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
        try (ShardDirectory.Output out = directory.create(path)) {
            out.write(bytes);
            ShardDirectory.Committed done = out.commit();
            return new ShardInfo(path, Optional.empty(), done.bytes(), done.sha256(), 0, 0);
        }
    }
}
