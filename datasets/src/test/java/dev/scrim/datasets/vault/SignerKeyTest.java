package dev.scrim.datasets.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignerKeyTest {
    private static final byte[] MESSAGE = "what is signed".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private static char[] phrase() {
        return "four unrelated wörds".toCharArray();
    }

    @Test
    void aKeySignsAfterItsFileWasOpenedAgainAndOnlyItsOwnerCanReadTheFile() throws IOException {
        Path file = folder.resolve("ann.key");
        SignerKey made = SignerKey.create(file, phrase());
        SignerKey opened = SignerKey.open(file, phrase());

        assertThat(opened.publicKeys()).isEqualTo(made.publicKeys());
        assertThat(made.publicKeys().verify(MESSAGE, opened.sign(MESSAGE))).isTrue();
        assertThat(PublicKeys.parse(made.publicKeys().toJson())).isEqualTo(made.publicKeys());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(made.toString()).isEqualTo("SignerKey[" + made.publicKeys().fingerprint() + "]");
    }

    @Test
    void anotherMessageAnotherKeyOrAHalfSignatureDoesNotVerify() {
        SignerKey ann = SignerKey.create(folder.resolve("ann.key"), phrase());
        SignerKey bob = SignerKey.create(folder.resolve("bob.key"), phrase());
        byte[] signature = ann.sign(MESSAGE);

        assertThat(ann.publicKeys().verify("what is sighed".getBytes(StandardCharsets.UTF_8), signature))
                .isFalse();
        assertThat(bob.publicKeys().verify(MESSAGE, signature)).isFalse();
        assertThat(ann.publicKeys().verify(MESSAGE, new byte[3])).isFalse();
        assertThat(ann.publicKeys().fingerprint()).isNotEqualTo(bob.publicKeys().fingerprint());
    }

    @Test
    void aWrongPassphraseAChangedFileAndAFileOthersCanReadAreRefused() throws IOException {
        Path file = folder.resolve("ann.key");
        SignerKey.create(file, phrase());
        SignerKey.create(folder.resolve("bob.key"), phrase());

        assertThatThrownBy(() -> SignerKey.open(file, "four unrelated words".toCharArray()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("passphrase does not open it");
        assertThatThrownBy(() -> SignerKey.open(folder.resolve("none"), phrase()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("not there");
        assertThatThrownBy(() -> SignerKey.create(file, phrase())).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> SignerKey.create(folder.resolve("short"), "short".toCharArray()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("at least 12");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> SignerKey.open(file, phrase()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("chmod 600");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        String text = Files.readString(file);
        String bobs = Files.readString(folder.resolve("bob.key"));
        // Bob's public half under Ann's private one: shares meant for Ann would be given to Bob.
        Files.writeString(file, text.replace(line(text, "\"public\""), line(bobs, "\"public\"")));
        assertThatThrownBy(() -> SignerKey.open(file, phrase())).isInstanceOf(UserError.class);
        Files.writeString(file, text.substring(0, text.length() / 2));
        assertThatThrownBy(() -> SignerKey.open(file, phrase()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("damaged");
    }

    private static String line(String text, String key) {
        return text.lines().filter(l -> l.contains(key)).findFirst().orElseThrow();
    }

    @Test
    void passwordsAreHashedWithASaltOfTheirOwnAndNeverPrinted() {
        PasswordHash hash = PasswordHash.of(phrase());

        assertThat(hash.text()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(hash.matches(phrase())).isTrue();
        assertThat(hash.matches("four unrelated words".toCharArray())).isFalse();
        assertThat(PasswordHash.of(phrase()).text()).isNotEqualTo(hash.text());
        assertThat(hash.toString()).doesNotContain(hash.text().substring(40));
        assertThatThrownBy(() -> new PasswordHash("$2a$10$abc")).isInstanceOf(IllegalArgumentException.class);
    }

    /** Test vector of RFC 9106's reference implementation: password, somesalt, 2 passes, 64 MiB, 1 lane. */
    @Test
    void argonIsTheStandardOne() {
        byte[] hash = new Argon2id(65_536, 2, 1)
                .derive("password".toCharArray(), "somesalt".getBytes(StandardCharsets.US_ASCII), 32);

        assertThat(java.util.HexFormat.of().formatHex(hash))
                .isEqualTo("09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7");
    }
}
