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
    private static final String PERSON = "Odalys Brenneman";

    private static CopiedWorkspace at;
    private static Path home;

    /**
     * One slip.
     *
     * @param words after {@code scrim}
     * @param says part of the first line
     * @param remedy part of what follows
     */
    private record Slip(String name, List<Object> words, String says, String remedy) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Slip slip(String name, String says, String remedy, Object... words) {
        return new Slip(name, List.of(words), says, remedy);
    }

    @BeforeAll
    static void place() throws IOException {
        at = CopiedWorkspace.make("slips");
        home = Files.createDirectory(SharedSpark.place("slips-home"));
        Files.createDirectory(home.resolve("empty"));
        write("a-file", PERSON + "\n");
        Files.setPosixFilePermissions(home.resolve("a-file"), PosixFilePermissions.fromString("rw-------"));
        write("unknown.yaml", SharedSpark.demoText(home.resolve("w"), "trajectorys: {max_steps: 5}\n"));
        write("near.yaml", SharedSpark.demoText(home.resolve("w"), "trajectories: {max_step: 5}\n"));
        write("type.yaml", SharedSpark.demoText(home.resolve("w"), "trajectories: {max_steps: many}\n"));
        write("no-consent.yaml", SharedSpark.demoText(home.resolve("w"), "").replaceFirst("consent: .*\n", ""));
        write("no-yaml.yaml", "name: [" + PERSON + "\n");
        write("junk.csv", PERSON + ", said yes\n");
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
        write("secrets", PERSON + "\n");
        Files.setPosixFilePermissions(home.resolve("secrets"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.createDirectory(home.resolve("open"));
        Files.setPosixFilePermissions(home.resolve("open"), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(Answer.to("keyring", "new", home.resolve("other.json")).exit())
                .isZero();
    }

    private static void write(String name, String text) throws IOException {
        Files.writeString(home.resolve(name), text);
    }

    private static Slip build(String name, String says, String remedy, Object from, Object consent, Object to) {
        return slip(name, says, remedy, "build", "--from", from, "--consent", consent, "--to", to);
    }

    private static Stream<Slip> slips() {
        Path here = SharedSpark.place("slips-home");
        Path build = SharedSpark.place("slips").resolve("builds").resolve("BUILD");
        Path recordings = SharedSpark.DEMO.resolve("recordings");
        Path ledger = SharedSpark.DEMO.resolve("consent.csv");
        Path empty = here.resolve("empty");
        Path file = here.resolve("a-file");
        Path absent = here.resolve("absent");
        return Stream.of(
                // The command line itself.
                slip("an unknown command", "biuld: there is no such command", "did you mean build?", "biuld"),
                slip(
                        "an unknown command of the second rank",
                        "there is no such command",
                        "mean show?",
                        "audit",
                        "shwo",
                        "x"),
                slip("an unknown option", "it has no option --evluation", "mean --evaluation?", "build", "--evluation"),
                slip("a forgotten option", "without --secrets FILE", "--help", "scan", empty),
                slip("a forgotten argument", "without BUILD", "--help", "status"),
                slip(
                        "a reason without quotes",
                        "it takes one name, and more were given",
                        "put quotes around",
                        "halt",
                        empty,
                        "asked",
                        "by",
                        "Brenneman"),
                slip(
                        "a word for a number",
                        "--days N is not a whole number",
                        "--help",
                        "account",
                        "token",
                        "ann",
                        "--days",
                        PERSON,
                        "--workspace",
                        empty),
                slip("an option twice", "--step N was given twice", "once", "inspect", ".", "--step", 1, "--step", 2),
                slip(
                        "two that exclude each other",
                        "mutually exclusive",
                        "specify only one",
                        "keyring",
                        "new",
                        absent,
                        "--embedded",
                        "--kms",
                        "gcp-kms://x"),
                // Wrong folders.
                slip("not a build", "Cannot find a build in", "WORKSPACE/builds/ID", "status", empty),
                slip("a file for a build", "Cannot find a build in", "WORKSPACE/builds/ID", "explain", file),
                slip("no build at all", "Cannot find a build in", "WORKSPACE/builds/ID", "review", absent),
                slip("not a workspace", "no folder named builds", "name the workspace", "halt", empty),
                slip(
                        "a file for a workspace",
                        "it is no folder",
                        "name the folder that holds builds",
                        "erase",
                        "--workspace",
                        file,
                        "--subject",
                        "s"),
                slip("no workspace", "it is no folder", "holds builds", "account", "list", "--workspace", absent),
                slip("no log", "it is no folder", "holds builds", "audit", "show", absent),
                slip("not an export", "Cannot find an export in", "folder of one format", "inspect", empty),
                slip("a sealed export", "Cannot find an export in", "has to be released first", "inspect", build),
                slip("shards that are none", "Cannot find an export in", "one format", "verify-shards", absent),
                slip("nothing to scan", "it is not there", "name a workspace", "scan", absent, "--secrets", file),
                slip("a file for a tree", "it is no folder", "name a folder of tables", "doctor", file),
                // Recordings and consent.
                build("no folder of recordings", "is not there", "folder above", absent, ledger, here.resolve("w")),
                build("an empty folder", "Cannot find a recording", "folder above", empty, ledger, here.resolve("w")),
                build("a file of recordings", "Cannot find a recording", "above", file, ledger, here.resolve("w")),
                build(
                        "a recording for its folder",
                        "Cannot find a recording",
                        "name the folder above",
                        recordings.resolve("demo-quick"),
                        ledger,
                        here.resolve("w")),
                build(
                        "a recording cut short",
                        "the one recording cannot be used",
                        "METADATA_INVALID",
                        here.resolve("cut"),
                        ledger,
                        here.resolve("w")),
                build(
                        "nobody's consent",
                        "the one recording cannot be used",
                        "record the person's consent",
                        recordings,
                        here.resolve("nobody.csv"),
                        here.resolve("w")),
                build(
                        "no ledger",
                        "is no file",
                        "scrim consent grant makes one",
                        recordings,
                        absent,
                        here.resolve("w")),
                build("a folder for a ledger", "is no file", "consent grant", recordings, empty, here.resolve("w")),
                build(
                        "a ledger of something else",
                        "Cannot use consent ledger: 1 problem",
                        "correct these lines",
                        recordings,
                        here.resolve("junk.csv"),
                        here.resolve("w")),
                slip("a ledger to look at", "is not there", "name it", "consent", "show", "--ledger", absent),
                slip(
                        "a name for an id",
                        "subject_id must be",
                        "nothing was written",
                        "consent",
                        "grant",
                        "--subject",
                        PERSON,
                        "--ledger",
                        here.resolve("new.jsonl")),
                // Specs.
                slip("no spec", "it is not there", "scrim spec --explain", "build", absent),
                slip("a folder for a spec", "it is no file", "scrim spec --explain", "spec", empty),
                slip("neither spec nor folders", "without a spec", "--from, --consent and --to", "build"),
                slip(
                        "an unknown section",
                        "1 problem",
                        "did you mean trajectories?",
                        "spec",
                        here.resolve("unknown.yaml")),
                slip("an unknown key", "1 problem", "did you mean max_steps?", "build", here.resolve("near.yaml")),
                slip("a word for a whole number", "1 problem", "whole number 1 to", "spec", here.resolve("type.yaml")),
                slip("no consent in it", "1 problem", "Write: {ledger:", "build", here.resolve("no-consent.yaml")),
                slip("no YAML", "1 problem", "check indentation, quotes", "spec", here.resolve("no-yaml.yaml")),
                // Keys, rights and gates.
                slip(
                        "no keyring",
                        "does not exist",
                        "name the workspace's keyring",
                        "explain",
                        build,
                        "--keyring",
                        absent),
                slip(
                        "another keyring",
                        "there is no key of theirs",
                        "name the keyring that it was encrypted with",
                        "explain",
                        build,
                        "--keyring",
                        here.resolve("other.json")),
                slip("no keyring to show", "does not exist", "keyring file", "keyring", "show", absent),
                slip("something else for a keyring", "it is damaged", "backup", "keyring", "show", file),
                slip(
                        "not released: nobody may have it",
                        "Cannot release build",
                        "scrim account role",
                        "release",
                        build,
                        "--to",
                        absent,
                        "--consumer",
                        "dan"),
                slip(
                        "nobody of that name signs",
                        "there is no such account",
                        "scrim account list",
                        "sign",
                        build,
                        "--as",
                        "ann",
                        "--key",
                        file),
                build(
                        "a workspace that others enter",
                        "others can enter",
                        "chmod 700",
                        recordings,
                        ledger,
                        here.resolve("open")),
                build("a file for a workspace to build in", "is a file", "name a folder", recordings, ledger, file),
                slip(
                        "secrets that others read",
                        "that others can read",
                        "chmod 600",
                        "scan",
                        empty,
                        "--secrets",
                        here.resolve("secrets")),
                slip(
                        "no public keys",
                        "Cannot read public keys",
                        ".pub",
                        "account",
                        "enrol",
                        "ann",
                        "--public",
                        absent,
                        "--workspace",
                        empty),
                // What is there already.
                slip(
                        "a keyring that is there",
                        "already there",
                        "scrim keyring move",
                        "keyring",
                        "new",
                        here.resolve("other.json")),
                slip(
                        "a template that is there",
                        "it is there already",
                        "another file",
                        "privacy-review",
                        "--template",
                        file),
                slip(
                        "a file for explanations",
                        "it is a file",
                        "folder in --to",
                        "explain",
                        build,
                        "--step",
                        "demo-quick/0/0",
                        "--to",
                        file),
                slip("no such port", "Cannot listen on port 70000", "0 to 65535", "review", build, "--port", 70_000));
    }

    @ParameterizedTest
    @MethodSource("slips")
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
