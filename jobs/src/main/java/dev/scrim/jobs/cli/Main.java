package dev.scrim.jobs.cli;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.store.StoreIo;
import dev.scrim.jobs.halt.Halted;
import java.io.PrintWriter;
import java.util.Optional;
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
            "Environment:",
            "  SCRIM_OPTS      flags for the JVM, such as -Xmx6g",
            "  SCRIM_TOKEN     who you are, in a workspace with accounts: see scrim account token",
            "  SCRIM_ANCHORS   a file outside the workspace that keeps the audit log's heads: see scrim audit",
            "  NO_COLOR        no colours on a terminal either",
            "",
            "Examples:",
            "  scrim demo                                                      # the first thing to try",
            "  scrim inspect demo-out/08-export/hf-parquet                     # what came of it",
            "  scrim explain demo-out/builds/ID                                # what was redacted, and why",
            "  scrim consent grant --subject subj-7 --source signed-form       # then your own recordings:",
            "  scrim build --from recordings --consent consent.jsonl --to out",
            "  scrim spec --explain                                            # what else can be set",
            "  scrim build dataset.yaml",
            "  scrim status out/builds/ID                                      # how far it is from a release",
            "  scrim doctor out"
        })
public final class Main implements Runnable {
    /** EX_TEMPFAIL of sysexits.h: nothing is wrong with what was asked for; ask again later. */
    private static final int HALTED = 75;

    static final int HELP_COLUMNS = 110;

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
        // An example that is broken in two cannot be copied.
        line.setUsageHelpWidth(HELP_COLUMNS);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                Terminal.isTerminal() ? CommandLine.Help.Ansi.AUTO : CommandLine.Help.Ansi.OFF));
        line.setParameterExceptionHandler((e, words) -> {
            e.getCommandLine().getErr().println(Misuse.of(e));
            return CommandLine.ExitCode.USAGE;
        });
        line.setExecutionExceptionHandler(
                (e, command, parsed) -> explain(e, command.getCommandSpec().qualifiedName(" "), command.getErr()));
        return line.execute(args);
    }

    /** A user's mistake is one sentence with its remedy; ours is its type and place, since messages may quote data. */
    private static int explain(Exception e, String command, PrintWriter err) {
        Optional<UserError> mistake = StoreIo.userError(e, "finish", command);
        if (mistake.isPresent()) {
            err.println(mistake.get().getMessage());
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
