package dev.scrim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.jobs.account.Account;
import dev.scrim.jobs.account.AccountBook;
import dev.scrim.jobs.audit.AuditLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GovernanceCommandsTest {
    @TempDir
    private Path folder;

    private Path workspace;
    private Path phrase;
    private String anchors;

    @BeforeEach
    void places() throws IOException {
        workspace = Files.createDirectory(folder.resolve("out"));
        phrase = folder.resolve("phrase");
        Files.writeString(phrase, "four unrelated words\n");
        Files.setPosixFilePermissions(phrase, PosixFilePermissions.fromString("rw-------"));
        anchors = folder.resolve("anchors").toString();
    }

    private int run(String... words) {
        return Main.execute(words);
    }

    private int account(String... words) {
        String[] all = new String[words.length + 4];
        all[0] = "account";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = "--workspace=" + workspace;
        all[words.length + 2] = "--anchors";
        all[words.length + 3] = anchors;
        return run(all);
    }

    private Account stored(String name) {
        AuditLog audit = new AuditLog(workspace, Clock.systemUTC());
        return new AccountBook(workspace, audit, Clock.systemUTC()).accounts().get(name);
    }

    @Test
    void accountsAreAddedEnrolledAndGuardedAndTheLogIsAnchored() throws IOException {
        String key = folder.resolve("ann.key").toString();
        assertThat(account("add", "ann", "--role", "privacy-officer,reviewer", "--until", "2999-01-31"))
                .isZero();
        assertThat(run("account", "keys", key, "--passphrase-file", phrase.toString()))
                .isZero();
        assertThat(account("enrol", "ann", "--public", key + ".pub")).isZero();
        assertThat(account("role", "ann", "--revoke", "reviewer")).isZero();
        assertThat(stored("ann").keys()).isPresent();
        assertThat(stored("ann").grants()).hasSize(1);
        assertThat(account("list")).isZero();
        assertThat(account("whoami")).isZero();
        assertThat(account("add", "ann", "--role", "builder")).isEqualTo(2);
        assertThat(account("add", "bob", "--role", "king")).isEqualTo(2);
        assertThat(account("add", "Bob Smith", "--role", "builder")).isEqualTo(2);

        assertThat(account("password", "ann", "--passphrase-file", phrase.toString()))
                .isZero();
        assertThat(account("token", "ann", "--passphrase-file", phrase.toString()))
                .isEqualTo(0);
        assertThat(stored("ann").tokens()).hasSize(1);
        // From here on only who proves to be ann changes accounts.
        assertThat(account("add", "mal", "--role", "data-owner")).isEqualTo(2);
        Files.writeString(phrase, "four unrelated wards\n");
        assertThat(account("token", "ann", "--passphrase-file", phrase.toString()))
                .isEqualTo(2);

        assertThat(run("audit", "show", workspace.toString(), "--what", "refused."))
                .isZero();
        assertThat(run("audit", "verify", workspace.toString(), "--anchors", anchors))
                .isZero();
        assertThat(run("audit", "verify", workspace.toString())).isZero();
        Path log = workspace.resolve("audit.jsonl");
        java.util.List<String> lines = Files.readAllLines(log);
        Files.write(log, lines.subList(0, 2));
        assertThat(run("audit", "verify", workspace.toString())).isZero();
        assertThat(run("audit", "verify", workspace.toString(), "--anchors", anchors))
                .isEqualTo(2);
        assertThat(run("audit", "anchor", workspace.toString(), "--anchors", anchors))
                .isEqualTo(2);
        Files.write(log, lines.subList(1, 2));
        assertThat(run("audit", "verify", workspace.toString())).isEqualTo(2);
    }

    @Test
    void whatCannotWorkIsSaid() throws IOException {
        assertThat(run("audit", "anchor", workspace.toString())).isEqualTo(2);
        assertThat(run(
                        "audit",
                        "anchor",
                        workspace.toString(),
                        "--anchors",
                        workspace.resolve("a").toString()))
                .isEqualTo(2);
        assertThat(run("status", workspace.toString())).isEqualTo(2);
        assertThat(run("sign", workspace.toString(), "--as", "ann", "--key", phrase.toString()))
                .isEqualTo(2);
        Files.setPosixFilePermissions(phrase, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(run("account", "keys", folder.resolve("k").toString(), "--passphrase-file", phrase.toString()))
                .isEqualTo(2);
        assertThat(folder.resolve("k")).doesNotExist();
        Path template = folder.resolve("review.md");
        assertThat(run("privacy-review", "--template", template.toString())).isZero();
        assertThat(template).content().contains("## Lawful basis", "## Next review");
    }
}
