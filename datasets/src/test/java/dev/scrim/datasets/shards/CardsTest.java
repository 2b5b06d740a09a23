package dev.scrim.datasets.shards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.schema.CategoryCounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the papers beside shards say of them. */
final class CardsTest {
    private static final DatasetCard.Title TITLE = new DatasetCard.Title("desk \"work\"\n", "cc-by-4.0");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static ShardInfo file(String name, String split, long samples, long images) {
        return new ShardInfo(
                name, Optional.of(split).filter(s -> !s.isEmpty()), 10 + samples, "cd".repeat(32), samples, images);
    }

    private static ExportManifest manifest(String format, ShardInfo... files) {
        return new ExportManifest(
                format,
                "b1",
                "ab".repeat(32),
                false,
                List.of(files),
                new TreeMap<>(Map.of("trajectories", 2L, "repeats.steps", 7L, "splits.shared_pictures", 1L)),
                new CategoryCounts(Map.of(Category.TAX, 3)));
    }

    private static JsonNode croissant(ExportManifest manifest) throws Exception {
        Map<String, List<String>> rai = new LinkedHashMap<>();
        rai.put("dataCollection", List.of("one"));
        rai.put("dataBiases", List.of("a", "b"));
        rai.put("dataLimitations", List.of());
        return JSON.readTree(Croissant.json(TITLE, manifest, StepSchema.STEP, rai));
    }

    @Test
    void theFrontMatterSaysWhereEachSplitsRowsAreAndHowMany() {
        ExportManifest manifest = manifest(
                "hf-parquet",
                file("data/validation-00000-of-00001.parquet", "validation", 5, 5),
                file("data/train-00000-of-00002.parquet", "train", 20, 20),
                file("data/train-00001-of-00002.parquet", "train", 10, 10));

        String card = DatasetCard.markdown(TITLE, manifest, StepSchema.STEP);

        assertThat(card)
                .startsWith("---\npretty_name: \"desk \\\"work\\\"\"\nlicense: \"cc-by-4.0\"\n")
                .contains("""
                          - split: train
                            path: data/train-*.parquet
                          - split: validation
                            path: data/validation-*.parquet
                        """)
                .contains("  - name: image\n    dtype: image\n", "  - name: keys\n    list: string\n")
                .contains("  - name: redactions\n    struct:\n    - name: tax\n      dtype: int32\n")
                .contains("""
                          - name: train
                            num_bytes: 50
                            num_examples: 30
                          - name: validation
                            num_bytes: 15
                            num_examples: 5
                          download_size: 65
                          dataset_size: 65
                        ---
                        """);
    }

    @Test
    void aWithheldColumnIsInNoneOfThePapers() throws Exception {
        ExportManifest manifest = manifest("hf-parquet", file("data/train-00000-of-00001.parquet", "train", 20, 20));
        var less = StepSchema.STEP.withholding(Set.of("title"));

        assertThat(DatasetCard.markdown(TITLE, manifest, less)).doesNotContain("name: title\n", "| title |");
        assertThat(Croissant.json(TITLE, manifest, less, Map.of()))
                .contains("step/url")
                .doesNotContain("step/title");
    }

    @ParameterizedTest
    @CsvSource({
        "arrow, data/train-00000-of-00001.arrow, data/train-*.arrow, ''",
        "webdataset, train/shard-000000.tar, train/*.tar, step-json step-image step-after_image",
        "chat-trl, data/train-00000-of-00001.jsonl, data/train-*.jsonl, conversation",
        "lerobot, train/data/chunk-000/file-000.parquet, train/data/*/*.parquet, frame",
    })
    void eachFormatSaysItsOwnTables(String format, String file, String pattern, String recordSets) throws Exception {
        ExportManifest manifest = manifest(format, file(file, "train", 3, 0));

        assertThat(DatasetCard.markdown(TITLE, manifest, StepSchema.STEP)).contains("    path: " + pattern + "\n");
        List<String> ids = new ArrayList<>();
        croissant(manifest)
                .get("recordSet")
                .forEach(set -> ids.add(set.get("@id").asText()));
        assertThat(String.join(" ", ids)).isEqualTo(recordSets);
    }

