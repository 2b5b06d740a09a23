package dev.scrim.datasets.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A keyring whose master key is in a cloud, by a Tink client. */
final class KmsKeyringTest {
    private static final String URI = "test-kms://ring/master";

    @TempDir
    Path temp;

    private Path file;

    @BeforeEach
    void key() throws Exception {
        file = temp.resolve("keyring.json");
        TestKms.makeKey(URI);
    }

    @Test
    void aClientOnTheClassPathIsFoundAndTheFileHoldsNoKey() throws Exception {
        LocalKeyring keys = LocalKeyring.create(file, new MasterPlace.CloudKms(URI));
        byte[] key = keys.dataKey(TransitConformance.id(1)).deriveFor("test");
        keys.forget();
        assertThat(LocalKeyring.open(file)
                        .existingKey(TransitConformance.id(1))
                        .orElseThrow()
                        .deriveFor("test"))
                .isEqualTo(key);
        assertThat(Files.readString(file)).contains("tink-kms", URI).doesNotContain("keyData");
        keys.rotate();
        keys.moveTo(new MasterPlace.Embedded());
        assertThat(keys.existingKey(TransitConformance.id(1)).orElseThrow().deriveFor("test"))
                .isEqualTo(key);
    }

    @Test
    void withoutTheCloudsKeyNothingIsReadAndNothingAdded() throws Exception {
        LocalKeyring keys = LocalKeyring.create(file, new MasterPlace.CloudKms(URI));
        keys.dataKey(TransitConformance.id(1));
        TestKms.CLOUD.remove(URI);
        refused(WrapFault.KMS_REFUSED, () -> keys.dataKey(TransitConformance.id(2)));
        keys.forget();
        refused(WrapFault.KMS_REFUSED, () -> LocalKeyring.open(file));
        TestKms.makeKey(URI);
        refused(WrapFault.KMS_REFUSED, () -> LocalKeyring.open(file));
    }

    @Test
    void aChangedOrExchangedKeyIsRefused() throws Exception {
        LocalKeyring keys = LocalKeyring.create(file, new MasterPlace.CloudKms(URI));
        keys.dataKey(TransitConformance.id(1));
        String wrapped = TransitConformance.wrapped(file);
        byte[] bytes = Base64.getDecoder().decode(wrapped);
        bytes[bytes.length - 1] ^= 1;
        for (String changed : new String[] {Base64.getEncoder().encodeToString(bytes), "####"}) {
            String text = Files.readString(file);
            Files.writeString(file, text.replace(wrapped, changed));
            assertThatThrownBy(() -> keys.existingKey(TransitConformance.id(1))).isInstanceOf(UserError.class);
            Files.writeString(file, text);
        }
    }

    @Test
    void aCloudWithoutAClientIsSaid() {
        refused(
                WrapFault.NO_CLIENT,
                () -> LocalKeyring.create(file, new MasterPlace.CloudKms("gcp-kms://projects/zoe/key")));
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no uri", "gcp-kms:", "gcp-kms://with space"})
    void whatIsNoUriIsRefused(String uri) {
        assertThatThrownBy(() -> new MasterPlace.CloudKms(uri)).isInstanceOf(UserError.class);
    }

    private static void refused(WrapFault fault, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(UserError.class)
                .hasMessageContaining(fault.why())
                .hasMessageContaining(fault.remedy())
                .satisfies(e -> {
                    StringWriter trace = new StringWriter();
                    e.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString()).doesNotContain("://", "a cloud's own");
                });
    }
}
