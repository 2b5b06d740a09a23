package dev.scrim.datasets.shards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrim.datasets.media.ImageCodec;
import dev.scrim.datasets.media.Picture;
import dev.scrim.datasets.media.Png;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.datasets.schema.ImageValue;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.lerobot.LeRobotFormat;
import dev.scrim.datasets.split.Split;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Episodes, their video and their meta files; what LeRobot itself makes of them is .ci/conformance.py's to see. */
class LeRobotTest {
    private static final ExportOptions SMALL = new ExportOptions(ImageCodec.PNG, 90, 160, Coordinates.PIXELS, "", 10);

    private final ShardFormat.Steps format = new LeRobotFormat();

    @TempDir
    Path temp;

    /** A step of trajectory {@code trajectory} in a plain colour that says which it is. */
    static ShardSample step(Split split, int trajectory, int step, long startUs, boolean image, boolean after) {
        ShardSample base = Samples.sample(split, step);
        String id = "sample-%s-%04d-%04d".formatted(split.label(), trajectory, step);
        return ShardSample.inPixels(
                id,
                "trajectory-%s-%04d".formatted(split.label(), trajectory),
                split,
                step,
                Optional.of("Task " + trajectory % 2),
                base.app(),
                base.title(),
                base.url(),
                base.viewport(),
                base.action().at(new TimeSpan(startUs, startUs + 120_000)),
                image ? Optional.of(plain(trajectory, step, 0)) : Optional.empty(),
                after ? Optional.of(plain(trajectory, step, 1)) : Optional.empty(),
                base.redactions(),
                base.rating(),
                Optional.empty());
    }

    static int level(int trajectory, int step, int after) {
        return 40 + (trajectory * 50 + step * 20 + after * 10) % 200;
    }

    private static EncodedImage plain(int trajectory, int step, int after) {
        byte[] bgr = new byte[128 * 72 * 3];
        java.util.Arrays.fill(bgr, (byte) level(trajectory, step, after));
        return EncodedImage.of(Png.encode(Pixels.adopt(128, 72, bgr)));
    }

    private List<ShardInfo> write(
            ShardDirectory directory, Split split, int ordinal, int total, Schema schema, int... trajectories)
            throws IOException {
        try (ShardWriter writer = format.write(directory, new ShardName(split, ordinal, total), schema, SMALL)) {
            for (int trajectory : trajectories) {
                for (int i = 0; i < 4; i++) {
                    writer.write(StepSchema.disclose(
                            step(split, trajectory, i, 500_000 + i * 700_000L, i != 2, i != 1), schema));
                }
            }
            return writer.finish();
        }
    }

    private List<ShardInfo> dataset(ShardDirectory directory) throws IOException {
        List<ShardInfo> files = new ArrayList<>();
        files.addAll(write(directory, Split.TEST, 0, 1, StepSchema.STEP, 7));
        files.addAll(write(directory, Split.TRAIN, 0, 2, StepSchema.STEP, 0, 1, 2));
        files.addAll(write(directory, Split.TRAIN, 1, 2, StepSchema.STEP, 3));
        files.addAll(format.index(directory, files, SMALL));
        return files;
    }

    private List<DisclosedRow> read(ShardDirectory directory, String file) throws IOException {
        List<DisclosedRow> rows = new ArrayList<>();
        try (ShardReader reader = format.read(directory, file)) {
            for (Optional<DisclosedRow> row = reader.next(); row.isPresent(); row = reader.next()) {
                rows.add(row.get());
            }
        }
        return rows;
    }

