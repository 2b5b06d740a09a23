package dev.scrim.jobs.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code scrim completion}. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Print a script that lets bash or zsh complete commands and options.",
        footer = {"", "Examples:", "  source <(./scrim completion)", "  scrim completion >~/.bash_completion.d/scrim"})
final class CompletionCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandLine root = Objects.requireNonNull(spec).root().commandLine();
        System.out.print(AutoComplete.bash(root.getCommandName(), root));
    }
}
