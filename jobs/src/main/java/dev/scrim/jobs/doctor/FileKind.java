package dev.scrim.jobs.doctor;

import dev.scrim.datasets.store.SealedBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/** What a file is by its first and last bytes, never by its name. */
enum FileKind {
    /** Nothing in it. */
    EMPTY(false, false),
    /** In a format of Scrim's vault: an encrypted table, a Tink stream. */
    SEALED(false, true),
    /** An age, OpenPGP or OpenSSL container, or an encrypted H2 database. */
    ENCRYPTED(false, true),
    /** A Parquet file whose footer is plain ({@code PAR1}): columns may be encrypted, but names and statistics are not. */
    PARQUET(true, false),
    ORC(true, false),
    AVRO(true, false),
    ARROW(true, false),
    SQLITE(true, false),
    /** UTF-8 without control characters: CSV, JSON and their like. */
    TEXT(true, false),
    /** gzip, zstd, bzip2, xz, lz4, snappy: text of tables, for whoever unpacks it. */
    COMPRESSED(true, false),
    /** Nothing that is known. */
    OTHER(false, false);

    private static final int HEAD_BYTES = 512;
    private static final int TAIL_BYTES = 4;
    private static final List<String> CONTAINERS = List.of(
            "age-encryption.org/",
            "-----BEGIN PGP MESSAGE",
            "-----BEGIN AGE ENCRYPTED FILE",
            "Salted__",
            "H2encrypt\n");

    private final boolean readable;
    private final boolean sealed;

    FileKind(boolean readable, boolean sealed) {
        this.readable = readable;
        this.sealed = sealed;
    }

    /** Whether whoever may read the file reads a table in it. */
    boolean readableTable() {
        return readable;
    }

    boolean sealed() {
        return sealed;
    }

    /** Looks at half a kilobyte of it. */
    static FileKind of(Path file) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            byte[] head = read(in, 0, HEAD_BYTES);
            if (head.length == 0) {
                return EMPTY;
            }
            byte[] tail = read(in, Math.max(0, in.size() - TAIL_BYTES), TAIL_BYTES);
            return of(head, tail);
        }
    }

    static FileKind of(byte[] head, byte[] tail) {
        if (starts(head, "PAR1")) {
            return PARQUET;
        }
        if (SealedBytes.isTable(head) ? starts(tail, "PARE") : SealedBytes.isSealed(head)) {
            return SEALED;
        }
        if (CONTAINERS.stream().anyMatch(c -> starts(head, c))) {
            return ENCRYPTED;
        }
        if (starts(head, "ORC")) {
            return ORC;
        }
        if (starts(head, "Obj\u0001")) {
            return AVRO;
        }
        if (starts(head, "ARROW1") || starts(head, "FEA1") || starts(head, new byte[] {-1, -1, -1, -1})) {
            return ARROW;
        }
        if (starts(head, "SQLite format 3")) {
            return SQLITE;
        }
        if (compressed(head)) {
            return COMPRESSED;
        }
        return text(head) ? TEXT : OTHER;
    }

    /** Magics: RFC 1952, RFC 8878, bzip2's, xz's, the LZ4 and Snappy frame formats'. */
    private static boolean compressed(byte[] head) {
        return starts(head, new byte[] {0x1f, (byte) 0x8b})
                || starts(head, new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd})
                || starts(head, "BZh")
                || starts(head, new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z'})
                || starts(head, new byte[] {0x04, 0x22, 0x4d, 0x18})
                || starts(head, new byte[] {(byte) 0xff, 0x06, 0x00, 0x00, 's', 'N', 'a'});
    }

    /** Where there is more of the file, the last bytes may be part of a character. */
    private static boolean text(byte[] head) {
        CharBuffer text = CharBuffer.allocate(head.length);
        boolean all = head.length < HEAD_BYTES;
        CoderResult read = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(head), text, all);
        return !read.isError()
                && text.flip().chars().noneMatch(c -> (c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7F);
    }

    private static boolean starts(byte[] bytes, String ascii) {
        return starts(bytes, ascii.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static boolean starts(byte[] bytes, byte[] magic) {
        return bytes.length >= magic.length && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }

    private static byte[] read(FileChannel in, long at, int most) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(most);
        int got = 0;
        while (buffer.hasRemaining() && got >= 0) {
            got = in.read(buffer, at + buffer.position());
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }
}
