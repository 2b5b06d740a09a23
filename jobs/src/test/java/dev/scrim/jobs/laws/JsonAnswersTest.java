package dev.scrim.jobs.laws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scrim.jobs.cli.Answer;
import dev.scrim.jobs.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every command that answers something answers programs, too: found by the registry of commands, run one by one. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JsonAnswersTest {
    /** Those without {@code --json}, and why. */
    private static final Map<String, String> SILENT = Map.of(
            "review", "a server: it prints the one address to open",
            "privacy-review", "writes files, and prints their names",
            "completion", "what it prints is a script",
            "help", "what it prints is for people",
            "account token", "prints the token alone, for a variable",
            "account add", "prints nothing",
            "account role", "prints nothing",
            "account remove", "prints nothing",
            "account password", "prints nothing");

    /** Those whose answer is held elsewhere, since it costs builds. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "sign",
            "ReadmeCommandsTest",
            "release",
            "ReadmeCommandsTest",
            "erase",
            "EraseTest",
            "bench",
            "BenchTextTest");

    private static CopiedWorkspace at;
    private static Path home;
    private static Path out;

    /** A command and what it is given, in an order in which each finds what it needs. */
    private record Line(String command, List<Object> words) {
        @Override
        public String toString() {
            return command + (words.contains("--explain") ? " --explain" : "");
        }
    }

    @BeforeAll
    static void place() throws IOException {
        at = CopiedWorkspace.make("answers");
        out = at.root();
        home = Files.createDirectory(SharedSpark.place("answers-home"));
        Files.createDirectories(home.resolve("people").resolve("builds"));
        secret("phrase", "four unrelated words\n");
        secret("texts", "a text that is nowhere\n");
        Files.writeString(home.resolve("sound.yaml"), SharedSpark.demoText(out, ""));
        System.setProperty("scrim.home", "..");
    }

    @AfterAll
    static void leave() {
        System.clearProperty("scrim.home");
    }

    private static Path secret(String name, String text) throws IOException {
        Path file = Files.writeString(home.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private static Line line(String command, Object... words) {
        return new Line(command, List.of(words));
    }

    private static List<Line> lines() {
        Path places = SharedSpark.place("answers-home");
        Path workspace = SharedSpark.place("answers");
        Path people = places.resolve("people");
        Path ledger = places.resolve("consent.jsonl");
        Path keys = places.resolve("keys.json");
        Path ann = places.resolve("ann.key");
        Path phrase = places.resolve("phrase");
        Path anchors = places.resolve("anchors");
        return List.of(
                line("consent grant", "--ledger", ledger, "--subject", "subj-7"),
                line("consent exempt", "--ledger", ledger, "--subject", "subj-7", "--scope", "app:Mail"),
                line(
                        "consent pause",
                        "--ledger",
                        ledger,
                        "--subject",
                        "subj-7",
                        "--from",
                        "2026-03-02T12:00:00Z",
                        "--to",
                        "2026-03-02T13:00:00Z"),
                line("consent withdraw", "--ledger", ledger, "--subject", "subj-7"),
                line("consent import", SharedSpark.DEMO.resolve("consent.csv"), "--ledger", ledger),
                line("consent show", "--ledger", ledger, "--entries"),
                line("keyring new", keys),
                line("keyring show", keys),
                line("keyring rotate", keys),
                line("keyring move", keys, "--embedded"),
                line("spec", "--explain"),
                line("spec", places.resolve("sound.yaml")),
                line("demo", "--to", workspace),
                line("build", places.resolve("sound.yaml"), "--evaluation", "--cores", "2"),
                line("explain", "BUILD"),
                line("inspect", "EXPORT"),
                line("verify-shards", "EXPORT"),
                line("scan", workspace, "--secrets", places.resolve("texts")),
                line("doctor", workspace),
                line("halt", workspace, "--reason", "to see what it says"),
                line("resume", workspace),
                line("status", "BUILD"),
                line("account keys", ann, "--passphrase-file", phrase),
                line("account enrol", "ann", "--public", ann + ".pub", "--workspace", people),
                line("account list", "--workspace", people),
                line("account whoami", "--workspace", people),
                line("audit anchor", people, "--anchors", anchors),
                line("audit verify", people, "--anchors", anchors),
                line("audit show", people));
    }

    /** Every command that has no commands of its own, as one types it. */
    private static Map<String, CommandLine> commands() {
        Map<String, CommandLine> leaves = new java.util.TreeMap<>();
        collect(new CommandLine(new Main()), "", leaves);
        return leaves;
    }

    private static void collect(CommandLine line, String path, Map<String, CommandLine> leaves) {
        if (line.getSubcommands().isEmpty()) {
            leaves.put(path, line);
        }
        line.getSubcommands().forEach((name, sub) -> collect(sub, (path + " " + name).strip(), leaves));
    }

    @Test
    @Order(1)
    void everyCommandAnswersProgramsOrIsNamedWithAReason() {
        TreeSet<String> held = new TreeSet<>(ELSEWHERE.keySet());
        lines().forEach(l -> held.add(l.command()));
        commands().forEach((path, line) -> {
            boolean json = line.getCommandSpec().findOption("--json") != null;
            assertThat(json)
                    .as("%s has --json, or is named as one without", path)
                    .isNotEqualTo(SILENT.containsKey(path));
            assertThat(held.contains(path)).as("the answer of %s is held", path).isEqualTo(json);
        });
    }

    @ParameterizedTest
    @Order(2)
    @MethodSource("lines")
    void theAnswerIsOneDocumentAndHoldsNothingPrivate(Line line) throws IOException {
        if (line.command().equals("account enrol")) {
            assertThat(Answer.to(
                                    "account",
                                    "add",
                                    "ann",
                                    "--role",
                                    "privacy-officer",
                                    "--workspace",
                                    home.resolve("people"))
                            .exit())
                    .isZero();
        }
        List<Object> words = new ArrayList<>(List.of(line.command().split(" ", -1)));
        line.words().forEach(w -> words.add(w.equals("BUILD") ? at.build() : w.equals("EXPORT") ? at.export() : w));
        words.add("--json");

        Answer answer = Answer.to(words.toArray());

        assertThat(answer.exit()).as(answer.text()).isZero();
        answer.document(line.command());
        assertThat(answer.out()).doesNotContain("\u001b", "\r");
        Planted.assertAbsent("the answer of " + line, answer.out(), Planted.SECRETS);
    }

    @Test
    @Order(3)
    void theAnswersSayWhatTheTextsSay() throws IOException {
        JsonNode steps =
                Answer.to("explain", at.build(), "--json").document("explain").get("steps");
        assertThat(steps)
                .hasSize(4)
                .allSatisfy(s -> assertThat(s.get("rating").asInt()).isBetween(1, 4));
        Answer explained = Answer.to(
                "explain", at.build(), "--step", steps.get(0).get("sample_id").asText(), "--json");
        assertThat(explained.document("explain").get("files"))
                .isNotEmpty()
                .allSatisfy(f -> assertThat(Path.of(f.asText())).exists());

        JsonNode status = Answer.to("status", at.build(), "--json").document("status");
        assertThat(status.get("missing").findValuesAsText("code")).isNotEmpty();
        assertThat(Answer.to("status", at.build()).out())
                .contains(status.get("state").asText())
                .contains(status.get("missing").findValuesAsText("code"));

        Path ledger = home.resolve("consent.jsonl");
        JsonNode people = Answer.to("consent", "show", "--ledger", ledger, "--json")
                .document("consent show")
                .get("people");
        assertThat(people.get(0).get("subject").asText()).isEqualTo("subj-7");
        assertThat(people.get(0).get("may_be_used")).as("it was withdrawn").isEmpty();

        Path bad = Files.writeString(home.resolve("bad.yaml"), SharedSpark.demoText(out, "splitz: {train: much}\n"));
        Answer spec = Answer.to("spec", bad, "--json");
        assertThat(spec.exit()).isEqualTo(2);
        assertThat(spec.document("spec").get("sound").asBoolean()).isFalse();
        assertThat(spec.document("spec").get("problems").get(0).get("remedy").asText())
                .contains("splits");
    }

    /** A reason in the log may hold what moves the cursor or turns the text around; JSON has escapes for both. */
    @Test
    @Order(4)
    void whatStandsInALogMovesNoCursor() throws IOException {
        Path other =
                Files.createDirectories(home.resolve("other").resolve("builds")).getParent();
        Answer answer = Answer.to("halt", other, "--reason", "up\u001b[2K \u202egnol\u009b2J", "--json");
        assertThat(answer.exit()).as(answer.err()).isZero();
        Answer shown = Answer.to("audit", "show", other, "--what", "halt", "--json");
        assertThat(shown.document("audit show").toString()).contains("gnol");
        assertThat(shown.out().codePoints().filter(c -> c != '\n'))
                .noneMatch(c -> Character.isISOControl(c) || c == 0x202E);
    }

    @Test
    @Order(5)
    void everyExceptionIsACommandThatIsThere() {
        assertThat(commands().keySet()).containsAll(SILENT.keySet()).containsAll(ELSEWHERE.keySet());
    }
}
