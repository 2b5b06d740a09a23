package dev.scrim.datasets.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.model.SubjectId;
import dev.scrim.datasets.store.StageName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MediaVaultTest {
    private static final Aad PLACE = new Aad("b1", new StageName("01-capture"), "media/r1-0");

    @TempDir
    Path temp;

    private LocalKeyring keys;
    private MediaVault vault;
    private KeyId ann;
    private KeyId bob;
    private byte[] plain;
    private Path file;

    @BeforeEach
    void encryptOneFile() throws IOException {
        keys = LocalKeyring.openOrCreate(temp.resolve("keyring.json"));
        vault = new MediaVault(keys);
        ann = new KeyId(keys.opaque(new SubjectId("ann")), 0);
        bob = new KeyId(keys.opaque(new SubjectId("bob")), 0);
        keys.dataKey(bob);
        plain = new byte[300_000];
        new Random(1).nextBytes(plain);
        file = temp.resolve("media");
        try (OutputStream out = vault.encrypt(Files.newOutputStream(file), ann, PLACE)) {
            out.write(plain);
        }
    }

    @Test
    void readsFromAnyPoint() throws IOException {
        assertThat(readAll(ann, PLACE)).isEqualTo(plain);
        Random random = new Random(2);
        try (SeekableByteChannel in = open(ann, PLACE)) {
            assertThat(in.size()).isEqualTo(plain.length);
            for (int trial = 0; trial < 50; trial++) {
                int from = random.nextInt(plain.length);
                ByteBuffer part = ByteBuffer.allocate(1 + random.nextInt(Math.min(90_000, plain.length - from)));
                in.position(from);
                while (part.hasRemaining() && in.read(part) >= 0) {}
                assertThat(Arrays.copyOf(part.array(), part.position()))
                        .isEqualTo(Arrays.copyOfRange(plain, from, from + part.position()));
            }
        }
    }

    @Test
    void channelsAndStreamsAgree() throws IOException {
        Path other = temp.resolve("other");
        try (WritableByteChannel out = vault.encrypt(
                (WritableByteChannel) Files.newByteChannel(other, StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                ann,
                PLACE)) {
            out.write(ByteBuffer.wrap(plain));
        }
        try (InputStream in = vault.decrypt(Files.newInputStream(other), ann, PLACE)) {
            assertThat(in.readAllBytes()).isEqualTo(plain);
        }
        assertThat(Files.readAllBytes(other)).isNotEqualTo(Files.readAllBytes(file));
        assertThat(Files.readAllBytes(other)[0])
                .as("the header length that commits look for")
                .isEqualTo((byte) 40);
    }

    @Test
    void anEmptyFileIsAFile() throws IOException {
        Path empty = temp.resolve("empty");
        vault.encrypt(Files.newOutputStream(empty), ann, PLACE).close();
        try (InputStream in = vault.decrypt(Files.newInputStream(empty), ann, PLACE)) {
            assertThat(in.readAllBytes()).isEmpty();
        }
        try (SeekableByteChannel in = vault.decrypt(Files.newByteChannel(empty), ann, PLACE)) {
            assertThat(in.size()).isZero();
            assertThat(in.read(ByteBuffer.allocate(8)))
                    .as("the end, not nothing for ever")
                    .isEqualTo(-1);
        }
    }

    @Test
    void aFileCutDownToTheLengthOfAnEmptyOneIsNotAnEmptyOne() throws IOException {
        Path empty = temp.resolve("empty");
        vault.encrypt(Files.newOutputStream(empty), ann, PLACE).close();
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(empty)));
        assertThatThrownBy(() -> readAll(ann, PLACE)).isInstanceOf(IOException.class);
    }

    @Test
    void anotherPlaceOrPersonCannotReadIt() {
        for (Aad place : List.of(
                new Aad("b2", PLACE.stage(), PLACE.name()),
                new Aad("b1", new StageName("06-redacted"), PLACE.name()),
                new Aad("b1", PLACE.stage(), "media/r1-1"))) {
            assertThatThrownBy(() -> readAll(ann, place)).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> readAll(bob, PLACE)).isInstanceOf(IOException.class);
    }

    @Test
    void anyFlippedBitAndAnyCutIsAnErrorNotOtherBytes() throws IOException {
        byte[] sealed = Files.readAllBytes(file);
        Random random = new Random(3);
        for (int trial = 0; trial < 40; trial++) {
            byte[] flipped = sealed.clone();
            flipped[random.nextInt(sealed.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, flipped);
            assertThatThrownBy(() -> readAll(ann, PLACE)).isInstanceOf(IOException.class);
        }
        for (int length : new int[] {0, 1, 39, 40, 41, 65_536, 131_072, sealed.length - 1}) {
            Files.write(file, Arrays.copyOf(sealed, length));
            assertThatThrownBy(() -> readAll(ann, PLACE)).as("cut at " + length).isInstanceOf(IOException.class);
        }
    }

    @Test
    void anErasedPersonsMediaCannotBeRead() {
        keys.destroy(ann);
        assertThatThrownBy(() -> readAll(ann, PLACE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the person was erased");
    }

    private SeekableByteChannel open(KeyId id, Aad place) throws IOException {
        return vault.decrypt(Files.newByteChannel(file), id, place);
    }

    private byte[] readAll(KeyId id, Aad place) throws IOException {
        try (SeekableByteChannel in = open(id, place)) {
            ByteBuffer all = ByteBuffer.allocate(plain.length + 1);
            while (in.read(all) >= 0) {}
            return Arrays.copyOf(all.array(), all.position());
        }
    }
}
