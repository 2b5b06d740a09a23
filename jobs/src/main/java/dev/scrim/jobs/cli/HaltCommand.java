package dev.scrim.jobs.cli;

import dev.scrim.jobs.halt.HaltOrders;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scrim halt}. */
@Command(
        name = "halt",
        mixinStandardHelpOptions = true,
        description = {
            "Stop everything in a workspace: builds that run stop before their next stage, and nothing that reads what was"
                    + " not released begins. Finished stages are kept. Ends with `scrim resume`.",
            "Written to audit.jsonl in the workspace. What is stopped or refused ends with exit code 75."
        },
        footer = {
            "",
            "Examples:",
            "  scrim halt out --reason \"wrong folder was recorded, see ticket 12\"",
            "  cd out && scrim halt"
        })
final class HaltCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "WORKSPACE", description = "The workspace (default: this folder).")
    private Path workspace = Path.of("");

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why; kept in the audit log, so name no private content.")
    private String reason = "";

    @Override
    public Integer call() {
        boolean fresh = new HaltOrders(workspace, Clock.systemUTC()).halt(Terminal.who(), reason);
        System.out.println(
                fresh
                        ? "Halted. Builds that run stop before their next stage; scrim resume lets them go on."
                        : "It was halted already; the first order stands.");
        return 0;
    }
}