    @Test
    void stepsComeBackWithTheirOwnPicturesOutOfTheVideo() throws IOException {
        ShardDirectory directory = new LocalShardDirectory(temp);
        dataset(directory);
        List<DisclosedRow> rows = read(directory, "train/steps/chunk-000/file-000.parquet");
        assertThat(rows).hasSize(12);
        for (int i = 0; i < rows.size(); i++) {
            DisclosedRow row = rows.get(i);
            int step = i % 4;
            Map<String, Object> expected = new LinkedHashMap<>(StepSchema.disclose(
                            step(Split.TRAIN, i / 4, step, 500_000 + step * 700_000L, step != 2, step != 1),
                            StepSchema.STEP)
                    .values());
            expected.keySet().removeAll(Set.of("image", "after_image"));
            Map<String, Object> found = new LinkedHashMap<>(row.values());
            found.keySet().removeAll(Set.of("image", "after_image"));
            assertThat(found).isEqualTo(expected);
            assertThat(row.image("image").isPresent()).isEqualTo(step != 2);
            assertThat(row.image("after_image").isPresent()).isEqualTo(step != 1);
            if (step != 2) {
                assertShows(row.image("image").orElseThrow(), level(i / 4, step, 0));
            }
            if (step != 1) {
                assertShows(row.image("after_image").orElseThrow(), level(i / 4, step, 1));
            }
        }
    }

    private static void assertShows(ImageValue image, int level) {
        byte[] bytes = new byte[image.length()];
        image.bytes().get(bytes);
        Pixels pixels = Picture.decode(bytes);
        assertThat(pixels.width()).isEqualTo(128);
        assertThat(pixels.height()).isEqualTo(72);
        assertThat(pixels.gray(64, 36)).isBetween(level - 3, level + 3);
        assertThat(pixels.gray(4, 4)).isBetween(level - 6, level + 6);
    }

    @Test
    void wholeDatasetIsGoodAndSaysSo() throws IOException {
        LocalShardDirectory directory = new LocalShardDirectory(temp);
        List<ShardInfo> files = dataset(directory);
        assertThat(directory.list())
                .containsExactlyInAnyOrderElementsOf(
                        files.stream().map(ShardInfo::file).toList())
                .contains(
                        "train/data/chunk-000/file-000.parquet",
                        "train/data/chunk-000/file-001.parquet",
                        "train/videos/observation.images.screen/chunk-000/file-002.mp4",
                        "train/videos/observation.images.screen/chunk-001/file-000.mp4",
                        "train/meta/info.json",
                        "train/meta/tasks.parquet",
                        "train/meta/stats.json",
                        "train/meta/episodes/chunk-000/file-000.parquet",
                        "test/meta/info.json");
        ShardFormatConformance.manifest(directory, format.id(), files);
        VerifyReport report = new ShardVerifier(ShardFormats.load()).verify(directory);
        assertThat(report.problems()).isEmpty();
        assertThat(report.samples()).isEqualTo(20);
        JsonNode info =
                new ObjectMapper().readTree(temp.resolve("train/meta/info.json").toFile());
        // First step's start to one frame behind the last step's end: 2.1 s and 0.12 s, at 10 frames a second.
        assertThat(info.path("total_frames").asLong()).isEqualTo(4 * 24);
        assertThat(info.path("total_episodes").asLong()).isEqualTo(4);
        assertThat(info.path("total_tasks").asLong()).isEqualTo(2);
        assertThat(info.path("splits").path("train").asText()).isEqualTo("0:4");
        assertThat(info.path("features")
                        .path("observation.images.screen")
                        .path("shape")
                        .toString())
                .isEqualTo("[90,160,3]");
    }

    @Test
    void equalRowsGiveEqualFiles() throws IOException {
        List<ShardInfo> first = dataset(new LocalShardDirectory(temp.resolve("a")));
        List<ShardInfo> second = dataset(new LocalShardDirectory(temp.resolve("b")));
        assertThat(second).isEqualTo(first);
    }

    @Test
    void eachFlippedBitIsFoundUnderItsFilesName() throws IOException {
        LocalShardDirectory directory = new LocalShardDirectory(temp);
        List<ShardInfo> files = dataset(directory);
        ShardFormatConformance.manifest(directory, format.id(), files);
        ShardVerifier verifier = new ShardVerifier(ShardFormats.load());
        java.util.Random random = new java.util.Random(11);
        for (ShardInfo file : files) {
            byte[] good = Files.readAllBytes(temp.resolve(file.file()));
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(temp.resolve(file.file()), bad);
            assertThat(verifier.verify(directory).problems())
                    .as(file.file())
                    .isNotEmpty()
                    .anyMatch(p -> p.file().equals(file.file()));
            Files.write(temp.resolve(file.file()), good);
        }
        assertThat(verifier.verify(directory).isGood()).isTrue();
    }

