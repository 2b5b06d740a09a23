package dev.scrim.datasets.shards.lerobot;

import dev.scrim.datasets.schema.FieldType;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.ExportOptions;
import dev.scrim.datasets.shards.ExportTable;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardFormat;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardName;
import dev.scrim.datasets.shards.ShardReader;
import dev.scrim.datasets.shards.ShardWriter;
import dev.scrim.datasets.split.Split;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * LeRobotDataset v3.0, one dataset for each split: {@code LeRobotDataset(name, root="<export>/train")}. An episode is a
 * trajectory; its video shows the redacted pictures of its steps, each held until the next, and never the recording.
 * Rows come back from {@code <split>/steps}, their pictures as the video shows them.
 */
public final class LeRobotFormat implements ShardFormat.Steps {
    public static final String ID = "lerobot";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String description() {
        return "LeRobotDataset v3.0, one for each split: redacted H.264 video at a fixed rate and actions by frame";
    }

    @Override
    public boolean wholeTrajectories() {
        return true;
    }

    @Override
    public List<ExportTable> tables(Schema schema) {
        return List.of(new ExportTable(
                "frame",
                "%s/data/*/*.parquet",
                ExportTable.Encoding.PARQUET,
                new FrameTable(schema, ExportOptions.STANDARD)
                        .columns().stream().map(LeRobotFormat::column).toList(),
                Optional.empty(),
                Optional.empty()));
    }

    private static ExportTable.Column column(FrameTable.Column c) {
        FieldType type = switch (c.dtype()) {
            case "float32" -> FieldType.FLOAT64;
            case "int64" -> FieldType.INT64;
            case "bool" -> FieldType.BOOL;
            default -> FieldType.STRING;
        };
        return c.isVector() ? ExportTable.Column.listOf(c.name(), type) : ExportTable.Column.of(c.name(), type);
    }

    @Override
    public ShardWriter write(ShardDirectory directory, ShardName name, Schema schema, ExportOptions options)
            throws IOException {
        return new LeRobotWriter(directory, name, schema, options);
    }

    @Override
    public List<ShardInfo> index(ShardDirectory directory, List<ShardInfo> files, ExportOptions options)
            throws IOException {
        List<ShardInfo> written = new ArrayList<>();
        List<Place> places = files.stream()
                .map(ShardInfo::file)
                .map(Place::ofSteps)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Place::chunk).thenComparing(Place::file))
                .toList();
        for (Split split : Split.values()) {
            List<Place> own = places.stream().filter(p -> p.split() == split).toList();
            written.addAll(new DatasetIndex(directory, options).write(split, own));
        }
        return written;
    }

    /** Opens a shard by its steps, {@code <split>/steps/chunk-000/file-000.parquet}. */
    @Override
    public ShardReader read(ShardDirectory directory, String file) throws IOException {
        Place place = Place.ofSteps(file)
                .orElseThrow(() ->
                        new IllegalArgumentException("Cannot read steps from " + file + " (name a table below steps)"));
        return new LeRobotReader(directory, place);
    }

    /** No video is opened. */
    @Override
    public ShardReader readColumns(ShardDirectory directory, String file) throws IOException {
        return StepTable.open(directory, file);
    }

    @Override
    public Contents reread(ShardDirectory directory, ShardInfo file, Consumer<String> problems) throws IOException {
        return new LeRobotChecks(directory, problems).check(file);
    }
}