    @Test
    void aFormatThatOnlyItsOwnReaderOpensHasFilesAndNoTables() throws Exception {
        ExportManifest manifest = manifest("mds", file("train/shard.00000.mds", "train", 3, 3));

        assertThat(DatasetCard.markdown(TITLE, manifest, StepSchema.STEP)).doesNotContain("configs:", "dataset_info:");
        assertThat(croissant(manifest).get("recordSet")).isEmpty();
        assertThat(croissant(manifest).get("distribution")).hasSize(1);
    }

    @Test
    void croissantNamesEveryFileWithItsHashAndPicturesByPattern() throws Exception {
        ExportManifest manifest = manifest(
                "plain",
                file("frames.jsonl", "", 3, 0),
                file("actions.jsonl", "", 4, 0),
                file("texts.jsonl", "", 5, 0),
                file("privacy_manifest.json", "", 0, 0),
                file("images/rec-1/1.png", "", 0, 1),
                file("images/rec-2/9.png", "", 0, 1));

        JsonNode json = croissant(manifest);

        Set<String> objects = new TreeSet<>();
        for (JsonNode d : json.get("distribution")) {
            if (d.get("@type").asText().equals("cr:FileObject")) {
                objects.add(d.get("contentUrl").asText());
                assertThat(d.get("sha256").asText()).isEqualTo("cd".repeat(32));
                assertThat(d.get("contentSize").asText()).matches("1\\d B");
            } else if (d.get("@id").asText().startsWith("pictures")) {
                assertThat(d.get("includes").toString()).isEqualTo("[\"images/*/*.png\"]");
            }
        }
        assertThat(objects).containsExactly("actions.jsonl", "frames.jsonl", "privacy_manifest.json", "texts.jsonl");
        assertThat(json.toString()).doesNotContain("rec-1").doesNotContain("rec-2");
        assertThat(json.get("name").asText()).isEqualTo("desk \"work\"");
        assertThat(json.get("license").asText()).isEqualTo("cc-by-4.0");
        assertThat(json.get("rai:dataCollection").asText()).isEqualTo("one");
        assertThat(json.get("rai:dataBiases")).hasSize(2);
        assertThat(json.has("rai:dataLimitations")).isFalse();
    }

    @Test
    void idsAreThereOnceAndEverySourceIsOne() throws Exception {
        JsonNode json = croissant(manifest(
                "hf-parquet", file("data/train-00000-of-00001.parquet", "train", 3, 6), file("README.md", "", 0, 0)));

        List<String> ids = new ArrayList<>();
        json.get("distribution").forEach(d -> ids.add(d.get("@id").asText()));
        for (JsonNode field : json.get("recordSet").get(0).get("field")) {
            ids.add(field.get("@id").asText());
            assertThat(field.has("source") ^ field.has("subField")).isTrue();
            field.path("subField").forEach(part -> ids.add(part.get("@id").asText()));
        }
        assertThat(ids)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(StepSchema.STEP.fields().size());
        json.get("recordSet")
                .findValues("fileSet")
                .forEach(set -> assertThat(ids).contains(set.get("@id").asText()));
    }

    @Test
    void repeatsHaveASectionOfTheirOwnWhereTheyWereCounted() {
        ShardInfo shard = file("data/train-00000-of-00001.parquet", "train", 3, 3);
        String card = DatasetCard.markdown(TITLE, manifest("hf-parquet", shard), StepSchema.STEP);
        ExportManifest uncounted = new ExportManifest(
                "hf-parquet", "b1", "ab".repeat(32), false, List.of(shard), new TreeMap<>(), CategoryCounts.NONE);

        assertThat(card)
                .contains("## Repeats and splits", "same picture and action as another | 7 |", "one split | 1 |")
                .contains("- trajectories: 2")
                .doesNotContain("- repeats");
        assertThat(DatasetCard.markdown(TITLE, uncounted, StepSchema.STEP)).doesNotContain("## Repeats");
    }

    @Test
    void aPatternHoldsFilesOfItsFolderOnly() {
        ExportTable table =
                ShardFormats.load().get("hf-parquet").tables(StepSchema.STEP).get(0);

        assertThat(table.holds("data/train-00000-of-00001.parquet")).isTrue();
        assertThat(table.holds("data/train-00000-of-00001.parquet", "train")).isTrue();
        assertThat(table.holds("data/train-00000-of-00001.parquet", "test")).isFalse();
        assertThat(table.holds("data/deeper/train-0.parquet")).isFalse();
        assertThat(table.holds("data/train-0xparquet")).isFalse();
    }
}
