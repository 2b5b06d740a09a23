package dev.scrim.jobs.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code scrim halt}. */
@Command(
        name = "halt",
        mixinStandardHelpOptions = true,
        description = {
            "Stop everything in a workspace until it is resumed.",
            "Builds that run stop before their next stage, and nothing that reads what was not released begins. Finished stages are kept. Ends with `scrim resume`.",
            "Written to audit.jsonl in the workspace. What is stopped or refused ends with exit code 75. In a workspace with accounts everybody who has one may halt; a privacy officer or data owner resumes."
        },
        footer = {
            "",
            "Examples:",
            "  scrim halt out --reason \"wrong folder was recorded, see ticket 12\"",
            "  cd out && scrim halt"
        })
final class HaltCommand implements Callable<Integer> {
    @Mixin
    private HaltOptions options = new HaltOptions();

    @Override
    public Integer call() {
        boolean fresh = options.orders().halt(options.callerOrStranger(), options.reason());
        options.answer(
                "halt",
                fresh,
                fresh
                        ? "Halted. Builds that run stop before their next stage; scrim resume lets them go on."
                        : "It was halted already; the first order stands.");
        return 0;
    }
}