    @Test
    void withheldFieldsReachNoFile() throws IOException {
        Schema less = StepSchema.STEP.withholding(Set.of("task", "title", "url", "text", "trajectory_id", "x2"));
        ShardDirectory directory = new LocalShardDirectory(temp);
        List<ShardInfo> files = new ArrayList<>(write(directory, Split.TRAIN, 0, 1, less, 0, 1));
        files.addAll(format.index(directory, files, SMALL));
        ShardSample sample = step(Split.TRAIN, 0, 0, 0, true, true);
        for (ShardInfo file : files) {
            byte[] bytes = Files.readAllBytes(temp.resolve(file.file()));
            for (String text : List.of(
                    "Task 0",
                    sample.title().orElseThrow(),
                    sample.url().orElseThrow(),
                    "[TAX] and",
                    sample.trajectoryId())) {
                assertThat(ShardFormatConformance.holds(bytes, text.getBytes(StandardCharsets.UTF_8)))
                        .as(file.file())
                        .isFalse();
            }
        }
        JsonNode info =
                new ObjectMapper().readTree(temp.resolve("train/meta/info.json").toFile());
        assertThat(info.path("features").path("action").path("names").toString())
                .isEqualTo("[\"x\",\"y\",\"y2\",\"scroll_dx\",\"scroll_dy\",\"count\"]");
        assertThat(info.path("features").has("step.text")).isFalse();
        assertThat(info.path("total_episodes").asLong()).isEqualTo(2);
    }

    @Test
    void withoutPicturesThereIsNoVideo() throws IOException {
        Schema less = StepSchema.STEP.withholding(Set.of("image", "after_image"));
        ShardDirectory directory = new LocalShardDirectory(temp);
        List<ShardInfo> files = new ArrayList<>(write(directory, Split.TRAIN, 0, 1, less, 0));
        files.addAll(format.index(directory, files, SMALL));
        assertThat(directory.list()).noneMatch(f -> f.endsWith(".mp4"));
        assertThat(read(directory, "train/steps/chunk-000/file-000.parquet"))
                .hasSize(4)
                .allMatch(r -> r.schema().equals(less.disclosed()));
    }

    @Test
    void stepsThatBeginInOneFrameGetAFrameEach() throws IOException {
        ShardDirectory directory = new LocalShardDirectory(temp);
        List<ShardInfo> files = new ArrayList<>();
        try (ShardWriter writer = format.write(directory, new ShardName(Split.TRAIN, 0, 1), StepSchema.STEP, SMALL)) {
            for (int i = 0; i < 5; i++) {
                writer.write(StepSchema.disclose(step(Split.TRAIN, 0, i, i * 1_000L, true, true), StepSchema.STEP));
            }
            files.addAll(writer.finish());
        }
        files.addAll(format.index(directory, files, SMALL));
        List<DisclosedRow> rows = read(directory, files.get(0).file());
        assertThat(rows).hasSize(5).allMatch(r -> r.image("image").isPresent());
        for (int i = 0; i < 5; i++) {
            assertShows(rows.get(i).image("image").orElseThrow(), level(0, i, 0));
        }
        // The next step's own picture comes before the screen after a step could be shown, but for the last.
        assertThat(rows.stream().filter(r -> r.image("after_image").isPresent()))
                .hasSize(1);
    }

    /** For .ci/conformance.py, by hand: {@code -Dscrim.lerobot.to=FOLDER} keeps a dataset there. */
    @Test
    void datasetForOtherReaders() throws IOException {
        String to = System.getProperty("scrim.lerobot.to", temp.resolve("kept").toString());
        ShardDirectory directory = new LocalShardDirectory(Path.of(to));
        List<ShardInfo> files = dataset(directory);
        Map<String, Long> counts = new TreeMap<>(Map.of("trajectories", 5L));
        ExportManifestJson.write(
                directory,
                new ExportManifest(
                        format.id(),
                        "build-1",
                        "0".repeat(64),
                        false,
                        files,
                        new TreeMap<>(counts),
                        dev.scrim.datasets.schema.CategoryCounts.NONE));
        assertThat(new ShardVerifier(ShardFormats.load()).verify(directory).isGood())
                .isTrue();
    }
}
