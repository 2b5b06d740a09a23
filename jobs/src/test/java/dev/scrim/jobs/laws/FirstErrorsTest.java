package dev.scrim.jobs.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.scrim.datasets.store.Workspace;
import dev.scrim.jobs.cli.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What somebody does wrong in their first hours, typed as they type it: the first line says what cannot be done, a remedy
 * follows, and nothing of code and nothing private is in it. The names and texts that must not be said are those of
 * {@link Planted}; they stand in the files that these commands are pointed at.
 */
class FirstErrorsTest {
    private static final int USAGE = 2;

    private static CopiedWorkspace at;
    private static Path home;

    @BeforeAll
    static void place() throws IOException {
        at = CopiedWorkspace.make("slips");
        home = Files.createDirectory(SharedSpark.place("slips-home"));
        Files.createDirectory(home.resolve("empty"));
        write("a-file", Slip.PERSON + "\n");
        Files.setPosixFilePermissions(home.resolve("a-file"), PosixFilePermissions.fromString("rw-------"));
        write("unknown.yaml", SharedSpark.demoText(home.resolve("w"), "trajectorys: {max_steps: 5}\n"));
        write("near.yaml", SharedSpark.demoText(home.resolve("w"), "trajectories: {max_step: 5}\n"));
        write("type.yaml", SharedSpark.demoText(home.resolve("w"), "trajectories: {max_steps: many}\n"));
        write("no-consent.yaml", SharedSpark.demoText(home.resolve("w"), "").replaceFirst("consent: .*\n", ""));
        write("no-yaml.yaml", "name: [" + Slip.PERSON + "\n");
        write("junk.csv", Slip.PERSON + ", said yes\n");
        write(
                "nobody.csv",
                Files.readAllLines(SharedSpark.DEMO.resolve("consent.csv")).get(0) + "\n");
        Path cut = Files.createDirectories(home.resolve("cut").resolve("Odalys"));
        Path demo = SharedSpark.DEMO.resolve("recordings").resolve("demo-quick");
        try (Stream<Path> files = Files.list(demo)) {
            for (Path file : files.toList()) {
                byte[] all = Files.readAllBytes(file);
                Files.write(cut.resolve(file.getFileName()), java.util.Arrays.copyOf(all, all.length / 2));
            }
        }
        write("secrets", Slip.PERSON + "\n");
        Files.setPosixFilePermissions(home.resolve("secrets"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.createDirectory(home.resolve("open"));
        Files.setPosixFilePermissions(home.resolve("open"), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(Answer.to("keyring", "new", home.resolve("other.json")).exit())
                .isZero();
    }

    private static void write(String name, String text) throws IOException {
        Files.writeString(home.resolve(name), text);
    }

    @ParameterizedTest
    @MethodSource("dev.scrim.jobs.laws.Slip#all")
    void theFirstLineSaysWhatAndARemedyFollows(Slip slip) {
        Object[] words = slip.words().stream()
                .map(w -> w instanceof Path p && p.endsWith("BUILD") ? at.build() : w)
                .toArray();
        assertSaid(Answer.to(words), slip.says(), slip.remedy());
    }

    private static void assertSaid(Answer answer, String says, String remedy) {
        String said = answer.err();
        assertThat(answer.exit()).as(answer.text()).isEqualTo(USAGE);
        assertThat(said.lines().findFirst().orElse("")).startsWith("Cannot ").contains(says);
        assertThat(said).containsPattern("(?s)\\(.*" + java.util.regex.Pattern.quote(remedy) + ".*\\)\\s*$");
        assertThat(said).doesNotContain("Exception", "\tat ", "    at ", "Scrim failed", "\u001b");
        assertThat(said.lines().count()).as(said).isLessThanOrEqualTo(5);
        Planted.assertAbsent("what is said", answer.text(), Planted.SECRETS);
    }

    @Test
    void aPortThatIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertSaid(
                    Answer.to("review", at.build(), "--port", taken.getLocalPort()), "it is taken", "another --port");
        }
    }

    @Test
    void aWorkspaceInWhichTheSameBuildRuns() throws IOException {
        write("same.yaml", SharedSpark.demoText(at.root(), ""));
        Workspace workspace = Workspace.open(at.root().toUri(), new Configuration(), Clock.systemUTC());
        try (AutoCloseable run =
                workspace.build(at.build().getFileName().toString()).start()) {
            assertSaid(Answer.to("build", home.resolve("same.yaml"), "--evaluation"), "Cannot", "wait");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFullDisk() {
        Path full = Path.of("/dev/full");
        assumeThat(Files.exists(full))
                .as("only Linux has a disk that is always full")
                .isTrue();
        assertSaid(Answer.to("inspect", at.export(), "--picture", full), "the disk is full", "free some space");
    }

    @Test
    void aFolderThatCannotBeRead() throws IOException {
        Path shut = Files.createDirectory(home.resolve("shut"));
        Files.setPosixFilePermissions(shut, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(shut)).as("root reads everything").isFalse();
        assertSaid(
                Answer.to(
                        "build",
                        "--from",
                        shut,
                        "--consent",
                        SharedSpark.DEMO.resolve("consent.csv"),
                        "--to",
                        home.resolve("w")),
                "access is denied",
                "belongs to the user");
    }

    /** The launcher says it, since nothing of Java can. */
    @Test
    void noJdk() throws IOException, InterruptedException {
        Path root = Files.createDirectories(home.resolve("checkout"));
        String text = Files.readString(Path.of("..").resolve("scrim"), StandardCharsets.UTF_8);
        // Nor where this machine has one.
        Path scrim = Files.writeString(
                root.resolve("scrim"), text.replaceAll("(?s)for home in .*?; do", "for home in nowhere; do"));
        Path tools = Files.createDirectory(home.resolve("tools"));
        for (String tool : List.of("dirname", "readlink", "sed", "head", "find", "mkdir")) {
            Path real = Stream.of("/usr/bin", "/bin")
                    .map(d -> Path.of(d, tool))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            Files.createSymbolicLink(tools.resolve(tool), real);
        }
        ProcessBuilder shell = new ProcessBuilder("/bin/sh", scrim.toString(), "demo").redirectErrorStream(true);
        shell.environment().clear();
        shell.environment().putAll(Map.of("PATH", tools.toString(), "HOME", home.toString()));
        Process process = shell.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isEqualTo(69);
        assertThat(said.lines().findFirst().orElse(""))
                .isEqualTo("scrim: Cannot find a JDK (with javac) to build with, version 17 or newer.");
        assertThat(said).contains("apt-get install", "brew install", "JAVA_HOME");
    }
}
