package dev.scrim.jobs.cli;

import dev.scrim.datasets.check.UserError;
import dev.scrim.jobs.halt.Halted;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point. The one place that owns exit codes: 0 done, 1 our fault, 2 the caller's, 75 halted. */
@Command(
        name = "scrim",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Raw recordings of people using computers in; training data that is safe to use out.",
        subcommands = {
            BuildCommand.class,
            DemoCommand.class,
            ExplainCommand.class,
            BenchCommand.class,
            SpecCommand.class,
            InspectCommand.class,
            VerifyShardsCommand.class,
            ScanCommand.class,
            ConsentCommand.class,
            DoctorCommand.class,
            HaltCommand.class,
            ResumeCommand.class,
            ReviewCommand.class,
            StatusCommand.class,
            PrivacyReviewCommand.class,
            SignCommand.class,
            ReleaseCommand.class,
            EraseCommand.class,
            AccountCommand.class,
            AuditCommand.class,
            KeyringCommand.class,
            CompletionCommand.class,
            CommandLine.HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, and nothing found wrong",
            "1:something was found wrong (doctor, scan, verify-shards), or Scrim failed: then it says where",
            "2:what was asked for cannot be done; the message says what to do instead",
            "75:the workspace is halted: ask again once it is resumed"
        },
        footer = {
            "",
            "Examples:",
            "  scrim demo",
            "  scrim build dataset.yaml",
            "  scrim build --from recordings --consent consent.csv --to out --evaluation",
            "  scrim explain demo-out/builds/ID",
            "  scrim inspect demo-out/builds/ID/08-export/hf-parquet",
            "  scrim spec --explain",
            "  scrim consent grant --ledger consent.jsonl --subject subj-7 --source signed-form",
            "  scrim doctor out",
            "  scrim review out/builds/ID",
            "  scrim halt out",
            "  scrim bench"
        })
public final class Main implements Runnable {
    /** EX_TEMPFAIL of sysexits.h: nothing is wrong with what was asked for; ask again later. */
    private static final int HALTED = 75;

    @CommandLine.Spec
    private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

    @Override
    public void run() {
        java.util.Objects.requireNonNull(spec).commandLine().usage(System.out);
    }

    public static void main(String[] args) {
        System.exit(execute(args));
    }

    /** Runs without ending the JVM. */
    public static int execute(String... args) {
        CommandLine line = new CommandLine(new Main());
        line.setParameterExceptionHandler((e, words) -> {
            e.getCommandLine().getErr().println(Misuse.of(e));
            return CommandLine.ExitCode.USAGE;
        });
        line.setExecutionExceptionHandler((e, command, parsed) -> explain(e, command.getErr()));
        return line.execute(args);
    }

    /** A user's mistake is one sentence with its remedy; ours is its type and place, since messages may quote data. */
    private static int explain(Exception e, PrintWriter err) {
        if (e instanceof UserError) {
            err.println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        if (e instanceof Halted) {
            err.println(e.getMessage());
            return HALTED;
        }
        err.println("Scrim failed; this is a defect of Scrim. What follows names code, never recorded content:");
        for (Throwable t = e; t != null; t = t.getCause()) {
            err.println("  " + t.getClass().getName());
            for (StackTraceElement at : t.getStackTrace()) {
                if (at.getClassName().startsWith("dev.scrim")) {
                    err.println("    at " + at);
                }
            }
        }
        if (System.getenv("SCRIM_DEBUG") != null) {
            e.printStackTrace(err);
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
