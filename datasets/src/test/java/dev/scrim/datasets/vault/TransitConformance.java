package dev.scrim.datasets.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.model.SubjectId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a keyring whose master key is with a transit engine does, whatever server that is. */
abstract class TransitConformance {
    static final String AEAD = "aes256-gcm96";

    @TempDir
    Path temp;

    Path file;
    Path tokenFile;

    /** A server for all tests of the class. */
    abstract TransitServer server();

    /** One that a test may spoil. */
    abstract TransitServer another();

    @BeforeEach
    void place() throws IOException {
        file = temp.resolve("keyring.json");
        tokenFile = temp.resolve("token");
        token(server().token());
    }

    void token(String token) throws IOException {
        Files.deleteIfExists(tokenFile);
        Files.createFile(tokenFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(tokenFile, token + "\n");
    }

    MasterPlace.VaultTransit at(TransitServer server, String key) {
        return at(server.address(), key);
    }

    MasterPlace.VaultTransit at(URI address, String key) {
        return new MasterPlace.VaultTransit(
                address, "transit", key, Optional.empty(), Optional.of(tokenFile), Optional.empty(), false);
    }

    LocalKeyring make(String key, boolean derived) {
        server().makeKey(key, AEAD, derived);
        return LocalKeyring.create(file, at(server(), key));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keysAndNamesLastAndTheFileHoldsNone(boolean derived) throws IOException {
        LocalKeyring keys = make("lasting-" + derived, derived);
        DataKey key = keys.dataKey(id(1));
        String name = keys.opaque(new SubjectId("zoe"));
        keys.forget();

        LocalKeyring again = LocalKeyring.open(file);
        assertThat(again.existingKey(id(1)).orElseThrow().deriveFor("test")).isEqualTo(key.deriveFor("test"));
        assertThat(again.opaque(new SubjectId("zoe"))).isEqualTo(name);
        byte[] secret = key.secret().toByteArray(InsecureSecretKeyAccess.get());
        assertThat(Files.readString(file))
                .contains("scrim-keyring/2", "vault:v1:")
                .doesNotContain(
                        Base64.getEncoder().encodeToString(secret),
                        HexFormat.of().formatHex(secret))
                .doesNotContain(server().token(), "keyData");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void wrappedKeysCannotBeExchanged(boolean derived) throws IOException {
        LocalKeyring keys = make("exchanged-" + derived, derived);
        keys.dataKey(id(1));
        keys.dataKey(id(2));
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(id(1).toString(), "x")
                        .replace(id(2).toString(), id(1).toString())
                        .replace("\"x\"", "\"" + id(2) + "\""));
        refused(WrapFault.CHANGED, () -> keys.existingKey(id(1)));
    }

    @Test
    void noKeyOfAnotherKeyringUnderTheSameServiceKeyIsTaken() throws IOException {
        LocalKeyring keys = make("shared", false);
        keys.dataKey(id(1));
        LocalKeyring other = LocalKeyring.create(temp.resolve("other.json"), at(server(), "shared"));
        other.dataKey(id(1));
        String theirs = wrapped(temp.resolve("other.json"));
        Files.writeString(file, Files.readString(file).replace(wrapped(file), theirs));
        refused(WrapFault.CHANGED, () -> keys.existingKey(id(1)));
    }

    @Test
    void aChangedCiphertextIsRefused() throws IOException {
        LocalKeyring keys = make("changed", false);
        keys.dataKey(id(1));
        String wrapped = wrapped(file);
        byte[] bytes = Base64.getDecoder().decode(wrapped.substring(wrapped.lastIndexOf(':') + 1));
        for (int at : new int[] {0, 20, bytes.length - 1}) {
            byte[] changed = bytes.clone();
            changed[at] ^= 1;
            String text = "vault:v1:" + Base64.getEncoder().encodeToString(changed);
            Files.writeString(file, Files.readString(file).replace(wrapped(file), text));
            refused(WrapFault.CHANGED, () -> keys.existingKey(id(1)));
        }
        for (String text : new String[] {"vault:v7:" + wrapped.substring(9), "vault:v1:####", "vault"}) {
            Files.writeString(file, Files.readString(file).replace(wrapped(file), text));
            refused(WrapFault.CHANGED, () -> keys.existingKey(id(1)));
        }
    }

    @Test
    void aWrongTokenIsRefusedAndARightOneIsTakenAtTheNextCall() throws IOException {
        LocalKeyring keys = make("token", false);
        keys.forget();
        token("hvs.wrong");
        refused(WrapFault.DENIED, () -> LocalKeyring.open(file));
        token("");
        refused(WrapFault.NO_TOKEN, () -> LocalKeyring.open(file));
        Files.delete(tokenFile);
        refused(WrapFault.NO_TOKEN, () -> LocalKeyring.open(file));
        token("two\nlines");
        refused(WrapFault.ODD_TOKEN, () -> LocalKeyring.open(file));
        token(server().token());
        Files.setPosixFilePermissions(tokenFile, PosixFilePermissions.fromString("rw-r-----"));
        refused(WrapFault.OPEN_TOKEN, () -> LocalKeyring.open(file));
        token(server().token());
        assertThat(LocalKeyring.open(file).keyIds()).isEmpty();
    }

    @Test
    void aKeyringIsNotMadeWhereTheServiceWouldNotDo() {
        refused(WrapFault.NO_KEY, () -> LocalKeyring.create(file, at(server(), "never-made")));
        server().makeKey("signs", "ed25519", false);
        refused(WrapFault.REFUSED, () -> LocalKeyring.create(file, at(server(), "signs")));
        server().makeKey("right", AEAD, false);
        MasterPlace.VaultTransit right = at(server(), "right");
        MasterPlace.VaultTransit elsewhere = new MasterPlace.VaultTransit(
                right.address(), "nowhere", "right", Optional.empty(), right.tokenFile(), Optional.empty(), false);
        refused(WrapFault.NO_MOUNT, () -> LocalKeyring.create(file, elsewhere));
        refused(WrapFault.UNREACHABLE, () -> LocalKeyring.create(file, at(URI.create("http://127.0.0.1:1"), "right")));
        assertThat(file).doesNotExist();
    }

    @Test
    void aDeletedServiceKeyLeavesNothingReadableAndNothingIsAddedBesideIt() {
        LocalKeyring keys = make("deleted", false);
        keys.dataKey(id(1));
        assertThat(keys.existingKey(id(1))).isPresent();
        server().deleteKey("deleted");
        assertThat(keys.existingKey(id(1))).as("still in memory").isPresent();
        refused(WrapFault.NO_KEY, () -> keys.dataKey(id(2)));
        server().makeKey("deleted", AEAD, false);
        refused(WrapFault.CHANGED, () -> keys.dataKey(id(2)));
        keys.forget();
        refused(WrapFault.CHANGED, () -> LocalKeyring.open(file));
        refused(WrapFault.CHANGED, () -> keys.existingKey(id(1)));
    }

    @Test
    void aSealedServerIsSaidAndErasureStillWorks() {
        try (TransitServer own = another()) {
            token(own.token());
            own.makeKey("sealed", AEAD, false);
            LocalKeyring keys = LocalKeyring.create(file, at(own, "sealed"));
            keys.dataKey(id(1));
            own.seal();
            keys.forget();
            refused(WrapFault.SEALED, () -> LocalKeyring.open(file));
            assertThat(LocalKeyring.look(file).keys()).isEqualTo(1);
            assertThat(keys.destroy(id(1))).isTrue();
            assertThat(LocalKeyring.look(file).destroyed()).isEqualTo(1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        refused(WrapFault.UNREACHABLE, () -> LocalKeyring.open(file));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void afterARotationBackupsOpenOnlyUntilTheServiceForbidsTheOldVersion(boolean derived) throws IOException {
        String name = "rotated-" + derived;
        LocalKeyring keys = make(name, derived);
        byte[] first = keys.dataKey(id(1)).deriveFor("test");
        keys.dataKey(id(2));
        Path backup = Files.copy(file, temp.resolve("backup.json"));
        keys.destroy(id(2));
        server().rotateKey(name);
        keys.rotate();
        assertThat(LocalKeyring.look(file).versions()).isEqualTo(Map.of("v2", 2));
        assertThat(keys.existingKey(id(1)).orElseThrow().deriveFor("test")).isEqualTo(first);
        assertThat(LocalKeyring.open(backup).existingKey(id(2)))
                .as("a backup from before")
                .isPresent();

        server().allowFrom(name, 2);
        keys.forget();
        assertThat(keys.existingKey(id(1)).orElseThrow().deriveFor("test")).isEqualTo(first);
        assertThat(keys.existingKey(id(2))).isEmpty();
        keys.forget();
        refused(WrapFault.TOO_OLD, () -> LocalKeyring.open(backup).existingKey(id(2)));
    }

    @Test
    void keysMoveFromTheFileToTheServiceAndBack() throws IOException {
        LocalKeyring keys = LocalKeyring.openOrCreate(file);
        byte[] key = keys.dataKey(id(1)).deriveFor("test");
        keys.dataKey(id(2));
        keys.destroy(id(2));
        String name = keys.opaque(new SubjectId("zoe"));
        server().makeKey("moved", AEAD, false);
        keys.moveTo(at(server(), "moved"));
        assertThat(Files.readString(file)).contains("vault:v1:").doesNotContain("keyData");
        keys.forget();
        assertThat(LocalKeyring.open(file).existingKey(id(1)).orElseThrow().deriveFor("test"))
                .isEqualTo(key);
        keys.moveTo(new MasterPlace.Embedded());
        server().deleteKey("moved");
        LocalKeyring back = LocalKeyring.open(file);
        assertThat(back.existingKey(id(1)).orElseThrow().deriveFor("test")).isEqualTo(key);
        assertThat(back.opaque(new SubjectId("zoe"))).isEqualTo(name);
        assertThatThrownBy(() -> back.dataKey(id(2))).hasMessageContaining("was destroyed");
    }

    /** One sentence with its remedy, and nowhere in the whole trace a token or where the server is. */
    void refused(WrapFault fault, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(UserError.class)
                .hasMessageContaining(fault.why())
                .hasMessageContaining(fault.remedy())
                .satisfies(e -> {
                    StringWriter trace = new StringWriter();
                    e.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString()).doesNotContain(server().token(), "hvs.", "127.0.0.1", "vault:v");
                });
    }

    static String wrapped(Path keyring) throws IOException {
        return new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(Files.readString(keyring))
                .path("keys")
                .path(id(1).toString())
                .asText();
    }

    static KeyId id(int i) {
        return new KeyId(String.format("s%032x", i), 0);
    }
}
