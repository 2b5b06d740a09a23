package dev.scrim.jobs.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code scrim resume}. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = {
            "End a halt.",
            "Builds go on when they are started again: what they finished is not done again. Written to audit.jsonl in the workspace. In a workspace with accounts this is for a privacy officer or data owner, by their token in SCRIM_TOKEN."
        },
        footer = {"", "Examples:", "  scrim resume out --reason \"ticket 12 is settled\""})
final class ResumeCommand implements Callable<Integer> {
    @Mixin
    private HaltOptions options = new HaltOptions();

    @Override
    public Integer call() {
        boolean lifted = options.orders().resume(options.caller(), options.reason());
        options.answer(
                "resume",
                lifted,
                lifted ? "Resumed. Start builds again: they go on where they were." : "It was not halted.");
        return 0;
    }
}
