package dev.scrim.jobs.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.jobs.report.Progress;
import dev.scrim.jobs.spec.DatasetSpec;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.stage.StageRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many small input tables, the demo's five over and over, through stages 01 to 03: {@code -Dscrim.tables=45000}. Ten
 * recordings each are one person's. Tells the time for each table and the files that came of it, which grow with people
 * only: each person's bytes stay under that person's key.
 */
@EnabledIfSystemProperty(named = "scrim.tables", matches = "\\d+")
class ManyTablesTest {
    /** Keys, mouse, windows, controls, screen. */
    private static final int TABLES_OF_A_RECORDING = 5;

    private static final int RECORDINGS_OF_A_PERSON = 10;
    private static final int CORES = 2;
    private static final int PARTITIONS = 4;

    @Test
    void filesGrowWithPeopleAndNotWithTheirTables(@TempDir Path work) throws IOException {
        int recordings = (Integer.getInteger("scrim.tables") + TABLES_OF_A_RECORDING - 1) / TABLES_OF_A_RECORDING;
        int people = (recordings + RECORDINGS_OF_A_PERSON - 1) / RECORDINGS_OF_A_PERSON;
        write(Path.of("demo").toAbsolutePath(), recordings, work);
        Path workspace = work.resolve("workspace");
        BuildJob.Done done;
        ProcessGauge.Seen seen;
        try (ProcessGauge gauge = new ProcessGauge()) {
            long start = System.nanoTime();
            done = new BuildJob(
                            DatasetSpec.defaults(
                                    work.resolve("recordings").toUri(),
                                    work.resolve("consent.csv").toUri(),
                                    workspace.toUri()),
                            new BuildOptions(true, Optional.empty(), CORES, PARTITIONS),
                            new Progress(line -> {}, false, System::nanoTime),
                            Clock.systemUTC())
                    .runUntil(StageNames.ACTIONS);
            seen = gauge.since(start);
        }
        int tables = recordings * TABLES_OF_A_RECORDING;
        StringBuilder figures = new StringBuilder();
        Map<String, Long> files = new TreeMap<>();
        for (StageRunner.Result stage : done.stages()) {
            String name = stage.stage().toString();
            files.put(name, files(workspace, name));
            figures.append(String.format(
                    Locale.ROOT,
                    "%-12s %d tables in %.1f s, %.2f ms each, %d files%n",
                    name,
                    tables,
                    stage.seconds(),
                    1000 * stage.seconds() / tables,
                    files.get(name)));
        }
        System.out.printf(
                Locale.ROOT,
                "%s%d people, %.1f core-s, %.0f MiB in use, %.0f MiB resident%n",
                figures,
                people,
                seen.cpuSeconds(),
                seen.peakLiveMib(),
                seen.peakResidentMib());

        Map<String, Long> counts = done.stages().get(0).manifest().facts().counts();
        assertThat(counts).containsEntry("recordings.out", (long) recordings);
        // Some for each person, and for each part of a shuffle; a file for each table would be five times the first.
        assertThat(files)
                .hasSize(3)
                .allSatisfy((stage, count) ->
                        assertThat(count).as("files of " + stage).isLessThan(recordings + 10L * people + 200));
    }

    private static long files(Path workspace, String stage) throws IOException {
        try (Stream<Path> all = Files.walk(workspace)) {
            return all.filter(p -> p.toString().contains("/" + stage + "/"))
                    .filter(Files::isRegularFile)
                    .count();
        }
    }

    private static void write(Path demo, int recordings, Path to) throws IOException {
        List<String> ledger = Files.readAllLines(demo.resolve("consent.csv"));
        List<String> grants = new ArrayList<>(ledger.subList(0, 1));
        Path from = demo.resolve("recordings/demo-quick");
        for (int i = 0; i < recordings; i++) {
            String person = String.format(Locale.ROOT, "subj-%05d", i / RECORDINGS_OF_A_PERSON);
            String recording = String.format(Locale.ROOT, "demo-%05d", i);
            Path folder = Files.createDirectories(to.resolve("recordings").resolve(recording));
            try (Stream<Path> files = Files.list(from)) {
                for (Path file : files.toList()) {
                    Files.copy(file, folder.resolve(file.getFileName()));
                }
            }
            Path about = folder.resolve("recording.json");
            Files.writeString(
                    about,
                    Files.readString(about).replace("demo-quick", recording).replace("subj-01", person));
            if (i % RECORDINGS_OF_A_PERSON == 0) {
                grants.add(ledger.get(1).replace("subj-01", person));
            }
        }
        Files.write(to.resolve("consent.csv"), grants);
    }
}
