package dev.scrim.jobs.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.jobs.audit.AuditEntry;
import dev.scrim.jobs.audit.AuditLog;
import dev.scrim.jobs.cli.Answer;
import dev.scrim.jobs.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every command that the README tells in its parts on consent, halts and releases, in its order, by real key files. */
class ReadmeCommandsTest {
    private static final int HALTED = 75;

    private Path home;
    private Path out;

    private static int run(Object... words) {
        return Main.execute(Stream.of(words).map(String::valueOf).toArray(String[]::new));
    }

    private Path secret(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private Path theBuild() throws IOException {
        try (Stream<Path> builds = Files.list(out.resolve("builds"))) {
            List<Path> all = builds.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    @Test
    void theyDoWhatTheyAreSaidToDo() throws IOException {
        home = Files.createDirectories(SharedSpark.place("readme"));
        out = home.resolve("out");
        Path ledger = home.resolve("consent.jsonl");
        consent(ledger);
        Path spec = home.resolve("dataset.yaml");
        Files.writeString(
                spec,
                "format: scrim.dataset/1\nworkspace: ./out\nsources: [{uri: '"
                        + SharedSpark.DEMO.resolve("recordings").toUri() + "'}]\nconsent: {ledger: ./consent.jsonl}\n"
                        + "exports: [{format: hf-parquet}]\nrelease: {max_leak_rate: 1, review: optional}\n");
        assertThat(run("build", spec)).isZero();
        haltAndLook(spec);
        release(spec);
    }

    private void consent(Path ledger) {
        assertThat(run("consent", "grant", "--ledger", ledger, "--subject", "subj-7", "--source", "signed-form"))
                .isZero();
        assertThat(run("consent", "import", SharedSpark.DEMO.resolve("consent.csv"), "--ledger", ledger))
                .isZero();
        assertThat(run("consent", "show", "--ledger", ledger)).isZero();
    }

    private void haltAndLook(Path spec) throws IOException {
        assertThat(run("halt", out, "--reason", "asked by the works council")).isZero();
        assertThat(run("build", spec)).isEqualTo(HALTED);
        assertThat(run("sign", theBuild(), "--as", "ann", "--key", "ann.key")).isEqualTo(HALTED);
        assertThat(run("resume", out)).isZero();
        assertThat(run("doctor", out)).isZero();
        Path texts = secret("texts.txt", String.join("\n", Planted.SECRETS) + "\n");
        assertThat(run("scan", out, "--secrets", texts)).isZero();
    }

    private void release(Path spec) throws IOException {
        Path phrase = secret("phrase", "four unrelated words\n");
        for (Map.Entry<String, String> who : Map.of("ann", "privacy-officer", "bob", "data-owner", "dan", "consumer")
                .entrySet()) {
            String name = who.getKey();
            assertThat(run("account", "add", name, "--role", who.getValue(), "--workspace", out))
                    .isZero();
            if (!name.equals("dan")) {
                Path key = home.resolve(name + ".key");
                assertThat(run("account", "keys", key, "--passphrase-file", phrase))
                        .isZero();
                assertThat(run("account", "enrol", name, "--public", key + ".pub", "--workspace", out))
                        .isZero();
            }
        }
        assertThat(run("build", spec)).isZero();
        Path build = theBuild();
        Path review = home.resolve("review.md");
        Files.writeString(
                review,
                Stream.of("Need", "Lawful basis", "Risks", "Residual risk", "Advice")
                                .map(h -> "## " + h + "\nNobody real is in it.\n")
                                .collect(Collectors.joining())
                        + "## Next review\n2999-01-31\n");
        assertThat(run("privacy-review", build, "--text", review)).isZero();
        assertThat(run("status", build)).isZero();
        Path to = home.resolve("desk-work-1.0");
        assertThat(run("release", build, "--to", to, "--consumer", "dan")).isEqualTo(2);
        for (String name : List.of("ann", "bob")) {
            Answer signed = Answer.to(
                    "sign",
                    build,
                    "--as",
                    name,
                    "--key",
                    home.resolve(name + ".key"),
                    "--passphrase-file",
                    phrase,
                    "--json");
            assertThat(signed.exit()).as(signed.err()).isZero();
            assertThat(signed.document("sign").get("signed_as").asText())
                    .isEqualTo(name.equals("ann") ? "privacy-officer" : "data-owner");
        }
        Answer released = Answer.to("release", build, "--to", to, "--consumer", "dan", "--json");
        assertThat(released.exit()).as(released.err()).isZero();
        assertThat(released.document("release").get("folder").asText()).isEqualTo(to.toString());
        assertThat(run("status", build)).isZero();
        assertThat(run("verify-shards", to.resolve("hf-parquet"))).isZero();
        Path anchors = home.resolve("out.anchors");
        assertThat(run("audit", "anchor", out, "--anchors", anchors)).isZero();
        assertThat(run("audit", "verify", out, "--anchors", anchors)).isZero();
        assertThat(new AuditLog(out, Clock.systemUTC()).entries().stream().map(AuditEntry::what))
                .contains(
                        "halt", "resume", "refused.sign", "refused.release", "privacy-review", "sign", "release.done");
        // Who may resume, look or erase where there are accounts shows a token; the machine's login is none.
        assertThat(run("halt", out)).isEqualTo(2);
        assertThat(run("explain", build)).isEqualTo(2);
        assertThat(run("erase", "--workspace", out, "--subject", "subj-01", "--release", to))
                .isEqualTo(2);
    }
}
