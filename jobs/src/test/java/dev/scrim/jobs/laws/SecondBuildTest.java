package dev.scrim.jobs.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.jobs.build.BuildJob;
import dev.scrim.jobs.build.BuildOptions;
import dev.scrim.jobs.report.Progress;
import dev.scrim.jobs.stage.StageNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Builds of one process share Spark's context but neither keyring nor partitions. */
class SecondBuildTest {
    @Test
    void aBuildUnderAnotherKeyringInTheSameProcessUsesThatOne() throws IOException {
        SharedSpark.built();
        int keysBefore = LocalKeyring.open(SharedSpark.keyring()).keyIds().size();
        Path input = Files.createDirectories(SharedSpark.place("unsound/no-metadata"));
        Files.writeString(input.resolve("keyboard.jsonl"), "");
        Path workspace = SharedSpark.place("second");

        BuildJob.Done done = new BuildJob(
                        SharedSpark.spec(input.getParent(), SharedSpark.DEMO.resolve("consent.csv"), workspace, ""),
                        new BuildOptions(true, Optional.empty(), 2, 3),
                        new Progress(line -> {}, false, System::nanoTime),
                        Clock.systemUTC())
                .run();

        assertThat(LocalKeyring.open(workspace.resolve("keyring.json")).keyIds())
                .isNotEmpty();
        assertThat(LocalKeyring.open(SharedSpark.keyring()).keyIds()).hasSize(keysBefore);
        assertThat(done.build().spark().conf().get("spark.sql.shuffle.partitions"))
                .isEqualTo("3");
        assertThat(SharedSpark.built().build().spark().conf().get("spark.sql.shuffle.partitions"))
                .isEqualTo("2");
        // An input without one sound recording is no failure: the build says so and exports nothing.
        assertThat(done.build().manifest(StageNames.CAPTURE).count("recordings.quarantined"))
                .isEqualTo(1);
        assertThat(done.build().manifest(StageNames.EXPORT).count("steps.out")).isZero();
    }
}
