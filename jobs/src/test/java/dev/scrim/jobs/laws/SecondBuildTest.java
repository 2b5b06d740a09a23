package dev.scrim.jobs.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.jobs.build.BuildJob;
import dev.scrim.jobs.build.BuildOptions;
import dev.scrim.jobs.report.Progress;
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

        BuildJob second = new BuildJob(
                SharedSpark.spec(input.getParent(), SharedSpark.DEMO.resolve("consent.csv"), workspace, ""),
                new BuildOptions(true, Optional.empty(), 2, 3),
                new Progress(line -> {}, false, System::nanoTime),
                Clock.systemUTC());
        // Nothing in it can be used, and the build says why; until there it has worked under its own keyring.
        assertThatThrownBy(second::run)
                .isInstanceOf(UserError.class)
                .hasMessageContaining(ViolationCode.METADATA_MISSING.name());

        assertThat(LocalKeyring.open(workspace.resolve("keyring.json")).keyIds())
                .isNotEmpty();
        assertThat(LocalKeyring.open(SharedSpark.keyring()).keyIds()).hasSize(keysBefore);
        assertThat(SharedSpark.built().build().spark().conf().get("spark.sql.shuffle.partitions"))
                .isEqualTo("2");
    }
}
