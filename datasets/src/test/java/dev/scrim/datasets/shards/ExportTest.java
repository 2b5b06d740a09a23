package dev.scrim.datasets.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.schema.CategoryCounts;
import dev.scrim.datasets.schema.Disclosure;
import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.schema.FieldType;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.schema.Unit;
import dev.scrim.datasets.shards.hfparquet.HfParquetFormat;
import dev.scrim.datasets.split.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExportTest {
    private static final DatasetCard.Title X = new DatasetCard.Title("x", "unknown");

    @TempDir
    Path temp;

    private static ExportManifest manifest(boolean evaluation, List<ShardInfo> files) {
        return new ExportManifest(
                HfParquetFormat.ID,
                "build-1",
                "ab".repeat(32),
                evaluation,
                files,
                new TreeMap<>(Map.of("trajectories", 4L)),
                new CategoryCounts(Map.of(Category.TAX, 3)));
    }

    private static ShardInfo file(String name, Split split, long samples) {
        return new ShardInfo(name, Optional.of(split.label()), 10, "cd".repeat(32), samples, samples);
    }

    /** A whole export, as the stage makes one; kept where {@code scrim.test.export} says, for readers in other languages. */
    @Test
    void wholeExportIsGood() throws IOException {
        String keep = System.getProperty("scrim.test.export", "");
        LocalShardDirectory directory =
                new LocalShardDirectory(keep.isEmpty() ? temp : Path.of(keep, HfParquetFormat.ID));
        ShardFormat.Steps format = ShardFormats.load().steps(HfParquetFormat.ID);
        List<ShardInfo> files = new ArrayList<>();
        CategoryCounts redactions = CategoryCounts.NONE;
        for (Split split : Split.values()) {
            int samples = split == Split.TRAIN ? 230 : 12;
            ShardPlan plan = new ShardPlan(split, samples, split == Split.TRAIN ? 3 : 1);
            int next = 0;
            for (int shard = 0; shard < plan.shards(); shard++) {
                ShardName name = new ShardName(split, shard, plan.shards());
                try (ShardWriter writer = format.write(directory, name, StepSchema.STEP, ExportOptions.STANDARD)) {
                    while (next < samples && plan.shardOf(next).equals(name)) {
                        ShardSample sample = Samples.sample(split, next++);
                        redactions = redactions.plus(sample.redactions());
                        writer.write(StepSchema.disclose(sample, StepSchema.STEP));
                    }
                    files.addAll(writer.finish());
                }
            }
        }
        ExportManifest draft =
                new ExportManifest(format.id(), "build-1", "ab".repeat(32), true, files, new TreeMap<>(), redactions);
        ExportManifest whole = draft.plus(
                DatasetCard.write(directory, new DatasetCard.Title("Demo: \"x\"", "unknown"), draft, StepSchema.STEP));
        ExportManifestJson.write(directory, whole);
        assertThat(ExportManifestJson.read(directory)).isEqualTo(whole);
        VerifyReport report = new ShardVerifier(ShardFormats.load()).verify(directory);
        assertThat(report.problems()).isEmpty();
        assertThat(report.samples()).isEqualTo(254);
        assertThat(whole.samplesBySplit()).isEqualTo(Map.of("train", 230L, "validation", 12L, "test", 12L));
    }

    @Test
    void evaluationIsSaidInManifestAndCard() {
        ExportManifest evaluation = manifest(true, List.of(file("data/train-00000-of-00001.parquet", Split.TRAIN, 3)));
        ExportManifest other = manifest(false, evaluation.shards());
        String card = DatasetCard.markdown(X, evaluation, StepSchema.STEP);
        assertThat(card).contains("EVALUATION, NEVER RELEASABLE").startsWith("---\n");
        assertThat(ExportManifestJson.toJson(evaluation)).contains("EVALUATION, NEVER RELEASABLE");
        assertThat(DatasetCard.markdown(X, other, StepSchema.STEP)).doesNotContain("EVALUATION");
        assertThat(ExportManifestJson.toJson(other))
                .doesNotContain("EVALUATION")
                .contains("\"evaluation\" : false");
    }

    @Test
    void cardNamesOnlyDisclosedColumns() {
        String card = DatasetCard.markdown(
                X,
                manifest(false, List.of(file("data/train-00000-of-00001.parquet", Split.TRAIN, 3))),
                StepSchema.STEP.withholding(Set.of("title")));
        assertThat(card)
                .contains("| url |", "| tax | 3 |", "  - split: train\n")
                .doesNotContain("| title |");
    }

    @Test
    void manifestRoundTripsAndRefusesDamage() throws IOException {
        LocalShardDirectory directory = new LocalShardDirectory(temp);
        ExportManifest manifest = manifest(
                true,
                List.of(
                        file("data/b.parquet", Split.TEST, 2),
                        file("data/train-00000-of-00001.parquet", Split.TRAIN, 3)));
        ExportManifestJson.write(directory, manifest);
        assertThat(ExportManifestJson.read(directory)).isEqualTo(manifest);
        String json = Files.readString(temp.resolve(ExportManifest.FILE));
        for (String key : List.of("manifest", "format", "evaluation", "sha256", "bytes")) {
            Files.writeString(temp.resolve(ExportManifest.FILE), json.replace("\"" + key + "\"", "\"x\""));
            assertThatThrownBy(() -> ExportManifestJson.read(directory)).isInstanceOf(IOException.class);
        }
        Files.writeString(temp.resolve(ExportManifest.FILE), json.substring(0, 100));
        assertThat(new ShardVerifier(ShardFormats.load()).verify(directory).problems())
                .containsExactly(new VerifyReport.Problem(ExportManifest.FILE, "the manifest is damaged"));
        Files.delete(temp.resolve(ExportManifest.FILE));
        assertThat(new ShardVerifier(ShardFormats.load()).verify(directory).isGood())
                .isFalse();
    }

    @Test
    void filesOutsideTheFolderAreRefused() {
        LocalShardDirectory directory = new LocalShardDirectory(temp);
        for (String path : List.of("../x", "a/../../x", "", ".")) {
            assertThatThrownBy(() -> directory.create(path)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> file("../x", Split.TRAIN, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> file("/x", Split.TRAIN, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void leftoversOfKilledWritersAreInvisibleAndSwept() throws IOException {
        LocalShardDirectory directory = new LocalShardDirectory(temp);
        ShardDirectory.Output abandoned = directory.create("data/x");
        abandoned.write(1);
        abandoned.flush();
        assertThat(directory.list()).isEmpty();
        directory.sweep();
        try (var files = Files.walk(temp)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
        abandoned.close();
    }

    @Test
    void registryFindsTheFormatsAndRefusesTwoClaimants() {
        ShardFormats formats = ShardFormats.load();
        assertThat(formats.ids())
                .contains("hf-parquet", "plain", "chat-opencua")
                .isSorted();
        assertThatThrownBy(() -> formats.get("csv"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("known formats: " + String.join(", ", formats.ids()));
        assertThatThrownBy(() -> formats.steps("plain")).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> formats.recordings("hf-parquet")).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> new ShardFormats(List.of(new HfParquetFormat(), new HfParquetFormat())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("both claim it");
    }

    @Test
    void rowCannotBeMadeFromAWithheldField() {
        Field secret = new Field("raw_text", FieldType.STRING, Unit.NONE, true, Disclosure.WITHHELD);
        Schema schema = StepSchema.STEP.plus(List.of(secret));
        ShardSample sample = Samples.sample(Split.TRAIN, 3);
        DisclosedRow row = StepSchema.disclose(sample, schema);
        assertThat(row.values()).doesNotContainKey("raw_text");
        assertThatThrownBy(() -> new DisclosedRow(schema, row.values()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("raw_text");
        Map<String, Object> more = new TreeMap<>(row.values());
        more.put("raw_text", "SECRET");
        assertThatThrownBy(() -> new DisclosedRow(schema.disclosed(), more))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("SECRET");
        more.remove("raw_text");
        more.put("step", "SECRET");
        assertThatThrownBy(() -> new DisclosedRow(schema.disclosed(), more))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("SECRET");
        assertThat(row).hasToString("DisclosedRow" + row.values().keySet());
    }

    @Test
    void flatActionsNeverCarryTheActionsOwnText() {
        for (int step = 0; step < 8; step++) {
            assertThat(Samples.action(step).toString()).doesNotContain("SECRET");
        }
    }

    @Test
    void samplesWithTellingNamesAreRefused() {
        ShardSample s = Samples.sample(Split.TRAIN, 0);
        assertThatThrownBy(() -> ShardSample.inPixels(
                        "rec 1/2.png",
                        s.trajectoryId(),
                        s.split(),
                        0,
                        s.task(),
                        s.app(),
                        s.title(),
                        s.url(),
                        s.viewport(),
                        s.action(),
                        s.observation(),
                        s.after(),
                        s.redactions(),
                        s.rating(),
                        Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("rec 1");
    }

    @Test
    void plansCutEvenly() {
        ShardPlan plan = ShardPlan.bySize(Split.TRAIN, 10, 1_000, 300);
        assertThat(plan.shards()).isEqualTo(4);
        int[] sizes = new int[4];
        for (int rank = 0; rank < 10; rank++) {
            sizes[plan.shardOf(rank).ordinal()]++;
        }
        assertThat(sizes).containsExactly(3, 2, 3, 2);
        assertThat(ShardPlan.bySize(Split.TEST, 0, 0, 300).shards()).isEqualTo(1);
        assertThat(ShardPlan.bySize(Split.TEST, 2, 9_000, 300).shards()).isEqualTo(2);
        assertThat(ShardPlan.bySize(Split.TEST, 5, 300, 300).shards()).isEqualTo(1);
    }
}
