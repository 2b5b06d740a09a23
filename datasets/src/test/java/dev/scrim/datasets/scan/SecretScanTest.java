package dev.scrim.datasets.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretScanTest {
    private static final String SECRET = "Quillback Terrace";
    private static final SecretScan SCAN = new SecretScan(List.of("nobody has this", SECRET, "417-62-0938", "abc"));

    @TempDir
    private Path root;

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void findsATextInEachEncodingBareAndInBase64AtEveryAlignment(String charset) throws IOException {
        for (int before = 0; before < 5; before++) {
            byte[] text = ("x".repeat(before) + SECRET + ", and more").getBytes(Charset.forName(charset));
            write("bare" + before, text);
            write("coded" + before, Base64.getEncoder().encode(text));
            write("url" + before, Base64.getUrlEncoder().encode(text));
        }
        ScanResult found = scan();
        assertThat(found.filesHit()).isEqualTo(15);
        assertThat(found.hits()).allMatch(h -> h.text() == 2);
    }

    @Test
    void findsIdentifiersWithoutTheirSeparatorsAndTextsInOtherLetters() throws IOException {
        write("a", "ssn=417620938;".getBytes(StandardCharsets.UTF_8));
        write("b", "QUILLBACK TERRACE".getBytes(StandardCharsets.UTF_8));
        write("c", "quillback terrace".getBytes(StandardCharsets.UTF_8));
        write("quillback terrace.txt", new byte[0]);
        write("e", "417-62-093".getBytes(StandardCharsets.UTF_8));
        assertThat(scan().hits())
                .extracting(h -> h.file() + " " + h.text() + " " + h.how())
                .containsExactly("a 3 UTF-8", "b 2 UTF-8", "c 2 UTF-8", "quillback terrace.txt 2 UTF-8 in its name");
    }

    @Test
    void findsATextInStreamsAndArchivesThatLieInEachOther() throws IOException {
        byte[] text = ("{\"street\": \"" + SECRET + "\"}").getBytes(StandardCharsets.UTF_8);
        write("a.gz", gzip(text));
        write("b.zip", zip(gzip(zip(text))));
        byte[] amid = new byte[3000];
        System.arraycopy(gzip(text), 0, amid, 1234, gzip(text).length);
        write("c.bin", amid);
        write("d.zip", zip(Base64.getEncoder().encode(text)));
        ScanResult found = scan();
        assertThat(found.hits())
                .extracting(h -> h.file() + " " + h.how())
                .contains(
                        "a.gz UTF-8 in gz",
                        "b.zip UTF-8 in zip in gz in zip",
                        "c.bin UTF-8 in gz",
                        "d.zip UTF-8 in base64 in zip");
        assertThat(found.filesHit()).isEqualTo(4);
    }

    @Test
    void aTextAcrossTheEdgeOfAWindowIsFound() throws IOException {
        for (int back : new int[] {1, 8, 16, 40}) {
            byte[] large = new byte[(1 << 20) + 500];
            byte[] text = SECRET.getBytes(StandardCharsets.UTF_8);
            System.arraycopy(text, 0, large, (1 << 20) - back, text.length);
            write("large" + back, large);
            write("packed" + back + ".gz", gzip(large));
        }
        assertThat(scan().filesHit()).isEqualTo(8);
    }

    @Test
    void whatCannotBeUnpackedIsSaidAndRandomBytesAreClean() throws IOException {
        byte[] noise = new byte[8 << 20];
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) random.nextInt();
        }
        byte[] broken = gzip(Arrays.copyOf(noise, 100_000));
        broken[broken.length / 2] ^= 0x55;
        write("broken.gz", broken);
        assertThat(scan().unopened()).containsExactly("broken.gz");
        assertThat(scan().isClean()).isFalse();
        Files.delete(root.resolve("broken.gz"));
        write("noise", noise);
        ScanResult found = scan();
        assertThat(found.isClean()).isTrue();
        assertThat(found.tooShort()).isEqualTo(1);
        assertThat(found.bytes()).isEqualTo(noise.length);
    }

    private ScanResult scan() throws IOException {
        return SCAN.scan(root, 2, bytes -> {});
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(root.resolve(name), bytes);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] zip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("member"));
            zip.write(bytes);
            zip.closeEntry();
        }
        return out.toByteArray();
    }
}
