package dev.scrim.datasets.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.scrim.datasets.store.SealedBytes;
import dev.scrim.datasets.store.StageName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedBytesTest {
    @TempDir
    Path temp;

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void streamsOfTheVaultAndEncryptedTablesAreSealed() throws IOException {
        MediaVault vault = new MediaVault(LocalKeyring.openOrCreate(temp.resolve("keyring.json")));
        for (int i = 0; i < 200; i++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (OutputStream sealed =
                    vault.encrypt(out, new KeyId(KeyId.BUILD, 0), new Aad("b", new StageName("01-capture"), "n" + i))) {
                sealed.write(new byte[i]);
            }
            assertThat(SealedBytes.isSealed(Arrays.copyOf(out.toByteArray(), SealedBytes.LOOKED_AT)))
                    .as("stream %d", i)
                    .isTrue();
        }
        assertThat(SealedBytes.isSealed(ascii("PARE"))).isTrue();
        assertThat(SealedBytes.isSealed(ascii("SCRIMSL1 and what follows"))).isTrue();
    }

    /** A Zstandard frame begins with 40 as well, and so does text with a bracket. */
    @Test
    void whatBeginsAlikeAndIsReadWithoutAKeyIsNot() {
        byte[] zstd = Zstd.compress("name,amount\nAda,12\n".repeat(50).getBytes(StandardCharsets.UTF_8));
        assertThat(zstd[0]).isEqualTo((byte) 40);
        assertThat(SealedBytes.isSealed(zstd)).isFalse();
        assertThat(SealedBytes.isSealed(ascii("(a list, in brackets, of what nobody should be able to read)")))
                .isFalse();
        assertThat(SealedBytes.isSealed(ascii("PAR1"))).isFalse();
        assertThat(SealedBytes.isSealed(ascii("{\"a\": 1}"))).isFalse();
        assertThat(SealedBytes.isSealed(new byte[] {40, 1, 2, 3})).isFalse();
        assertThat(SealedBytes.isSealed(new byte[0])).isFalse();
    }
}
