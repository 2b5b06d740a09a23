package dev.scrim.notebooks;

import dev.scrim.datasets.dataset.Dataset;
import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.MouseButton;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.Sensitivity;
import dev.scrim.datasets.model.StepRating;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.datasets.model.TrajectoryId;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.datasets.schema.CategoryCounts;
import dev.scrim.datasets.shards.EncodedImage;
import dev.scrim.datasets.shards.ExportManifest;
import dev.scrim.datasets.shards.ExportManifestJson;
import dev.scrim.datasets.shards.ExportOptions;
import dev.scrim.datasets.shards.FlatAction;
import dev.scrim.datasets.shards.LocalShardDirectory;
import dev.scrim.datasets.shards.ShardFormat;
import dev.scrim.datasets.shards.ShardFormats;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardName;
import dev.scrim.datasets.shards.ShardSample;
import dev.scrim.datasets.shards.ShardWriter;
import dev.scrim.datasets.shards.StepSchema;
import dev.scrim.datasets.split.OpaqueKeys;
import dev.scrim.datasets.split.Split;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/**
 * A dataset written as the last stage writes it: twelve steps of two trajectories to train on, four of one to test. A
 * click comes after a dark frame and typing after a light one, so that there is something to learn.
 */
final class SmallDataset {
    private static final OpaqueKeys KEYS = new OpaqueKeys("a key for tests only".getBytes(StandardCharsets.UTF_8));

    private SmallDataset() {}

    static Dataset in(Path folder) throws IOException {
        LocalShardDirectory directory = new LocalShardDirectory(folder);
        ShardFormat.Steps format = ShardFormats.load().steps("hf-parquet");
        List<ShardInfo> shards = new ArrayList<>();
        CategoryCounts redactions = CategoryCounts.NONE;
        for (Split split : List.of(Split.TRAIN, Split.TEST)) {
            try (ShardWriter writer =
                    format.write(directory, new ShardName(split, 0, 1), StepSchema.STEP, ExportOptions.STANDARD)) {
                for (int i = 0; i < (split == Split.TRAIN ? 12 : 4); i++) {
                    ShardSample step = step(split, i);
                    redactions = redactions.plus(step.redactions());
                    writer.write(StepSchema.disclose(step, StepSchema.STEP));
                }
                shards.addAll(writer.finish());
            }
        }
        ExportManifestJson.write(
                directory,
                new ExportManifest(
                        format.id(), "build-1", "ab".repeat(32), false, shards, new TreeMap<>(), redactions));
        return Dataset.open(folder);
    }

    private static ShardSample step(Split split, int i) throws IOException {
        int place = i % 6;
        boolean typed = place % 2 == 1;
        TrajectoryId trajectory = new TrajectoryId(new RecordingId("rec-" + split.label()), i / 6);
        TimeSpan span = new TimeSpan(place * 1_000_000L, place * 1_000_000L + 50_000L);
        Action action = typed
                ? new Action.TypeText(span, "never exported", "never exported", false)
                : new Action.Click(span, new Point(10 + place, 20), MouseButton.LEFT, 1, List.of());
        return ShardSample.inPixels(
                KEYS.sample(trajectory, place),
                KEYS.trajectory(trajectory),
                split,
                place,
                Optional.empty(),
                Optional.of(typed ? "Mail" : "Editor"),
                Optional.empty(),
                Optional.empty(),
                new Viewport(160, 90, 1),
                FlatAction.from(action, typed ? Optional.of("[PERSON] says hi") : Optional.empty()),
                Optional.of(frame(typed ? Color.LIGHT_GRAY : Color.DARK_GRAY)),
                Optional.of(frame(Color.GRAY)),
                typed ? new CategoryCounts(Map.of(Category.PERSON, 2)) : CategoryCounts.NONE,
                new StepRating(typed ? Sensitivity.PERSONAL : Sensitivity.PUBLIC, Sensitivity.PERSONAL),
                Optional.empty());
    }

    private static EncodedImage frame(Color colour) throws IOException {
        BufferedImage image = new BufferedImage(160, 90, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(colour);
        g.fillRect(0, 0, 160, 90);
        g.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return EncodedImage.ofPng(png.toByteArray());
    }
}
