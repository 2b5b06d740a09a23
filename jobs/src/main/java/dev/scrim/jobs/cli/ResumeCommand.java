package dev.scrim.jobs.cli;

import dev.scrim.jobs.halt.HaltOrders;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scrim resume}. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "End a halt. Builds go on when they are started again: what they finished is not done again."
                + " Written to audit.jsonl in the workspace.",
        footer = {"", "Examples:", "  scrim resume out --reason \"ticket 12 is settled\""})
final class ResumeCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "WORKSPACE", description = "The workspace (default: this folder).")
    private Path workspace = Path.of("");

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why; kept in the audit log, so name no private content.")
    private String reason = "";

    @Override
    public Integer call() {
        boolean lifted = new HaltOrders(workspace, Clock.systemUTC()).resume(Terminal.who(), reason);
        System.out.println(lifted ? "Resumed. Start builds again: they go on where they were." : "It was not halted.");
        return 0;
    }
}
