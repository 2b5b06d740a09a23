package dev.scrim.jobs.cli;

import dev.scrim.jobs.halt.HaltOrders;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which workspace is halted or resumed, and why. */
final class HaltOptions {
    @Parameters(arity = "0..1", paramLabel = "WORKSPACE", description = "The workspace (default: this folder).")
    private Path workspace = Path.of("");

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why; kept in the audit log, so name no private content.")
    private String reason = "";

    HaltOrders orders() {
        return new HaltOrders(workspace, Clock.systemUTC());
    }

    String reason() {
        return reason;
    }
}
