package dev.scrim.jobs.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.jobs.cli.Typed;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents say can be done, can be done. */
class GuidesTest {
    /** Those whose commands are run one after the other in one folder, as somebody does who reads them in this order. */
    private static final List<String> RUN =
            List.of("jobs/OWN_RECORDINGS.md", "jobs/REVIEW_AND_RELEASE.md", "jobs/ERASE.md");

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
    private static final Pattern TESTS = Pattern.compile("-Dtest=([A-Za-z0-9,]+)");
    private static final Pattern FILE_BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?(?:final )?class (\\w+)");
    /** Guides that show a class of theirs and its test. */
    private static final List<String> SAMPLED = List.of("datasets/IMPORTER.md", "redaction/DETECTOR.md");

    private static final int MAX_MINUTES = 20;

    @TempDir
    Path temp;

    static Stream<Path> documents() throws IOException {
        List<Path> out = new ArrayList<>();
        try (Stream<Path> top = Files.list(ROOT)) {
            top.filter(f -> f.toString().endsWith(".md")).forEach(out::add);
        }
        for (String module : List.of("datasets", "featurizers", "redaction", "jobs", "notebooks-java")) {
            try (Stream<Path> files = Files.list(ROOT.resolve(module))) {
                files.filter(f -> f.toString().endsWith(".md")).forEach(out::add);
            }
        }
        return out.stream().map(ROOT::relativize).sorted();
    }

    /** Indented by four and not within a fence; a list's continuation is not a command. */
    private static List<String> commands(Path document) throws IOException {
        List<String> out = new ArrayList<>();
        boolean fenced = false;
        for (String line : Files.readAllLines(ROOT.resolve(document), StandardCharsets.UTF_8)) {
            fenced ^= line.startsWith("```");
            String text = line.strip().replaceAll("\\s+# .*", "");
            if (!fenced && line.startsWith("    ") && !text.isEmpty()) {
                out.add(text);
            }
        }
        return out;
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyCommandOfScrimCanBeTyped(Path document) throws IOException {
        for (String line : commands(document)) {
            if (line.startsWith("./scrim ") || line.startsWith("scrim ")) {
                Typed.parse(line.replaceAll("\\$\\([^)]*\\)", "ID").replaceAll("\\s+>.*", ""));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyTestThatIsNamedIsThere(Path document) throws IOException {
        Matcher m = TESTS.matcher(Files.readString(ROOT.resolve(document), StandardCharsets.UTF_8));
        while (m.find()) {
            for (String name : m.group(1).split(",", -1)) {
                try (Stream<Path> files = Files.walk(ROOT)) {
                    assertThat(files.filter(f -> f.endsWith(name + ".java")))
                            .as(name)
                            .isNotEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsSomewhere(Path document) throws IOException {
        Path here = ROOT.resolve(document).getParent();
        Matcher m = LINK.matcher(Files.readString(ROOT.resolve(document), StandardCharsets.UTF_8));
        while (m.find()) {
            assertThat(here.resolve(m.group(1)))
                    .as("%s: %s", document, m.group(1))
                    .exists();
        }
    }

    /** A class in a guide is a file that compiles and runs among the tests of its module; imports are left out. */
    @ParameterizedTest
    @MethodSource("documents")
    void everyClassInItIsOneThatCompiles(Path document) throws IOException {
        String guide = Files.readString(ROOT.resolve(document), StandardCharsets.UTF_8);
        Matcher block = JAVA_BLOCK.matcher(guide);
        int classes = 0;
        while (block.find()) {
            Matcher name = CLASS.matcher(block.group(1));
            if (name.find()) {
                classes++;
                assertThat(block.group(1))
                        .as("%s: %s", document, name.group(1))
                        .isEqualTo(sample(document, name.group(1)));
            }
        }
        if (SAMPLED.contains(document.toString())) {
            assertThat(classes).as("classes in " + document).isEqualTo(2);
        }
    }

    private static String sample(Path document, String name) throws IOException {
        Path tests =
                ROOT.resolve(document).resolveSibling("src").resolve("test").resolve("java");
        try (Stream<Path> files = Files.walk(tests)) {
            Path file =
                    files.filter(f -> f.endsWith(name + ".java")).findFirst().orElseThrow();
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                            .filter(l -> !l.startsWith("package ") && !l.startsWith("import "))
                            .dropWhile(String::isBlank)
                            .collect(Collectors.joining("\n"))
                    + "\n";
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "scrim.long", matches = "true", disabledReason = "minutes: -Dscrim.long=true")
    void guidesRunFromTheirFirstCommandToTheirLast() throws IOException, InterruptedException {
        Path here = Files.createDirectory(temp.resolve("user"));
        Files.createSymbolicLink(here.resolve("jobs"), ROOT.resolve("jobs"));
        Path scrim = here.resolve("scrim");
        Files.writeString(
                scrim, "#!/bin/sh\nexec " + java() + " -cp \"$SCRIM_CLASSPATH\" dev.scrim.jobs.cli.Main \"$@\"\n");
        Files.setPosixFilePermissions(scrim, PosixFilePermissions.fromString("rwx------"));
        for (String guide : RUN) {
            Matcher yaml = FILE_BLOCK.matcher(Files.readString(ROOT.resolve(guide), StandardCharsets.UTF_8));
            if (yaml.find()) {
                Files.writeString(here.resolve("my-dataset.yaml"), yaml.group(1));
            }
            for (String command : commands(Path.of(guide))) {
                run(here, guide, command);
            }
        }
    }

    private static String java() {
        List<String> own = ManagementFactory.getRuntimeMXBean().getInputArguments();
        List<String> words = new ArrayList<>();
        words.add("'" + ProcessHandle.current().info().command().orElse("java") + "'");
        words.add("-XX:+UseParallelGC -Xmx3g -Dscrim.home='" + ROOT + "'");
        for (int i = 0; i < own.size(); i++) {
            if (own.get(i).startsWith("--add-opens=")) {
                words.add(own.get(i));
            }
        }
        return String.join(" ", words);
    }

    private void run(Path here, String guide, String command) throws IOException, InterruptedException {
        Path said = temp.resolve("said.txt");
        ProcessBuilder shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", "umask 077; " + command)
                .directory(here.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        Map<String, String> environment = new TreeMap<>(
                Map.of("SCRIM_CLASSPATH", System.getProperty("java.class.path"), "OMP_THREAD_LIMIT", "1"));
        shell.environment().putAll(environment);
        Process process = shell.start();
        process.getOutputStream().close();
        if (!process.waitFor(MAX_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        String last = Files.readAllLines(said, StandardCharsets.UTF_8).stream()
                .skip(Math.max(
                        0, Files.readAllLines(said, StandardCharsets.UTF_8).size() - 20))
                .collect(Collectors.joining("\n"));
        assertThat(process.exitValue()).as("%s: %s%n%s", guide, command, last).isZero();
    }
}
