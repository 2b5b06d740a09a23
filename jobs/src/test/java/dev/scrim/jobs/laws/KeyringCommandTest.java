package dev.scrim.jobs.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.vault.KeyId;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.jobs.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scrim keyring} from the command line on. */
class KeyringCommandTest {
    private static final KeyId KEY = new KeyId(KeyId.BUILD, 0);

    @TempDir
    Path temp;

    private record Said(int exit, String text) {}

    @Test
    void aKeyringIsMadeShownRotatedAndMovedAndNothingSecretIsPrinted() throws IOException {
        Path file = temp.resolve("workspace/keyring.json");
        Path token = temp.resolve("token");
        Files.createFile(token, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(token, TransitStandIn.TOKEN);
        try (TransitStandIn server = new TransitStandIn()) {
            String[] vault = {
                "--vault-transit",
                server.address().toString(),
                "--key",
                TransitStandIn.KEY,
                "--token-file",
                token.toString()
            };
            Said made = run(file, "new", vault);
            assertThat(made.exit()).as(made.text()).isZero();
            assertThat(made.text())
                    .contains("Vault transit at http://127.0.0.1:", "data keys  0, destroyed 0", "v1: 1");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("workspace"))))
                    .isEqualTo("rwx------");
            assertThat(run(file, "new", vault))
                    .satisfies(s -> assertThat(s.exit()).isEqualTo(2))
                    .satisfies(s -> assertThat(s.text()).contains("already there", "scrim keyring move"));
            LocalKeyring.open(file).dataKey(KEY);
            assertThat(run(file, "show").text()).contains("data keys  1", "v1: 2", "opens      yes");
            String before = Files.readString(file);
            assertThat(run(file, "rotate").exit()).isZero();
            assertThat(Files.readString(file)).isNotEqualTo(before).contains("scrim-keyring/2");
            assertThat(run(file, "move").exit()).as("without a place").isEqualTo(2);
            Said moved = run(file, "move", "--embedded");
            assertThat(moved.text()).contains("embedded in the keyring file");
            assertThat(run(file, "rotate").exit()).isZero();
            assertThat(run(file, "move", vault).text()).contains("Vault transit");
            assertThat(LocalKeyring.open(file).existingKey(KEY)).isPresent();

            LocalKeyring.open(file).forget();
            server.deleteKey();
            Said lost = run(file, "show");
            assertThat(lost.exit()).isEqualTo(2);
            assertThat(lost.text())
                    .contains("data keys  1", "its key service does not have the key")
                    .doesNotContain("opens");
        }
    }

    @Test
    void twoPlacesAtOnceAreRefused() {
        assertThat(run(temp.resolve("k.json"), "new", "--embedded", "--kms", "gcp-kms://x")
                        .exit())
                .isEqualTo(2);
        assertThat(run(temp.resolve("k.json"), "new", "--vault-transit", "https://vault.example")
                        .exit())
                .as("without a key's name")
                .isEqualTo(2);
        assertThat(temp.resolve("k.json")).doesNotExist();
        assertThat(run(temp.resolve("k.json"), "new").text()).contains("embedded in the keyring file");
    }

    private static Said run(Path file, String command, String... more) {
        String[] line = new String[more.length + 3];
        line[0] = "keyring";
        line[1] = command;
        line[2] = file.toString();
        System.arraycopy(more, 0, line, 3, more.length);
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PrintStream to = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            System.setOut(to);
            System.setErr(to);
            Said result = new Said(Main.execute(line), said.toString(StandardCharsets.UTF_8));
            assertThat(result.text()).doesNotContain(TransitStandIn.TOKEN, "vault:v", "keyData");
            return result;
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
