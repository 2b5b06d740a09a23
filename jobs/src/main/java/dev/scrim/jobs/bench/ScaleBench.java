package dev.scrim.jobs.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scrim.jobs.spec.DatasetSpec;
import dev.scrim.jobs.spec.Source;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * How time and memory grow with input and with cores. Each run is a process of its own, since a process keeps its compiled
 * code, its threads and the peak of its memory.
 */
public final class ScaleBench {
    private static final String MAIN = "dev.scrim.jobs.cli.Main";

    private final DatasetSpec spec;
    private final Path work;
    private final Consumer<String> says;

    /**
     * @param spec its first source is the folder of recordings
     * @param work copies of recordings lie here while it runs
     * @param says gets a line for each run
     */
    public ScaleBench(DatasetSpec spec, Path work, Consumer<String> says) {
        this.spec = spec;
        this.work = work;
        this.says = says;
    }

    /** Every number of copies with every number of cores. */
    public List<ScaleRun> run(List<Integer> copies, List<Integer> cores) throws IOException {
        List<ScaleRun> runs = new ArrayList<>();
        int most = cores.stream().mapToInt(Integer::intValue).max().orElse(1);
        says.accept(String.format(
                Locale.ROOT, "bench: %d busy threads do %.2f times the work of one here", most, FreeCores.of(most)));
        if (!(spec.sources().get(0) instanceof Source.Folder folder)) {
            throw new IllegalStateException("Cannot copy recordings that are no folders");
        }
        for (int threads : cores) {
            for (int times : copies) {
                Path input = work.resolve("x" + times);
                if (!Files.exists(input)) {
                    new RecordingCopies(
                                    Path.of(folder.uri()),
                                    Path.of(spec.consent().ledger()))
                            .make(times, input);
                }
                says.accept("bench: " + times + " times the recordings on " + threads + " cores");
                runs.add(child(input, times, threads));
            }
        }
        return runs;
    }

    /**
     * What holds a process to this many processors. Without it a run of one worker has its compiler, its collector and
     * Spark's own threads on the others, and is faster than one core is. Nothing where the system has no such command.
     */
    static List<String> heldTo(int cores) {
        boolean can = Stream.of("/usr/bin/taskset", "/bin/taskset").anyMatch(f -> Files.isExecutable(Path.of(f)));
        return can && cores <= Runtime.getRuntime().availableProcessors()
                ? List.of("taskset", "--cpu-list", "0-" + (cores - 1))
                : List.of();
    }

    private ScaleRun child(Path input, int copies, int cores) throws IOException {
        Path json = work.resolve("run-" + copies + "-" + cores + ".json");
        List<String> command = new ArrayList<>(heldTo(cores));
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        String classPath = System.getProperty("java.class.path", "");
        if (classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator)) {
            // What the jar's manifest opens is opened for -jar only.
            command.addAll(List.of("-jar", classPath));
        } else {
            command.addAll(List.of("-cp", classPath, MAIN));
        }
        command.addAll(List.of(
                "bench",
                "--from",
                input.resolve(RecordingCopies.RECORDINGS).toString(),
                "--consent",
                input.resolve(RecordingCopies.LEDGER).toString(),
                "--cores",
                String.valueOf(cores),
                "--pages",
                "1",
                "--full-rate",
                "0",
                "--json",
                json.toString()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw new IOException("Cannot measure " + copies + " copies: the process ended with " + code);
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("Cannot measure " + copies + " copies: interrupted", e);
        }
        JsonNode f = new JsonMapper().readTree(json.toFile());
        return new ScaleRun(
                copies,
                cores,
                f.path("recorded_s").asDouble(),
                f.path("wall_s").asDouble(),
                f.path("core_s").asDouble(),
                f.path("peak_rss_bytes").asLong());
    }
}
