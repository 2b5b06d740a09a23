package dev.scrim.datasets.shards.webdataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

class TarTest {
    /** Written down from Python 3.11's {@code tarfile.TarInfo.tobuf(tarfile.USTAR_FORMAT)} with mode 0444. */
    @Test
    void headerIsPythonsByteForByte() {
        byte[] block = new TarHeader("abc.image.png", 600).toBlock();
        assertThat(new String(block, 0, 157, StandardCharsets.ISO_8859_1))
                .isEqualTo("abc.image.png" + "\0".repeat(87) + "0000444\0" + "0000000\0" + "0000000\0" + "00000001130\0"
                        + "00000000000\0" + "010252\0 " + "0");
        assertThat(new String(block, 257, 255, StandardCharsets.ISO_8859_1))
                .isEqualTo("ustar\00000" + "\0".repeat(247));
    }

    @Test
    void anotherReaderTakesIt() throws IOException {
        byte[] tar = new byte[TarHeader.RECORD];
        System.arraycopy(new TarHeader("k.json", 7).toBlock(), 0, tar, 0, TarHeader.BLOCK);
        System.arraycopy("{\"a\":1}".getBytes(StandardCharsets.US_ASCII), 0, tar, TarHeader.BLOCK, 7);
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
            TarArchiveEntry entry = in.getNextEntry();
            assertThat(entry.getName()).isEqualTo("k.json");
            assertThat(entry.isFile()).isTrue();
            assertThat(entry.isCheckSumOK()).isTrue();
            assertThat(entry.getMode()).isEqualTo(0444);
            assertThat(entry.getLastModifiedTime().toMillis()).isZero();
            assertThat(entry.getLongUserId() + entry.getLongGroupId()).isZero();
            assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo("{\"a\":1}");
            assertThat(in.getNextEntry()).isNull();
        }
    }

    @Test
    void anyChangedByteOfAHeaderIsRefused() throws IOException {
        byte[] good = new TarHeader("some-key.after_image.webp", 123_456_789).toBlock();
        assertThat(TarHeader.of(good)).contains(new TarHeader("some-key.after_image.webp", 123_456_789));
        assertThat(TarHeader.of(new byte[TarHeader.BLOCK])).isEmpty();
        Random random = new Random(1);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> TarHeader.of(bad)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void namesAndSizesThatNoTarCanHoldAreRefused() {
        for (String name : new String[] {"", "a b.json", "\u00e4.json", "x".repeat(101)}) {
            assertThatThrownBy(() -> new TarHeader(name, 1)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new TarHeader("a.json", 1L << 33)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new TarHeader("a.json", (1L << 33) - 1).toBlock()).hasSize(512);
    }

    /** What Energon's own preparation gives for two samples of 7 and 600 bytes. */
    @Test
    void indexesAreThoseOfTheirReaders() {
        ShardIndex index = new ShardIndex();
        long at = 0;
        for (String key : new String[] {"a", "b"}) {
            index.add(new TarScan.Entry(key + ".json", at + 512, 7));
            index.add(new TarScan.Entry(key + ".png", at + 1536, 600));
            at += 2560;
        }
        index.end(at);
        ByteBuffer offsets = ByteBuffer.wrap(index.energon()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(new long[] {offsets.getLong(), offsets.getLong(), offsets.getLong()})
                .containsExactly(0, 2560, 5120);
        assertThat(offsets.hasRemaining()).isFalse();
        assertThat(TarHeader.fileLength(at)).isEqualTo(10_240);
        assertThat(new String(index.dali(), StandardCharsets.US_ASCII))
                .isEqualTo("v1.2 2\njson 512 7 a.json png 1536 600 a.png\njson 3072 7 b.json png 4096 600 b.png\n");
    }
}
