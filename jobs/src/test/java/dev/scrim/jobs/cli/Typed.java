package dev.scrim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** Command lines as documents give them. */
public final class Typed {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    private Typed() {}

    /** Its words, as a shell splits a simple line. */
    public static List<String> words(String line) {
        List<String> out = new ArrayList<>();
        Matcher m = WORD.matcher(line);
        while (m.find()) {
            out.add(m.group(1) != null ? m.group(1) : m.group(2) != null ? m.group(2) : m.group(3));
        }
        return out;
    }

    /** Holds that Scrim takes the line: its command, its options and how many values each has. Runs nothing. */
    public static void parse(String line) {
        List<String> words = words(line);
        String[] arguments = words.subList(1, words.size()).toArray(String[]::new);
        assertThatCode(() -> new CommandLine(new Main()).parseArgs(arguments))
                .as(line)
                .doesNotThrowAnyException();
    }
}
