package dev.scrim.jobs.cli;

import dev.scrim.datasets.check.OneLine;
import dev.scrim.jobs.spec.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What is said to a command line that cannot be read: one sentence with its remedy, instead of a screen of help. Names of
 * commands and options are repeated, values are not: somebody's name may be among them.
 */
final class Misuse {
    private Misuse() {}

    static String of(ParameterException e) {
        CommandLine line = e.getCommandLine();
        String command = line.getCommandSpec().qualifiedName(" ");
        String help = command + " --help lists what it takes";
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched, line, command);
        }
        if (e instanceof MissingParameterException missing) {
            String what =
                    missing.getMissing().stream().map(Misuse::name).distinct().collect(Collectors.joining(", "));
            return "Cannot run " + command + " without " + (what.isEmpty() ? "all that it needs" : what) + " (" + help
                    + ")";
        }
        if (e instanceof CommandLine.OverwrittenOptionException twice && twice.getOverwritten() != null) {
            return "Cannot run " + command + ": " + name(twice.getOverwritten()) + " was given twice (give it once)";
        }
        if (e instanceof CommandLine.MutuallyExclusiveArgsException) {
            // Names options and what they take, and its own remedy.
            return "Cannot run " + command + ": "
                    + String.valueOf(e.getMessage()).replaceFirst("^Error: ", "");
        }
        ArgSpec given = e.getArgSpec();
        return given == null
                ? "Cannot run " + command + ": the command line cannot be read (" + help + ")"
                : "Cannot run " + command + ": what was given for " + name(given) + " is not " + kind(given) + " ("
                        + help + ")";
    }

    private static String unmatched(UnmatchedArgumentException e, CommandLine line, String command) {
        String word = e.getUnmatched().isEmpty() ? "" : e.getUnmatched().get(0);
        if (word.startsWith("-")) {
            String option = OneLine.of(word.split("=", 2)[0]);
            List<String> known = new ArrayList<>();
            line.getCommandSpec().options().forEach(o -> known.addAll(List.of(o.names())));
            return "Cannot run " + command + ": it has no option " + option + " ("
                    + meant(Suggestions.nearest(option, known)) + command + " --help lists them)";
        }
        if (!line.getSubcommands().isEmpty()) {
            return "Cannot run " + command + " " + OneLine.of(word) + ": there is no such command ("
                    + meant(Suggestions.nearest(word, line.getSubcommands().keySet())) + command
                    + " --help lists them)";
        }
        int places = line.getCommandSpec().positionalParameters().size();
        return "Cannot run " + command + ": it takes "
                + (places == 0 ? "nothing but options" : places == 1 ? "one name" : places + " names")
                + ", and more were given"
                + " (put quotes around what has spaces in it; " + command + " --help shows the order)";
    }

    private static String meant(Optional<String> nearest) {
        return nearest.map(n -> "did you mean " + n + "? ").orElse("");
    }

    /** As one types it, such as {@code --secrets FILE}. */
    private static String name(ArgSpec arg) {
        return arg instanceof OptionSpec option
                ? option.longestName() + (option.arity().max() == 0 ? "" : " " + option.paramLabel())
                : arg.paramLabel();
    }

    private static String kind(ArgSpec arg) {
        Class<?> type = arg.typeInfo().isMultiValue() ? arg.typeInfo().getAuxiliaryTypes()[0] : arg.type();
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        }
        return type == double.class || type == Double.class ? "a number" : "what it takes";
    }
}
