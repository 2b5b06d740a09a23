package dev.scrim.jobs.laws;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Sensitivity;
import dev.scrim.datasets.model.TrajectoryDrop;
import dev.scrim.datasets.shards.DatasetCard;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.LocalShardDirectory;
import dev.scrim.datasets.shards.ShardFormats;
import dev.scrim.datasets.shards.ShardReader;
import dev.scrim.datasets.store.Manifest;
import dev.scrim.jobs.build.BuildJob;
import dev.scrim.jobs.redacted.RedactedStage;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.stage.StageRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ratings reach every row of an export, and a spec that asks for less sensitive trajectories loses none without a code. */
class SensitivityFilterTest {
    @Test
    void everyExportedStepHasARatingAndTheCountsAgree() throws IOException {
        Build build = SharedSpark.built().build();
        LocalShardDirectory directory =
                new LocalShardDirectory(SharedSpark.export(SharedSpark.built()).resolve("hf-parquet"));
        long rows = 0;
        long highest = 0;
        for (String file : directory.list()) {
            if (file.endsWith(".parquet")) {
                try (ShardReader reader =
                        ShardFormats.load().steps("hf-parquet").read(directory, file)) {
                    for (Optional<DisclosedRow> row = reader.next(); row.isPresent(); row = reader.next()) {
                        long own = row.get().number("sensitivity").orElseThrow().longValue();
                        assertThat(own)
                                .isBetween(
                                        1L,
                                        row.get()
                                                .number("trajectory_sensitivity")
                                                .orElseThrow()
                                                .longValue());
                        highest = Math.max(highest, own);
                        rows++;
                    }
                }
            }
        }
        // The demo shows a payroll profile.
        assertThat(highest).isEqualTo(4);
        assertThat(sum(build.manifest(StageNames.REDACTED), true)).isEqualTo(rows);
        assertThat(Files.readString(SharedSpark.export(SharedSpark.built()).resolve("hf-parquet/README.md")))
                .contains("## Sensitivity", "| 4 | credentials");
    }

    @Test
    void whatIsRatedAboveTheSpecIsDroppedWithItsCodeFromStageSixOn() {
        SharedSpark.built();
        BuildJob.Done done = SharedSpark.build(
                SharedSpark.demo(SharedSpark.place("demo"), "trajectories: {max_sensitivity: 3}\n"), 2);
        Build build = done.build();

        assertThat(SharedSpark.outcomes(done).get(StageNames.FINDINGS)).isEqualTo(StageRunner.Outcome.SHARED);
        assertThat(SharedSpark.outcomes(done).get(StageNames.REDACTED)).isEqualTo(StageRunner.Outcome.RAN);
        Manifest redacted = build.manifest(StageNames.REDACTED);
        assertThat(redacted.count("trajectories.out")).isZero();
        assertThat(redacted.count(RedactedStage.DROPPED + TrajectoryDrop.SENSITIVITY.name()))
                .isEqualTo(redacted.count("trajectories.in"))
                .isPositive();
        assertThat(sum(redacted, false)).isEqualTo(redacted.count("trajectories.in"));
        assertThat(build.rows(StageNames.REDACTED, RedactedStage.REDACTED, RedactedStage.OUTCOME)
                        .filter(col(RedactedStage.OUTCOME + ".reason").equalTo("SENSITIVITY: 4"))
                        .count())
                .isEqualTo(redacted.count("trajectories.in"));
        assertThat(redacted.count("redacted.frame")).isZero();
        assertThat(build.manifest(StageNames.EXPORT).count("steps.out")).isZero();
        ConservationTest.everyTrajectoryHasOneVerdict(build);
    }

    private static long sum(Manifest manifest, boolean steps) {
        return Arrays.stream(Sensitivity.values())
                .mapToLong(s -> manifest.count(steps ? DatasetCard.ratedSteps(s) : DatasetCard.ratedTrajectories(s)))
                .sum();
    }
}
