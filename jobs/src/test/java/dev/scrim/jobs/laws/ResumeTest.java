package dev.scrim.jobs.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.store.StageName;
import dev.scrim.jobs.build.BuildJob;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.stage.StageRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Law 3: killed anywhere, run again, same bytes; a changed policy never reads a screen again. */
class ResumeTest {
    private static final long PATIENCE_NS = TimeUnit.MINUTES.toNanos(6);

    @Test
    void killedInItsStagesAndRunAgainGivesTheSameBytes() throws Exception {
        Path workspace = SharedSpark.place("killed");
        List<StageName> victims = Boolean.getBoolean("scrim.long") ? StageNames.ORDER : List.of(StageNames.EXPORT);
        for (StageName victim : victims) {
            killIn(victim, workspace);
            // What was committed before the kill is there, the victim is not.
            assertThat(committed(workspace))
                    .containsExactlyElementsOf(StageNames.ORDER.subList(0, StageNames.ORDER.indexOf(victim)));
        }

        BuildJob.Done end = SharedSpark.build(SharedSpark.demo(workspace), 2);

        Map<StageName, StageRunner.Outcome> outcomes = SharedSpark.outcomes(end);
        StageName last = victims.get(victims.size() - 1);
        outcomes.forEach((stage, outcome) -> assertThat(outcome)
                .as(stage.value())
                .isEqualTo(stage.compareTo(last) < 0 ? StageRunner.Outcome.RESUMED : StageRunner.Outcome.RAN));
        BuildJob.Done undisturbed = SharedSpark.built();
        assertThat(end.build().id()).isEqualTo(undisturbed.build().id());
        Map<String, byte[]> expected = SharedSpark.shards(SharedSpark.export(undisturbed));
        Map<String, byte[]> actual = SharedSpark.shards(SharedSpark.export(end));
        assertThat(actual.keySet()).isEqualTo(expected.keySet()).isNotEmpty();
        expected.forEach((name, bytes) -> assertThat(actual.get(name)).as(name).isEqualTo(bytes));
        try (Stream<Path> left = Files.list(Path.of(end.build().path().toUri()))) {
            assertThat(left.map(p -> p.getFileName().toString()))
                    .noneMatch(n -> n.startsWith(".tmp-") || n.startsWith(".part-"));
        }
    }

    @Test
    void aFinishedBuildIsNotDoneAgain() {
        BuildJob.Done first = SharedSpark.built();
        BuildJob.Done again = SharedSpark.build(SharedSpark.demo(SharedSpark.place("demo")), 2);
        assertThat(SharedSpark.outcomes(again).values()).containsOnly(StageRunner.Outcome.RESUMED);
        assertThat(again.build().id()).isEqualTo(first.build().id());
        assertThat(again.costs()).isEmpty();
    }

    /** Kills a run of its own JVM, as the system would, once the stage has begun to write. */
    private static void killIn(StageName stage, Path workspace) throws Exception {
        Process run = start(workspace);
        try {
            long end = System.nanoTime() + PATIENCE_NS;
            while (!begun(stage, workspace)) {
                assertThat(run.isAlive())
                        .as("the run reaches stage %s; it ended with %s", stage, output(workspace))
                        .isTrue();
                assertThat(System.nanoTime()).as("time to reach %s", stage).isLessThan(end);
                Thread.sleep(20);
            }
        } finally {
            run.destroyForcibly();
            run.waitFor();
        }
    }

    private static Process start(Path workspace) throws IOException {
        return ForkedBuild.start(
                log(workspace),
                List.of(
                        "--to",
                        workspace.toString(),
                        "--from",
                        SharedSpark.DEMO.resolve("recordings").toString(),
                        "--consent",
                        SharedSpark.DEMO.resolve("consent.csv").toString()));
    }

    private static Path log(Path workspace) {
        return workspace.resolveSibling(workspace.getFileName() + ".log");
    }

    private static String output(Path workspace) throws IOException {
        return Files.readString(log(workspace));
    }

    private static boolean begun(StageName stage, Path workspace) throws IOException {
        return names(workspace).stream()
                .anyMatch(n -> n.startsWith(".tmp-" + stage.value()) || n.startsWith(".part-" + stage.value()));
    }

    private static List<StageName> committed(Path workspace) throws IOException {
        return names(workspace).stream()
                .filter(n -> StageNames.ORDER.stream().anyMatch(s -> s.value().equals(n)))
                .sorted()
                .map(StageName::new)
                .toList();
    }

    /** What lies in the workspace's one build. */
    private static List<String> names(Path workspace) throws IOException {
        Path builds = workspace.resolve("builds");
        if (!Files.isDirectory(builds)) {
            return List.of();
        }
        List<String> out = new ArrayList<>();
        try (Stream<Path> all = Files.list(builds)) {
            for (Path build : all.toList()) {
                try (Stream<Path> stages = Files.list(build)) {
                    stages.forEach(s -> out.add(s.getFileName().toString()));
                }
            }
        }
        return out;
    }
}
