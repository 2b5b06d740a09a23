package dev.scrim.jobs.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.store.StageName;
import dev.scrim.jobs.build.BuildJob;
import dev.scrim.jobs.build.BuildReport;
import dev.scrim.jobs.build.TwoRecordings;
import dev.scrim.jobs.spec.DatasetSpec;
import dev.scrim.jobs.stage.StageNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A build with one recording more computes that one, and is what a build from nothing is. */
@EnabledIfSystemProperty(
        named = "scrim.long",
        matches = "true",
        disabledReason = "builds of its own: -Dscrim.long=true")
class AddedRecordingTest {
    private static final List<StageName> DIVIDED = List.of(
            StageNames.TIMELINE,
            StageNames.ACTIONS,
            StageNames.READINGS,
            StageNames.FINDINGS,
            StageNames.REDACTED,
            StageNames.VERIFIED);

    @Test
    void onlyTheAddedRecordingIsComputedAndTheResultIsThatOfABuildFromNothing() throws IOException {
        BuildJob.Done first = SharedSpark.built();
        Path input = Files.createDirectories(SharedSpark.place("added"));
        TwoRecordings.write(SharedSpark.DEMO, input, "subj-02");

        BuildJob.Done second = SharedSpark.build(spec(input, "demo"), 2);
        BuildJob.Done fresh = SharedSpark.build(spec(input, "added-fresh"), 2);

        for (StageName stage : DIVIDED) {
            assertThat(counters(second, stage)).as(stage.value()).isEqualTo(List.of(1L, 1L));
            assertThat(counters(fresh, stage)).as(stage.value()).isEqualTo(List.of(0L, 2L));
        }
        assertThat(DeterminismTest.digests(second)).isEqualTo(DeterminismTest.digests(fresh));
        Map<String, byte[]> expected = SharedSpark.shards(SharedSpark.export(fresh));
        Map<String, byte[]> actual = SharedSpark.shards(SharedSpark.export(second));
        assertThat(actual.keySet()).isEqualTo(expected.keySet()).isNotEmpty();
        expected.forEach((name, bytes) -> assertThat(actual.get(name)).as(name).isEqualTo(bytes));
        assertThat(BuildReport.of(second, "test").summary(Path.of("report.html")))
                .contains("1 of 2 recordings taken from build " + first.build().id() + ", 1 computed");
    }

    private static DatasetSpec spec(Path input, String workspace) {
        return SharedSpark.spec(
                input.resolve("recordings"), input.resolve("consent.csv"), SharedSpark.place(workspace), "");
    }

    private static List<Long> counters(BuildJob.Done done, StageName stage) {
        return List.of(
                done.costs().get("recordings.taken." + stage), done.costs().get("recordings.computed." + stage));
    }
}
