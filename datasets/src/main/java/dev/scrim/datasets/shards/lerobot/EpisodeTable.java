package dev.scrim.datasets.shards.lerobot;

import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.split.Split;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** {@code meta/episodes}: where each episode's rows and frames are, and its statistics. */
final class EpisodeTable implements Closeable {
    /** Statistics in the order of LeRobot's own files. */
    static final List<String> STATISTICS = List.of("min", "max", "mean", "std", "q01", "q10", "q50", "q90", "q99");

    private static final int ROWS_A_GROUP = 1000;

    private final GroupedParquet parquet;
    private final boolean video;
    private final int fps;
    private long rows;

    EpisodeTable(ShardDirectory directory, Split split, FrameTable frames, boolean video, int fps) throws IOException {
        this.video = video;
        this.fps = fps;
        this.parquet = new GroupedParquet(
                directory, split.label() + "/meta/episodes/chunk-000/file-000.parquet", type(frames, video));
    }

    private static MessageType type(FrameTable frames, boolean video) {
        List<Type> types = new ArrayList<>();
        types.add(GroupedParquet.whole("episode_index"));
        types.add(GroupedParquet.nested(PrimitiveTypeName.BINARY, 1, "tasks"));
        types.add(GroupedParquet.whole("length"));
        types.add(GroupedParquet.whole("data/chunk_index"));
        types.add(GroupedParquet.whole("data/file_index"));
        types.add(GroupedParquet.whole("dataset_from_index"));
        types.add(GroupedParquet.whole("dataset_to_index"));
        if (video) {
            String key = "videos/" + Place.VIDEO_KEY + "/";
            types.add(GroupedParquet.whole(key + "chunk_index"));
            types.add(GroupedParquet.whole(key + "file_index"));
            types.add(GroupedParquet.primitive(PrimitiveTypeName.DOUBLE, key + "from_timestamp"));
            types.add(GroupedParquet.primitive(PrimitiveTypeName.DOUBLE, key + "to_timestamp"));
            // A channel's statistic is a picture of one pixel: channels, rows, columns.
            stats(types, Place.VIDEO_KEY, 3);
        }
        frames.columns().stream().filter(FrameTable.Column::isNumber).forEach(c -> stats(types, c.name(), 1));
        types.add(GroupedParquet.whole("meta/episodes/chunk_index"));
        types.add(GroupedParquet.whole("meta/episodes/file_index"));
        return new MessageType("episode", types);
    }

    private static void stats(List<Type> types, String feature, int depth) {
        for (String statistic : STATISTICS) {
            types.add(GroupedParquet.nested(PrimitiveTypeName.DOUBLE, depth, "stats/" + feature + "/" + statistic));
        }
        types.add(GroupedParquet.nested(PrimitiveTypeName.INT64, 1, "stats/" + feature + "/count"));
    }

    /**
     * Adds an episode.
     *
     * @param local its number within its shard
     * @param from its first frame within the dataset
     */
    void add(
            Place place,
            long local,
            String task,
            long from,
            long length,
            long episode,
            Map<String, List<Summary>> stats)
            throws IOException {
        List<Object> row = new ArrayList<>();
        row.add(episode);
        row.add(List.of(task));
        row.add(length);
        row.add((long) place.chunk());
        row.add((long) place.file());
        row.add(from);
        row.add(from + length);
        if (video) {
            row.add((long) place.ordinal());
            row.add(local);
            row.add(0.0);
            row.add((double) length / fps);
        }
        stats.forEach((feature, vector) -> {
            for (String statistic : STATISTICS) {
                row.add(vector(feature, vector, statistic));
            }
            row.add(List.of(vector.get(0).count()));
        });
        row.add(0L);
        row.add(0L);
        parquet.row(row);
        if (++rows % ROWS_A_GROUP == 0) {
            parquet.endGroup();
        }
    }

    /** A statistic in the shape that its feature's has. */
    static List<?> vector(String feature, List<Summary> vector, String statistic) {
        return feature.equals(Place.VIDEO_KEY)
                ? vector.stream().map(s -> List.of(List.of(s.get(statistic)))).toList()
                : vector.stream().map(s -> s.get(statistic)).toList();
    }

    ShardInfo finish() throws IOException {
        return parquet.finish(Map.of());
    }

    @Override
    public void close() throws IOException {
        parquet.close();
    }
}
