package dev.scrim.jobs.laws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.LocalShardDirectory;
import dev.scrim.datasets.shards.ShardFormats;
import dev.scrim.datasets.shards.ShardReader;
import dev.scrim.datasets.shards.ShardVerifier;
import dev.scrim.datasets.store.Manifest;
import dev.scrim.jobs.build.BuildJob;
import dev.scrim.jobs.lineage.LineageFile;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.statistics.StatisticsHtml;
import dev.scrim.jobs.statistics.StatisticsJson;
import io.openlineage.client.OpenLineage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands beside shards and stages says what they hold, and nothing else. */
class PapersTest {
    /** As OpenLineage's own client reads and writes its model. */
    private static final JsonMapper OPEN_LINEAGE = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private static Path export(String format) {
        return SharedSpark.export(SharedSpark.built()).resolve(format);
    }

    private static List<DisclosedRow> rows() throws IOException {
        LocalShardDirectory directory = new LocalShardDirectory(export("hf-parquet"));
        List<DisclosedRow> rows = new ArrayList<>();
        for (String file : directory.list()) {
            if (file.endsWith(".parquet")) {
                try (ShardReader reader =
                        ShardFormats.load().steps("hf-parquet").read(directory, file)) {
                    for (Optional<DisclosedRow> row = reader.next(); row.isPresent(); row = reader.next()) {
                        rows.add(row.get());
                    }
                }
            }
        }
        return rows;
    }

    @Test
    void statisticsAreThoseOfTheRows() throws IOException {
        List<DisclosedRow> rows = rows();
        JsonNode json =
                OPEN_LINEAGE.readTree(Files.readString(export("hf-parquet").resolve(StatisticsJson.FILE)));

        assertThat(rows).isNotEmpty();
        assertThat(json.at("/totals/steps").asLong()).isEqualTo(rows.size());
        assertThat(json.at("/totals/people").asLong()).isEqualTo(1);
        assertThat(json.at("/totals/recordings").asLong()).isEqualTo(1);
        for (Map.Entry<String, String> e :
                Map.of("steps_by_action", "action", "steps_by_app", "app").entrySet()) {
            Map<String, Long> expected = new TreeMap<>();
            rows.forEach(r -> expected.merge(r.string(e.getValue()).orElse(""), 1L, Long::sum));
            Map<String, Long> said = new TreeMap<>();
            json.get(e.getKey())
                    .properties()
                    .forEach(p -> said.put(p.getKey(), p.getValue().asLong()));
            assertThat(said).as(e.getKey()).isEqualTo(expected);
        }
        Set<String> trajectories = new HashSet<>();
        rows.forEach(r -> trajectories.add(r.string("trajectory_id").orElseThrow()));
        assertThat(json.at("/totals/trajectories").asLong()).isEqualTo(trajectories.size());
        long pictures = 0;
        for (JsonNode n : json.get("pictures_by_size")) {
            pictures += n.asLong();
        }
        assertThat(json.at("/totals/pictures").asLong()).isEqualTo(pictures);
    }

    @Test
    void formatsThatNameNoApplicationHaveNoneInTheirStatistics() throws IOException {
        String page = Files.readString(export("plain").resolve(StatisticsHtml.FILE));

        assertThat(page).contains("What was done").doesNotContain("Applications");
        assertThat(OPEN_LINEAGE
                        .readTree(Files.readString(export("plain").resolve(StatisticsJson.FILE)))
                        .get("steps_by_app"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hf-parquet", "plain"})
    void thePapersAreListedAndTheExportIsGood(String format) throws IOException {
        LocalShardDirectory directory = new LocalShardDirectory(export(format));

        assertThat(directory.list())
                .contains("README.md", "croissant.json", "privacy_manifest.json", "statistics.html", "statistics.json");
        assertThat(new ShardVerifier(ShardFormats.load()).verify(directory).problems())
                .isEmpty();
    }

    @Test
    void theEventsAreOpenLineagesAndComeBackWhole() throws IOException {
        BuildJob.Done done = SharedSpark.built();
        List<String> lines =
                Files.readAllLines(Path.of(done.build().path().toUri()).resolve(LineageFile.FILE));

        assertThat(lines).hasSize(2 * StageNames.ORDER.size());
        for (String line : lines) {
            OpenLineage.RunEvent event = OPEN_LINEAGE.readValue(line, OpenLineage.RunEvent.class);
            // Nothing of it is lost on the way through the model, and nothing of it is beside the model.
            ObjectNode written = (ObjectNode) OPEN_LINEAGE.readTree(line);
            ObjectNode back = (ObjectNode) OPEN_LINEAGE.readTree(OPEN_LINEAGE.writeValueAsString(event));
            // Of a time the model drops the noughts at its end.
            assertThat(Instant.parse(back.remove("eventTime").asText()))
                    .isEqualTo(Instant.parse(written.remove("eventTime").asText()));
            assertThat(back).isEqualTo(written);
            assertThat(event.getJob().getFacets().getAdditionalProperties()).isEmpty();
            assertThat(event.getRun().getFacets().getAdditionalProperties()).isEmpty();
            event.getOutputs().stream().filter(o -> o.getFacets() != null).forEach(o -> {
                assertThat(o.getFacets().getAdditionalProperties()).isEmpty();
                assertThat(o.getOutputFacets().getAdditionalProperties()).isEmpty();
            });
        }
    }

    @Test
    void eachInputWasMadeBeforeAndEachStageSaysWhatItMade() throws IOException {
        BuildJob.Done done = SharedSpark.built();
        Set<String> made = new TreeSet<>();
        for (String line :
                Files.readAllLines(Path.of(done.build().path().toUri()).resolve(LineageFile.FILE))) {
            JsonNode event = OPEN_LINEAGE.readTree(line);
            for (JsonNode input : event.get("inputs")) {
                String name = input.get("name").asText();
                if (!name.startsWith("recordings/") && !name.startsWith("consent-ledger/")) {
                    assertThat(made).contains(name);
                }
            }
            if (event.get("eventType").asText().equals("COMPLETE")) {
                event.get("outputs").forEach(o -> made.add(o.get("name").asText()));
            }
        }
        Manifest export = done.build().manifest(StageNames.EXPORT);
        assertThat(made)
                .contains(
                        done.build().id() + "/03-actions/actions/step",
                        done.build().id() + "/08-export/hf-parquet");
        String last = Files.readString(Path.of(done.build().path().toUri()).resolve(LineageFile.FILE));
        assertThat(last)
                .contains(
                        "\"rowCount\":" + export.count("hf-parquet.samples"),
                        export.finished().toString());
    }

    @Test
    void theEventsSayNothingOfPeopleRecordingsOrPlacesAndAreTheSameWhenTheBuildIsRepeated() throws IOException {
        Path file = Path.of(SharedSpark.built().build().path().toUri()).resolve(LineageFile.FILE);
        String before = Files.readString(file);

        SharedSpark.build(SharedSpark.demo(SharedSpark.place("demo")), 2);

        assertThat(Files.readString(file)).isEqualTo(before);
        Planted.assertAbsent(LineageFile.FILE, before, Planted.RECORDED);
        assertThat(before)
                .doesNotContain("subj-01", "demo-quick", "subject=", SharedSpark.DEMO.toString())
                .doesNotContain(SharedSpark.place("").toString());
    }
}
