package dev.scrim.jobs.cli;

import dev.scrim.datasets.check.UserError;
import dev.scrim.jobs.account.Caller;
import dev.scrim.jobs.explain.ExplainJob;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scrim explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Show what was redacted in one step and why; without --step, list the steps.",
            "Writes the step's frames with each mask numbered, and a table with the category, entity, detector and score behind each, for texts too.",
            "Needs the workspace's keyring, also for a sealed build. Each look is written to audit.jsonl in the workspace. In a workspace with accounts it is for builders, reviewers, privacy officers and data owners, breaking the glass for the last two, by their token in SCRIM_TOKEN."
        },
        footer = {
            "",
            "STEP is a sample_id of the export, TRAJECTORY_ID/STEP (columns trajectory_id and step), or",
            "RECORDING/TRAJECTORY/STEP, all counted from 0.",
            "",
            "Examples:",
            "  scrim explain demo-out/builds/ab16551c8f473ef9",
            "  scrim explain demo-out/builds/ab16551c8f473ef9 --step demo-quick/0/2",
            "  scrim explain demo-out/builds/ab16551c8f473ef9 --step demo-quick/0/2 --to review",
            "  scrim explain BUILD --step ID --break-glass --reason \"ticket 12: is mask 3 needed?\""
        })
final class ExplainCommand implements Callable<Integer> {
    /** More would not be read; a program has the export's columns. */
    private static final int MAX_LISTED = 200;

    @Parameters(paramLabel = "BUILD", description = "The build's folder: WORKSPACE/builds/ID.")
    private Path build = Path.of(".");

    @Option(names = "--step", paramLabel = "STEP", description = "Which step; see below.")
    private @Nullable String step;

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            description = "Where the files go, made with mode 700 (default: explain in the workspace).")
    private @Nullable Path to;

    @Option(
            names = "--break-glass",
            description = "Also show frames and texts as they were before redaction. Needs --reason.")
    private boolean breakGlass;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why; kept in the audit log, so name no private content.")
    private @Nullable String reason;

    @Option(
            names = "--keyring",
            paramLabel = "FILE",
            description = "Keyring file (default: keyring.json in the workspace).")
    private @Nullable Path keyring;

    @Option(names = "--cores", paramLabel = "N", defaultValue = "0", description = "Worker threads (default: all).")
    private int cores;

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private Governed governed = new Governed();

    @Override
    public Integer call() {
        if (breakGlass != (reason != null)) {
            throw new UserError(
                    breakGlass
                            ? "Cannot break the glass without a reason"
                            : "Cannot take a reason where no glass is broken",
                    "give --break-glass and --reason TEXT together, or neither");
        }
        ExplainJob job =
                new ExplainJob(build, Optional.ofNullable(keyring), cores, governed.anchors(), Clock.systemUTC());
        Caller caller = governed.caller(job.workspace());
        if (step == null) {
            if (breakGlass) {
                throw new UserError("Cannot break the glass of a whole build", "name one step with --step");
            }
            List<ExplainJob.Line> steps = job.list(caller);
            if (json.asked()) {
                Map<String, Object> answer = named();
                answer.put("steps", steps.stream().map(ExplainCommand::document).toList());
                JsonDocument.print("explain", answer);
            } else {
                list(steps);
            }
            return 0;
        }
        ExplainJob.Viewer viewer = new ExplainJob.Viewer(caller, Optional.ofNullable(reason));
        List<Path> files = job.explain(step, Optional.ofNullable(to), viewer);
        if (json.asked()) {
            Map<String, Object> answer = named();
            answer.put("unredacted", breakGlass);
            answer.put("files", files.stream().map(Path::toString).toList());
            JsonDocument.print("explain", answer);
            return 0;
        }
        files.forEach(System.out::println);
        if (breakGlass) {
            System.out.println("Files named -unredacted hold private content: delete them when you have seen them.");
        }
        return 0;
    }

    private Map<String, Object> named() {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("build", String.valueOf(build.toAbsolutePath().normalize().getFileName()));
        return out;
    }

    private static Map<String, Object> document(ExplainJob.Line line) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("sample_id", line.sampleId());
        out.put("path", line.path());
        out.put("rating", line.sensitivity());
        out.put("action", line.action());
        return out;
    }

    private static void list(List<ExplainJob.Line> lines) {
        System.out.println("sample_id                         rating  action           RECORDING/TRAJECTORY/STEP");
        for (ExplainJob.Line line : lines.subList(0, Math.min(MAX_LISTED, lines.size()))) {
            System.out.println(String.format(
                    Locale.ROOT,
                    "%-32s  %6d  %-15s  %s",
                    line.sampleId(),
                    line.sensitivity(),
                    line.action(),
                    line.path()));
        }
        if (lines.size() > MAX_LISTED) {
            System.out.println("and " + (lines.size() - MAX_LISTED) + " more; take the id from the export");
        }
        System.out.println();
        System.out.println("Explain one with --step, by either name.");
    }
}
