package dev.scrim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.AutoComplete;
import picocli.CommandLine;

class HelpTest {
    /** Every command at every depth, as one types it. */
    static Stream<String> commands() {
        List<String> out = new ArrayList<>();
        collect(new CommandLine(new Main()), "", out);
        return out.stream();
    }

    private static void collect(CommandLine line, String path, List<String> out) {
        out.add(path);
        line.getSubcommands().forEach((name, sub) -> {
            if (!name.equals("help")) {
                collect(sub, (path + " " + name).strip(), out);
            }
        });
    }

    private static CommandLine find(String path) {
        CommandLine line = new CommandLine(new Main());
        for (String name : path.isEmpty() ? List.<String>of() : List.of(path.split(" ", -1))) {
            line = line.getSubcommands().get(name);
        }
        return line;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandSaysWhatItIsFor(String path) {
        StringWriter said = new StringWriter();
        CommandLine line = new CommandLine(new Main()).setOut(new PrintWriter(said));
        int code = line.execute((path + " --help").strip().split(" ", -1));
        assertThat(code).isZero();
        assertThat(said.toString()).contains("Usage: scrim");
        assertThat(find(path).getCommandSpec().usageMessage().description()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasExamples(String path) {
        assertThat(String.join("\n", find(path).getCommandSpec().usageMessage().footer()))
                .containsPattern("Examples?:\n  (\\./)?(scrim|source) ");
    }

    /** An example that is broken in two is not one that can be copied. */
    @ParameterizedTest
    @MethodSource("commands")
    void noExampleIsBrokenInTwo(String path) {
        assertThat(find(path).getCommandSpec().usageMessage().footer())
                .allSatisfy(line -> assertThat(line.length()).as(line).isLessThan(Main.HELP_COLUMNS));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyOptionAndArgumentSaysWhatItIs(String path) {
        assertThat(find(path).getCommandSpec().args()).allSatisfy(arg -> {
            assertThat(arg.description()).as("%s %s", path, arg.paramLabel()).isNotEmpty();
            assertThat(arg.arity().max() > 0 ? arg.paramLabel() : "").as(path).doesNotContain("<");
        });
    }

    /** What stands in the list of commands is one line each. */
    @Test
    void theListOfCommandsIsOneLineEach() {
        new CommandLine(new Main())
                .getSubcommands()
                .forEach((name, line) -> assertThat(
                                line.getCommandSpec().usageMessage().description()[0])
                        .as(name)
                        .hasSizeLessThan(Main.HELP_COLUMNS - 18));
    }

    /** What an example says can be typed: its command is there, and so are its options. */
    @ParameterizedTest
    @MethodSource("commands")
    void everyExampleCanBeTyped(String path) {
        for (String line : find(path).getCommandSpec().usageMessage().footer()) {
            if (line.startsWith("  scrim ")) {
                String typed = line.strip().replaceAll(" {2,}#.*", "").replaceAll(" >.*", "");
                Typed.parse(typed);
            }
        }
    }

    @Test
    void bashCompletesEveryCommand() {
        String script = AutoComplete.bash("scrim", new CommandLine(new Main()));
        commands()
                .filter(c -> !c.isEmpty() && !c.contains(" "))
                .forEach(c -> assertThat(script).contains(c));
    }

    @Test
    void exitCodesAreSaid() {
        assertThat(new CommandLine(new Main()).getUsageMessage())
                .contains("Exit codes:")
                .contains("75");
    }
}
