package dev.scrim.jobs.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileKindTest {
    @TempDir
    Path temp;

    private FileKind kind(byte[] bytes) throws IOException {
        return FileKind.of(Files.write(temp.resolve("any name.bin"), bytes));
    }

    private FileKind kind(String latin) throws IOException {
        return kind(latin.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void byBytesNeverByName() throws IOException {
        assertThat(kind("")).isEqualTo(FileKind.EMPTY);
        assertThat(kind("PAR1 rows PAR1")).isEqualTo(FileKind.PARQUET);
        assertThat(kind("PARE rows PARE")).isEqualTo(FileKind.SEALED);
        assertThat(kind("PARE rows PAR1")).isNotEqualTo(FileKind.SEALED);
        assertThat(kind("ORC\n")).isEqualTo(FileKind.ORC);
        assertThat(kind("Obj\u0001\u0004")).isEqualTo(FileKind.AVRO);
        assertThat(kind("ARROW1\0\0")).isEqualTo(FileKind.ARROW);
        assertThat(kind("SQLite format 3\0")).isEqualTo(FileKind.SQLITE);
        assertThat(kind("age-encryption.org/v1\n-> X25519")).isEqualTo(FileKind.ENCRYPTED);
        assertThat(kind("\u001f\u008b\u0008")).isEqualTo(FileKind.COMPRESSED);
        assertThat(kind("(\u00b5/\u00fd")).isEqualTo(FileKind.COMPRESSED);
        assertThat(kind("\u0001\u0002\u0000")).isEqualTo(FileKind.OTHER);
    }

    @Test
    void textIsUtf8WithoutControlCharactersEvenCutInTheMiddleOfALetter() throws IOException {
        assertThat(kind("name,amount\r\nx,1\t2\n")).isEqualTo(FileKind.TEXT);
        for (int pad = 0; pad < 4; pad++) {
            String text = "x".repeat(pad) + "\u20ac".repeat(400);
            assertThat(kind(text.getBytes(StandardCharsets.UTF_8)))
                    .as("pad %d", pad)
                    .isEqualTo(FileKind.TEXT);
        }
        assertThat(kind("a\u0000b")).isEqualTo(FileKind.OTHER);
        assertThat(kind("caf\u00e9, in Latin")).isEqualTo(FileKind.OTHER);
    }
}
