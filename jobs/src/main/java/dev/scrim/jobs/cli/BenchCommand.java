package dev.scrim.jobs.cli;

import dev.scrim.datasets.check.UserError;
import dev.scrim.jobs.bench.Bench;
import dev.scrim.jobs.bench.BenchFigures;
import dev.scrim.jobs.bench.BenchPlot;
import dev.scrim.jobs.bench.BenchText;
import dev.scrim.jobs.bench.CapacitySheet;
import dev.scrim.jobs.bench.ScaleBench;
import dev.scrim.jobs.bench.ScaleRun;
import dev.scrim.jobs.bench.ScratchFolder;
import dev.scrim.jobs.report.Progress;
import dev.scrim.jobs.spec.DatasetSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code scrim bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measure a build from nothing; what it builds is sealed, and deleted at the end.",
            "Recorded seconds per second, each stage's share, distance from the least possible, the straightforward way beside it, memory."
        },
        footer = {
            "",
            "Examples:",
            "  scrim bench",
            "  scrim bench --from recordings --consent consent.csv --json bench.json --svg bench.svg",
            "  scrim bench --scale 1,4,16 --scale-cores 1,2 --json scale.json",
            "  scrim bench --capacity bench.json"
        })
final class BenchCommand implements Callable<Integer> {
    private static final String TO_TERMINAL = "-";

    @Option(names = "--from", paramLabel = "FOLDER", description = "Folder of recordings (default: the demo's).")
    private @Nullable String from;

    @Option(
            names = "--consent",
            paramLabel = "FILE",
            description = "Their consent ledger: what scrim consent keeps, or CSV.")
    private @Nullable String consent;

    @Option(names = "--cores", paramLabel = "N", defaultValue = "0", description = "Worker threads (default: all).")
    private int cores;

    @Option(
            names = "--pages",
            paramLabel = "N",
            defaultValue = "8",
            description =
                    "Frames that are also done the straightforward way, for each comparison; rounded up to as many"
                            + " for each worker thread (default: ${DEFAULT-VALUE}).")
    private int pages;

    @Option(
            names = "--full-rate",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Build so many recorded seconds at full rate too, by whole recordings and at least one"
                    + " (default: ${DEFAULT-VALUE}); 0 for none.")
    private double fullRate;

    @Option(names = "--svg", paramLabel = "FILE", description = "Write a plot into FILE as well.")
    private @Nullable String svg;

    @Option(
            names = "--scale",
            paramLabel = "N",
            split = ",",
            description =
                    "Measure instead how time grows: one process each for the recordings N times over, under other"
                            + " ids and people; such as 1,4,16. Long.")
    private List<Integer> scale = List.of();

    @Option(
            names = "--scale-cores",
            paramLabel = "N",
            split = ",",
            defaultValue = "2",
            description = "Worker threads of these processes, each in turn; such as 1,2 (default: ${DEFAULT-VALUE}).")
    private List<Integer> scaleCores = List.of();

    @Option(
            names = "--capacity",
            paramLabel = "JSON",
            description = "Measure nothing: print what 10,000 people need, from what an earlier bench wrote.")
    private @Nullable String capacity;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = TO_TERMINAL,
            description = "Write JSON into FILE as well; without FILE, print JSON and nothing else.")
    private @Nullable String json;

    @Override
    public Integer call() throws IOException {
        if ((from == null) != (consent == null)) {
            throw new UserError("Cannot measure with only one of --from and --consent", "give both, or none");
        }
        if (pages < 1) {
            throw new UserError("Cannot compare with pages: " + pages, "give --pages 1 or more");
        }
        if (fullRate < 0) {
            throw new UserError("Cannot build at full rate for seconds: " + fullRate, "give 0 or more");
        }
        if (capacity != null && json != null) {
            throw new UserError(
                    "Cannot print a capacity sheet as JSON", "leave --json out; the bench's own JSON has its figures");
        }
        if (capacity != null) {
            System.out.print(CapacitySheet.of(Path.of(capacity)));
            return 0;
        }
        if (!scale.isEmpty()) {
            return scale();
        }
        boolean terminal = TO_TERMINAL.equals(json);
        // Standard output is for the figures alone.
        Progress progress = new Progress(System.err::print, Terminal.isTerminal(), System::nanoTime);
        BenchFigures figures;
        try (ScratchFolder scratch = ScratchFolder.make("scrim-bench-")) {
            figures = new Bench(
                            spec(scratch.path().resolve("steps").toUri()),
                            spec(scratch.path().resolve("all").toUri()),
                            cores,
                            pages,
                            fullRate,
                            progress,
                            Clock.systemUTC())
                    .run();
        }
        if (json != null && !terminal) {
            Files.writeString(Path.of(json), BenchText.json(figures), StandardCharsets.UTF_8);
        }
        if (svg != null) {
            Files.writeString(Path.of(svg), BenchPlot.svg(figures), StandardCharsets.UTF_8);
        }
        System.out.println();
        System.out.print(terminal ? BenchText.json(figures) : BenchText.screen(figures));
        return 0;
    }

    private int scale() throws IOException {
        List<ScaleRun> runs;
        try (ScratchFolder scratch = ScratchFolder.make("scrim-scale-")) {
            DatasetSpec one = spec(scratch.path().toUri());
            runs = new ScaleBench(one, scratch.path(), System.err::println).run(scale, scaleCores);
        }
        if (json != null && !TO_TERMINAL.equals(json)) {
            Files.writeString(Path.of(json), ScaleRun.json(runs), StandardCharsets.UTF_8);
        }
        System.out.print(TO_TERMINAL.equals(json) ? ScaleRun.json(runs) : ScaleRun.table(runs));
        return 0;
    }

    private DatasetSpec spec(URI workspace) {
        if (from != null && consent != null) {
            return DatasetSpec.defaults(Locations.uri(from), Locations.uri(consent), workspace);
        }
        return DemoCommand.spec(workspace);
    }
}
