package dev.scrim.jobs.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.jobs.build.BuildJob;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.stage.StageRunner;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A build that looks at the same screens as one before it reads nothing again, and its results do not show it. */
@EnabledIfSystemProperty(
        named = "scrim.long",
        matches = "true",
        disabledReason = "builds of its own: -Dscrim.long=true")
class KnownReadingsTest {
    @Test
    void aSecondBuildThatReadsAgainCallsNoEngineAndGivesTheSame() {
        Path workspace = SharedSpark.place("known-readings");
        BuildJob.Done first = SharedSpark.build(SharedSpark.demo(workspace), 2);
        assertThat(first.costs().get("ocr.calls")).isPositive();

        // Another limit makes 03 and so 04 run again, over the same frames.
        BuildJob.Done second = SharedSpark.build(SharedSpark.demo(workspace, "trajectories: {max_steps: 300}\n"), 2);
        assertThat(SharedSpark.outcomes(second)).containsEntry(StageNames.READINGS, StageRunner.Outcome.RAN);
        assertThat(second.costs())
                .containsEntry("ocr.calls", 0L)
                .containsEntry("lines.read", 0L)
                .containsEntry("lines.cached", lines(first))
                .containsEntry("cache.unusable", 0L);
        assertThat(digest(second)).isEqualTo(digest(first));

        BuildJob.Done without = SharedSpark.build(
                SharedSpark.demo(workspace, "trajectories: {max_steps: 301}\nreadings: {cache: false}\n"), 2);
        assertThat(without.costs()).containsEntry("lines.cached", 0L).containsEntry("lines.read", lines(first));
        assertThat(digest(without)).isEqualTo(digest(first));
    }

    private static long lines(BuildJob.Done done) {
        Map<String, Long> costs = done.costs();
        return costs.get("lines.read") + costs.get("lines.cached");
    }

    private static String digest(BuildJob.Done done) {
        return done.build().manifest(StageNames.READINGS).facts().contentDigest();
    }
}
