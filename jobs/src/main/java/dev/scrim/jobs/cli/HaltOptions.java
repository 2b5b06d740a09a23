package dev.scrim.jobs.cli;

import dev.scrim.datasets.check.UserError;
import dev.scrim.jobs.account.Caller;
import dev.scrim.jobs.audit.SystemUser;
import dev.scrim.jobs.halt.HaltOrders;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    private Governed governed = new Governed();

    HaltOrders orders() {
        return new HaltOrders(workspace, governed.anchors(), Clock.systemUTC());
    }

    Caller caller() {
        return governed.caller(workspace);
    }

    /** The same; who cannot be told apart, because accounts or the token are no good, is a stranger. */
    Caller callerOrStranger() {
        try {
            return caller();
        } catch (UserError e) {
            return Caller.stranger(SystemUser.name());
        }
    }

    String reason() {
        return reason;
    }

    /**
     * Says what happened.
     *
     * @param command the command's name
     * @param changed whether it was otherwise before
     * @param words the same for people
     */
    void answer(String command, boolean changed, String words) {
        if (json.asked()) {
            JsonDocument.print(command, Map.of("changed", changed));
        } else {
            System.out.println(words);
        }
    }
}
