package dev.scrim.jobs.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.store.StageName;
import dev.scrim.jobs.report.Progress;
import dev.scrim.jobs.spec.DatasetSpec;
import dev.scrim.jobs.stage.StageNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a recording's result is taken from another build, and when not. Up to stage 03, which reads no screen. */
class TakenRecordingsTest {
    private static final Path DEMO = Path.of("demo").toAbsolutePath();

    @TempDir
    Path home;

    private Path input;

    @BeforeEach
    void firstBuild() throws IOException {
        input = home.resolve("input");
        TwoRecordings.one(DEMO, input);
        build("workspace");
    }

    @Test
    void aRecordingOfAnotherPersonLeavesTheFirstOneAlone() throws IOException {
        TwoRecordings.write(DEMO, input, "subj-02");

        BuildJob.Done second = build("workspace");

        assertThat(taken(second, StageNames.TIMELINE)).isEqualTo(1);
        assertThat(taken(second, StageNames.ACTIONS)).isEqualTo(1);
        assertThat(digests(second)).isEqualTo(digests(build("fresh")));
    }

    @Test
    void anEntryInThePersonsOwnConsentComputesTheirRecordingAgain() throws IOException {
        TwoRecordings.append(
                input, "subj-01,training,app:nothing,withdraw,2026-01-01T00:00:00Z,2030-01-01T00:00:00Z,test");

        BuildJob.Done second = build("workspace");

        assertThat(taken(second, StageNames.TIMELINE)).isZero();
        assertThat(taken(second, StageNames.ACTIONS)).isZero();
    }

    @Test
    void whatIsDamagedThereIsComputedHere() throws IOException {
        damage(home.resolve("workspace/builds"));
        TwoRecordings.write(DEMO, input, "subj-02");

        BuildJob.Done second = build("workspace");

        assertThat(second.costs()).containsEntry("recordings.refused." + StageNames.TIMELINE, 1L);
        assertThat(taken(second, StageNames.TIMELINE)).isZero();
        assertThat(taken(second, StageNames.ACTIONS)).isEqualTo(1);
        assertThat(digests(second)).isEqualTo(digests(build("fresh")));
    }

    /** One byte in the middle of each table file of stage 02. */
    private static void damage(Path builds) throws IOException {
        int damaged = 0;
        try (Stream<Path> files = Files.walk(builds)) {
            for (Path file : files.filter(f -> f.toString().contains("02-timeline/timeline/"))
                    .filter(Files::isRegularFile)
                    .toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 1;
                Files.write(file, bytes);
                damaged++;
            }
        }
        assertThat(damaged).isPositive();
    }

    private BuildJob.Done build(String name) throws IOException {
        Path workspace = home.resolve(name);
        if (!Files.exists(workspace)) {
            Files.createDirectory(
                    workspace, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        DatasetSpec spec = DatasetSpec.defaults(
                input.resolve("recordings").toUri(),
                input.resolve("consent.csv").toUri(),
                workspace.toUri());
        BuildOptions options = new BuildOptions(true, Optional.of(home.resolve("keyring.json")), 2, 2);
        Progress silent = new Progress(line -> {}, false, System::nanoTime);
        return new BuildJob(spec, options, silent, Clock.systemUTC()).runUntil(StageNames.ACTIONS);
    }

    private static long taken(BuildJob.Done done, StageName stage) {
        return done.costs().get("recordings.taken." + stage);
    }

    private static List<String> digests(BuildJob.Done done) {
        return done.stages().stream()
                .map(stage -> stage.stage() + " " + stage.manifest().digest())
                .toList();
    }
}
