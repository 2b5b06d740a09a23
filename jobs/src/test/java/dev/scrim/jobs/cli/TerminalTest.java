package dev.scrim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Colours, and lines that are rewritten, are for people who watch: a pipe or a file gets plain lines. */
class TerminalTest {
    private static final char ESCAPE = 0x1B;

    @TempDir
    Path temp;

    /** One that prints help, one that cannot be read, one with progress. */
    static Stream<List<String>> commands() {
        return Stream.of(
                List.of("--help"),
                List.of("biuld"),
                List.of("doctor", "tree"),
                List.of("scan", "tree", "--secrets", "s"));
    }

    /** @param java the JVM to run it in: of Java 22 and later it is not enough to ask whether there is a console */
    private List<String> line(Path java, List<String> words) throws IOException {
        Path tree = Files.createDirectories(temp.resolve("tree"));
        Files.writeString(tree.resolve("a.csv"), "a\n");
        Path secrets = Files.writeString(temp.resolve("s"), "a text that is nowhere\n");
        Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
        List<String> out = new ArrayList<>(List.of(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.scrim.jobs.cli.Main"));
        out.addAll(words);
        return out;
    }

    private String said(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder process =
                new ProcessBuilder(command).directory(temp.toFile()).redirectErrorStream(true);
        process.environment().put("TERM", "xterm-256color");
        Process running = process.start();
        running.getOutputStream().close();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return said;
    }

    private static Path own() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** This JVM's, and each other one of this machine that is new enough. */
    private static List<Path> javas() throws IOException {
        List<Path> out = new ArrayList<>(List.of(own()));
        Path all = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(all)) {
            try (Stream<Path> homes = Files.list(all)) {
                homes.filter(h -> h.getFileName().toString().matches(".*(2[2-9]|[3-9]\\d).*"))
                        .map(h -> h.resolve("bin").resolve("java"))
                        .filter(Files::isExecutable)
                        .sorted()
                        .limit(1)
                        .forEach(out::add);
            }
        }
        return out;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aPipeGetsPlainLines(List<String> words) throws IOException, InterruptedException {
        for (Path java : javas()) {
            String said = said(line(java, words));
            assertThat(said).as("%s in %s", words, java).isNotEmpty().doesNotContain("\r");
            assertThat(said.indexOf(ESCAPE)).as("%s in %s", words, java).isEqualTo(-1);
        }
    }

    /** What the other test looks for is there where somebody watches. */
    @Test
    void aTerminalGetsColoursAndALineThatIsRewritten() throws IOException, InterruptedException {
        Path script = Path.of("/usr/bin/script");
        assumeThat(Files.isExecutable(script))
                .as("script(1), which makes a terminal")
                .isTrue();
        for (List<String> words : List.of(List.of("--help"), List.of("doctor", "tree"))) {
            String typed = line(own(), words).stream().map(w -> "'" + w + "'").collect(Collectors.joining(" "));
            String said = said(List.of(script.toString(), "-qec", typed, "/dev/null"));
            assertThat(said.indexOf(ESCAPE)).as(said).isNotEqualTo(-1);
        }
    }
}
