package dev.scrim.datasets.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.model.SubjectId;
import dev.scrim.datasets.store.BuildRun;
import dev.scrim.datasets.store.StageCommit;
import dev.scrim.datasets.store.StageFacts;
import dev.scrim.datasets.store.StageName;
import dev.scrim.datasets.store.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalKeyringTest {
    private static final SubjectId ANN = new SubjectId("zoe");

    @TempDir
    Path temp;

    private Path file;

    @BeforeEach
    void place() {
        file = temp.resolve("keyring.json");
    }

    @Test
    void aNewKeyringIsForItsOwnerOnly() throws IOException {
        LocalKeyring.openOrCreate(file).dataKey(id(1));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).contains("\"format\" : \"scrim-keyring/1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwxrwxrwx"})
    void aKeyringThatOthersCanReadIsRefused(String mode) throws IOException {
        LocalKeyring open = LocalKeyring.openOrCreate(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        assertThatThrownBy(() -> LocalKeyring.open(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("chmod 600 " + file);
        assertThat(open.toString()).doesNotContain("scrim");
    }

    @Test
    void aFolderThatEverybodyCanWriteToIsRefused() throws IOException {
        Path open = Files.createDirectory(temp.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> LocalKeyring.openOrCreate(open.resolve("k")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("chmod o-w " + open);
        assertThat(open).isEmptyDirectory();
    }

    @Test
    void keysAndNamesLastAsLongAsTheFile() {
        LocalKeyring first = LocalKeyring.openOrCreate(file);
        byte[] key = first.dataKey(id(1)).deriveFor("test");
        LocalKeyring second = LocalKeyring.openOrCreate(file);
        assertThat(second.dataKey(id(1)).deriveFor("test")).isEqualTo(key).hasSize(DataKey.BYTES);
        assertThat(second.dataKey(new KeyId(id(1).subject(), 1)).deriveFor("test"))
                .isNotEqualTo(key);
        assertThat(second.dataKey(id(2)).deriveFor("test")).isNotEqualTo(key);
        assertThat(second.dataKey(id(1)).deriveFor("other")).isNotEqualTo(key);
        assertThat(second.opaque(ANN)).isEqualTo(first.opaque(ANN));
        assertThat(second.hmac("split", "x")).isEqualTo(first.hmac("split", "x"));
    }

    @Test
    void namesTellNothingAndDifferBetweenKeyrings() {
        LocalKeyring keys = LocalKeyring.openOrCreate(file);
        LocalKeyring others = LocalKeyring.openOrCreate(temp.resolve("other.json"));
        assertThat(keys.opaque(ANN)).matches("s[0-9a-f]{32}").isNotEqualTo(others.opaque(ANN));
        assertThat(new KeyId(keys.opaque(ANN), 0)).hasToString(keys.opaque(ANN) + "/0");
        assertThat(keys.hmac("a", "bc")).matches("[0-9a-f]{64}").isNotEqualTo(keys.hmac("ab", "c"));
        assertThatThrownBy(() -> new KeyId("zoe", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("zoe");
    }

    @Test
    void noKeyIsStoredUnwrappedOrPrinted() throws IOException {
        LocalKeyring keys = LocalKeyring.openOrCreate(file);
        DataKey key = keys.dataKey(id(1));
        byte[] secret = key.secret().toByteArray(InsecureSecretKeyAccess.get());
        for (String text : List.of(Files.readString(file), key.toString(), keys.toString(), keys.describe())) {
            assertThat(text)
                    .doesNotContain(Base64.getEncoder().encodeToString(secret))
                    .doesNotContain(HexFormat.of().formatHex(secret));
        }
        assertThat(keys.describe()).isEqualTo("keyring file " + file);
    }

    @Test
    void wrappedKeysCannotBeExchanged() throws IOException {
        LocalKeyring keys = LocalKeyring.openOrCreate(file);
        keys.dataKey(id(1));
        keys.dataKey(id(2));
        String swapped = Files.readString(file)
                .replace(id(1).toString(), "x")
                .replace(id(2).toString(), id(1).toString())
                .replace("\"x\"", "\"" + id(2) + "\"");
        Files.writeString(file, swapped);
        assertThatThrownBy(() -> keys.existingKey(id(1)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("was changed");
    }

    @Test
    void aDamagedKeyringIsRefusedWithoutQuotingIt() throws IOException {
        LocalKeyring.openOrCreate(file);
        String text = Files.readString(file);
        int value = text.indexOf("\"value\" : \"") + 11;
        String secret = text.substring(value, value + 20);
        for (String damaged : List.of(
                text.substring(0, text.length() / 2),
                "",
                text.replace("scrim-keyring/1", "scrim-keyring/9"),
                text.replace(secret, secret.substring(4) + "AAAA"),
                text.replace("\"value\"", "value"))) {
            Files.writeString(file, damaged);
            assertThatThrownBy(() -> LocalKeyring.open(file))
                    .isInstanceOf(UserError.class)
                    .satisfies(e -> assertThat(e).hasStackTraceContaining("keyring"))
                    .satisfies(e -> assertThat(stackTrace(e)).doesNotContain(secret))
                    .hasMessageContaining("restore it");
        }
    }

    @Test
    void aMissingKeyringIsSaid() {
        assertThatThrownBy(() -> LocalKeyring.open(file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void aLostKeyringIsNotReplacedUnderAnEncryptedWorkspace() {
        Workspace workspace = Workspace.open(temp.resolve("ws").toUri(), new Configuration(), Clock.systemUTC());
        LocalKeyring.of(workspace, file);
        assertThat(file).exists();
        try (BuildRun run = workspace.build("b1").start();
                StageCommit stage = run.begin(new StageName("01-capture"))) {
            stage.commit(StageFacts.of("", Map.of(), Map.of(), ""));
        }
        LocalKeyring.of(workspace, file);
        assertThatThrownBy(() -> LocalKeyring.of(workspace))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("restore it from your backup");
        assertThat(workspace.defaultKeyring()).doesNotExist();
    }

    @Test
    void aDestroyedKeyIsGoneForEverybodyAtOnceAndForGood() {
        LocalKeyring keys = LocalKeyring.openOrCreate(file);
        LocalKeyring other = LocalKeyring.open(file);
        keys.dataKey(id(1));
        keys.dataKey(id(2));
        assertThat(other.existingKey(id(1))).isPresent();
        assertThat(keys.destroy(id(1))).isTrue();
        assertThat(keys.destroy(id(1))).isFalse();
        assertThat(other.existingKey(id(1))).isEmpty();
        assertThat(other.keyIds()).containsExactly(id(2));
        assertThatThrownBy(() -> other.dataKey(id(1)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("was destroyed");
        assertThat(LocalKeyring.open(file).existingKey(id(1))).isEmpty();
    }

    @Test
    void manyWritersAgree() throws Exception {
        LocalKeyring.openOrCreate(file);
        ExecutorService pool = Executors.newFixedThreadPool(6);
        try {
            List<Future<List<String>>> results = new ArrayList<>();
            for (int writer = 0; writer < 6; writer++) {
                results.add(pool.submit(() -> {
                    LocalKeyring mine = LocalKeyring.open(file);
                    List<String> keys = new ArrayList<>();
                    for (int i = 0; i < 15; i++) {
                        keys.add(HexFormat.of().formatHex(mine.dataKey(id(i)).deriveFor("test")));
                    }
                    return keys;
                }));
            }
            List<String> expected = results.get(0).get();
            for (Future<List<String>> result : results) {
                assertThat(result.get()).isEqualTo(expected);
            }
            assertThat(expected).doesNotHaveDuplicates();
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void twoProcessesAgree() throws Exception {
        LocalKeyring here = LocalKeyring.openOrCreate(file);
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        for (int i = 0; i < 40; i++) {
            here.dataKey(id(i));
        }
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).as(output).isZero();
        assertThat(here.keyIds()).hasSize(60);
        for (int i = 0; i < 60; i++) {
            assertThat(output)
                    .contains(HexFormat.of().formatHex(here.dataKey(id(i)).deriveFor("test")));
        }
    }

    /** Makes keys 20 to 59 and reads all of them. */
    static final class OtherProcess {
        private OtherProcess() {}

        public static void main(String[] args) throws InterruptedException {
            LocalKeyring keys = LocalKeyring.open(Path.of(args[0]));
            for (int i = 59; i >= 20; i--) {
                keys.dataKey(id(i));
            }
            for (int i = 0; i < 20; i++) {
                for (int wait = 0; wait < 1000 && keys.existingKey(id(i)).isEmpty(); wait++) {
                    Thread.sleep(5);
                }
            }
            for (int i = 0; i < 60; i++) {
                System.out.println(HexFormat.of()
                        .formatHex(keys.existingKey(id(i)).orElseThrow().deriveFor("test")));
            }
        }
    }

    private static String stackTrace(Throwable t) {
        StringWriter text = new StringWriter();
        t.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static KeyId id(int i) {
        return new KeyId(String.format("s%032x", i), 0);
    }
}
