package dev.scrim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.media.Picture;
import dev.scrim.datasets.media.Png;
import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.MouseButton;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.Sensitivity;
import dev.scrim.datasets.model.StepRating;
import dev.scrim.datasets.model.TimeSpan;
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
import dev.scrim.datasets.split.Split;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InspectCommandTest {
    private static final int SIDE_PX = 152;

    @TempDir
    Path temp;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    static Stream<String> formats() {
        return ShardFormats.load().ids().stream()
                .filter(id -> ShardFormats.load().get(id) instanceof ShardFormat.Steps);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aStepIsShownWithItsColumnsAndItsPicture(String format) throws IOException {
        export(format);
        Path picture = temp.resolve("step.png");
        assertThat(inspect("--step", "1", "--picture", picture.toString())).isZero();
        String text = said.toString(StandardCharsets.UTF_8);
        assertThat(text)
                .contains(format + ", build build-1")
                .containsPattern("train +[13] samples")
                .contains("trajectories 1")
                .contains("Step 1 of ")
                .containsPattern("sample_id +string +sample-00000001")
                .containsPattern("x +float64 +11\\.0")
                .containsPattern("title +string +Form\uFFFD +1\n")
                .containsPattern("url +string +-");
        assertThat(text).doesNotContain("\u001b");
        // Left half black, right half white; a video may be a level off.
        assertThat(text.lines().filter(l -> l.matches(" {30,42}[%@]{36,40}"))).hasSizeGreaterThan(15);
        Pixels shown = Picture.decode(Files.readAllBytes(picture));
        assertThat(shown.gray(20, 20)).isLessThan(20);
        assertThat(shown.gray(SIDE_PX - 20, 20)).isGreaterThan(235);
    }

    @Test
    void aStepThatIsNotThereIsTheUsersMistake() throws IOException {
        export("mds");
        assertThat(inspect("--step", "3")).isEqualTo(2);
    }

    @Test
    void aFolderWithoutAnExportIsTheUsersMistake() throws IOException {
        Files.createDirectories(temp.resolve("export"));
        assertThat(inspect()).isEqualTo(2);
    }

    private int inspect(String... options) {
        String[] arguments = Stream.concat(
                        Stream.of("inspect", temp.resolve("export").toString()), Stream.of(options))
                .toArray(String[]::new);
        PrintStream before = System.out;
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            return Main.execute(arguments);
        } finally {
            System.setOut(before);
        }
    }

    private void export(String id) throws IOException {
        ShardFormat.Steps format = ShardFormats.load().steps(id);
        LocalShardDirectory directory = new LocalShardDirectory(temp.resolve("export"));
        List<ShardInfo> files;
        try (ShardWriter writer =
                format.write(directory, new ShardName(Split.TRAIN, 0, 1), StepSchema.STEP, ExportOptions.STANDARD)) {
            for (int i = 0; i < 3; i++) {
                writer.write(StepSchema.disclose(sample(i), StepSchema.STEP));
            }
            files = writer.finish();
        }
        ExportManifestJson.write(
                directory,
                new ExportManifest(
                        id,
                        "build-1",
                        "0".repeat(64),
                        false,
                        files,
                        new TreeMap<>(Map.of("trajectories", 1L)),
                        CategoryCounts.NONE));
    }

    private static ShardSample sample(int i) {
        TimeSpan span = new TimeSpan(i * 500_000L, i * 500_000L + 100_000);
        Action click = new Action.Click(span, new Point(10 + i, 20), MouseButton.LEFT, 1, List.of());
        return ShardSample.inPixels(
                "sample-%08d".formatted(i),
                "trajectory-1",
                Split.TRAIN,
                i,
                Optional.of("Try it"),
                Optional.of("Browser"),
                // A control character in a title must not reach the terminal.
                Optional.of("Form\u001b " + i),
                Optional.empty(),
                new Viewport(SIDE_PX, SIDE_PX, 1),
                FlatAction.from(click, Optional.empty()),
                Optional.of(halves()),
                Optional.empty(),
                CategoryCounts.NONE,
                new StepRating(Sensitivity.PUBLIC, Sensitivity.PUBLIC),
                Optional.empty());
    }

    private static EncodedImage halves() {
        byte[] bgr = new byte[SIDE_PX * SIDE_PX * 3];
        for (int i = 0; i < bgr.length; i++) {
            bgr[i] = (byte) (i / 3 % SIDE_PX < SIDE_PX / 2 ? 0 : 255);
        }
        return EncodedImage.ofPng(Png.encode(Pixels.adopt(SIDE_PX, SIDE_PX, bgr)));
    }
}
