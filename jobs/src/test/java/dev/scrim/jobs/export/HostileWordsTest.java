package dev.scrim.jobs.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scrim.datasets.check.OneLine;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.schema.CategoryCounts;
import dev.scrim.datasets.shards.Croissant;
import dev.scrim.datasets.shards.DatasetCard;
import dev.scrim.datasets.shards.ExportManifest;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.StepSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Names and licences that are programs in the languages in which an export's papers are written. */
final class HostileWordsTest {
    private static final Set<String> KEYS =
            Set.of("pretty_name", "license", "task_categories", "tags", "size_categories", "configs", "dataset_info");

    private static ExportManifest manifest() {
        return new ExportManifest(
                "hf-parquet",
                "b1",
                "ab".repeat(32),
                false,
                List.of(new ShardInfo(
                        "data/train-00000-of-00001.parquet", Optional.of("train"), 10, "cd".repeat(32), 3, 3)),
                new TreeMap<>(Map.of("trajectories", 2L)),
                new CategoryCounts(Map.of(Category.TAX, 3)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</script><script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "]]>&lt;&entity;",
                "a: b\n---\n!!python/object/apply:os.system [id]",
                "x\" \nlicense: mit #",
                "\\",
                "a\u2028b\u0085license: mit",
                "[x](javascript:alert(1)) | b | `c` | ![y](http://127.0.0.1/z)",
                "=cmd|' /C calc'!A0",
                "@SUM(1)",
                "\u001B[2J\u009B31m\u202Etxt",
                "\uFFFE\uD800",
                "no",
                "1.0",
                "~",
                "{a: 1}",
                "*alias"
            })
    void aNameIsTextInEveryPaper(String words) throws Exception {
        DatasetCard.Title title = new DatasetCard.Title(words, words);
        String said = OneLine.of(words).strip();

        String card = DatasetCard.markdown(title, manifest(), StepSchema.STEP);
        String[] parts = card.split("(?m)^---$", 3);
        Object front = new Load(LoadSettings.builder().build()).loadFromString(parts[1]);

        assertThat(front).isInstanceOf(Map.class);
        Map<?, ?> yaml = (Map<?, ?>) front;
        assertThat(yaml.keySet()).allMatch(KEYS::contains);
        assertThat(yaml.get("pretty_name")).isEqualTo(said);
        assertThat(yaml.get("license")).isEqualTo(said);
        assertThat(parts[2])
                .doesNotContain("<script", "<img")
                .doesNotContainPattern("[^\\\\]\\]\\(javascript:")
                .doesNotContainPattern("[\\p{Cntrl}&&[^\\n]]");
        assertThat(parts[2].lines().filter(line -> line.startsWith("# "))).hasSize(1);

        JsonNode croissant = new JsonMapper()
                .readTree(Croissant.json(title, manifest(), StepSchema.STEP, Map.of("dataBiases", List.of(words))));
        assertThat(croissant.get("name").textValue()).isEqualTo(said);
        assertThat(croissant.get("license").textValue()).isEqualTo(said);
    }
}
