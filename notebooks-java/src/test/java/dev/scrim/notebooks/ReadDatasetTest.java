package dev.scrim.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrim.datasets.model.Action;
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
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadDatasetTest {
    private static final OpaqueKeys KEYS = new OpaqueKeys("a key for tests only".getBytes(StandardCharsets.UTF_8));

    @TempDir
    Path temp;

    /** Two splits of a few steps, written as the last stage writes them. */
    private void export() throws IOException {
        LocalShardDirectory directory = new LocalShardDirectory(temp);
        ShardFormat.Steps format = ShardFormats.load().steps("hf-parquet");
        List<ShardInfo> shards = new ArrayList<>();
        for (Split split : List.of(Split.TRAIN, Split.TEST)) {
            try (ShardWriter writer =
                    format.write(directory, new ShardName(split, 0, 1), StepSchema.STEP, ExportOptions.STANDARD)) {
                for (int i = 0; i < (split == Split.TRAIN ? 3 : 1); i++) {
                    writer.write(StepSchema.disclose(step(split, i), StepSchema.STEP));
                }
                shards.addAll(writer.finish());
            }
        }
        ExportManifestJson.write(
                directory,
                new ExportManifest(
                        format.id(), "build-1", "ab".repeat(32), false, shards, new TreeMap<>(), CategoryCounts.NONE));
    }

    private static ShardSample step(Split split, int i) throws IOException {
        TrajectoryId trajectory = new TrajectoryId(new RecordingId("rec-" + split.label()), 0);
        TimeSpan span = new TimeSpan(i * 1_000_000L, i * 1_000_000L + 50_000L);
        Action action = i == 1
                ? new Action.TypeText(span, "never exported", "never exported", false)
                : new Action.Click(span, new Point(10 + i, 20), MouseButton.LEFT, 1, List.of());
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB), "png", png);
        return ShardSample.inPixels(
                KEYS.sample(trajectory, i),
                KEYS.trajectory(trajectory),
                split,
                i,
                Optional.empty(),
                Optional.of("Editor"),
                Optional.empty(),
                Optional.empty(),
                new Viewport(8, 6, 1),
                FlatAction.from(action, i == 1 ? Optional.of("[PERSON] says hi") : Optional.empty()),
                Optional.of(EncodedImage.ofPng(png.toByteArray())),
                Optional.empty(),
                CategoryCounts.NONE,
                new StepRating(Sensitivity.PUBLIC, Sensitivity.PERSONAL),
                Optional.empty());
    }

    private String printed() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            new ReadDataset(temp).print(out);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void printsSchemaCountsAndFirstSteps() throws IOException {
        export();

        assertThat(printed())
                .contains("build build-1, hf-parquet")
                .containsPattern("image +IMAGE +NONE")
                .containsPattern("t_start_us +INT64 +MICROSECONDS")
                .contains("steps by split:  {test=1, train=3}")
                .contains("steps by action: {click=3, type=1}")
                .contains("train step 0: click at 10,20, picture of")
                .contains("train step 1: type \"[PERSON] says hi\", picture of")
                .contains("test step 0: click at 10,20, picture of");
    }

    @Test
    void aVisitCanEndEarly() throws IOException {
        export();
        int[] seen = {0};

        new ReadDataset(temp).visit(row -> ++seen[0] < 2);

        assertThat(seen[0]).isEqualTo(2);
    }

    /** A notebook nobody runs rots: its calls must be those of the tested class. */
    @Test
    void theNotebookCallsWhatTheClassHas() throws IOException {
        JsonNode notebook =
                new ObjectMapper().readTree(Files.readString(Path.of("read-dataset.ipynb"), StandardCharsets.UTF_8));
        StringBuilder code = new StringBuilder();
        notebook.path("cells").forEach(cell -> {
            if (cell.path("cell_type").asText().equals("code")) {
                cell.path("source").forEach(line -> code.append(line.asText()));
            }
        });

        assertThat(notebook.path("nbformat").asInt()).isEqualTo(4);
        assertThat(code)
                .contains("new ReadDataset(Path.of(")
                .contains("printSchema(System.out)")
                .contains("countActions()")
                .contains("printSteps(System.out, 5)")
                .contains("visit(row ->");
    }
}
