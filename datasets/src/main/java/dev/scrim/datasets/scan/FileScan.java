package dev.scrim.datasets.scan;

import dev.scrim.datasets.store.ParquetText;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** One file, as it lies there and all that is packed in it. Memory: one window of a mebibyte for each level. */
final class FileScan {
    private static final int WINDOW_BYTES = 1 << 20;
    /** A gzip stream in a gzip stream in an archive in an archive is not put there by chance, nor by Scrim. */
    private static final int MAX_DEPTH = 4;
    /** Unpacked bytes of one file; what is larger is a bomb, or a matter for another tool. */
    private static final long MAX_UNPACKED_BYTES = 8L << 30;
    /** Most of a gzip stream that begins amid other bytes. */
    private static final long MAX_EMBEDDED_BYTES = 64L << 20;

    private static final byte[] PARQUET = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private final BytePatterns patterns;
    private final String name;
    private final Map<String, ScanResult.Hit> hits = new LinkedHashMap<>();
    private boolean unopened;
    private long packed;
    private long unpackedBytes;

    FileScan(BytePatterns patterns, String name) {
        this.patterns = patterns;
        this.name = name;
    }

    List<ScanResult.Hit> hits() {
        return new ArrayList<>(hits.values());
    }

    boolean unopened() {
        return unopened;
    }

    long packed() {
        return packed;
    }

    /** Also looks at the file's own name. */
    void run(Path file) throws IOException {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        patterns.find(path, path.length, (text, encoding) -> hit(text, encoding, " in its name"));
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(Unpacker.HEAD_BYTES);
        }
        try (InputStream in = Files.newInputStream(file)) {
            raw(in, "", 0);
        }
        if (Arrays.equals(head, 0, Math.min(4, head.length), PARQUET, 0, PARQUET.length)) {
            packed++;
            try {
                ParquetText.read(file, row -> {
                    byte[] bytes = row.getBytes(StandardCharsets.UTF_8);
                    patterns.find(bytes, bytes.length, (text, encoding) -> hit(text, encoding, " in Parquet"));
                });
            } catch (IOException e) {
                unopened = true;
            }
        }
        try (InputStream in = Files.newInputStream(file)) {
            inside(head, in, "", 0);
        }
    }

    private void hit(int text, String encoding, String where) {
        String how = encoding + where;
        hits.putIfAbsent(text + how, new ScanResult.Hit(name, text + 1, how));
    }

    /** A stream of which nothing is known: as it is, and what is packed in it. */
    private void any(InputStream in, String where, int depth) throws IOException {
        byte[] head = in.readNBytes(Unpacker.HEAD_BYTES);
        boolean container =
                Unpacker.compression(head).isPresent() || Unpacker.archive(head).isPresent();
        InputStream whole = new java.io.SequenceInputStream(new ByteArrayInputStream(head), in);
        if (container) {
            inside(head, whole, where, depth);
        } else {
            raw(whole, where, depth);
        }
    }

    /** If the stream is packed, what it holds. */
    private void inside(byte[] head, InputStream in, String where, int depth) {
        Optional<String> compression = Unpacker.compression(head);
        Optional<String> archive = compression.isPresent() ? Optional.empty() : Unpacker.archive(head);
        if (compression.isEmpty() && archive.isEmpty()) {
            return;
        }
        if (depth >= MAX_DEPTH) {
            unopened = true;
            return;
        }
        packed++;
        try {
            if (compression.isPresent()) {
                String in1 = " in " + compression.get() + where;
                any(new Counted(Unpacker.decompress(compression.get(), in)), in1, depth + 1);
            } else {
                String format = archive.orElseThrow();
                Unpacker.members(format, in, member -> any(new Counted(member), " in " + format + where, depth + 1));
            }
        } catch (IOException | RuntimeException e) {
            unopened = true;
        }
    }

    private void raw(InputStream in, String where, int depth) throws IOException {
        byte[] window = new byte[WINDOW_BYTES + BytePatterns.MAX_BYTES];
        int kept = 0;
        while (true) {
            int read = in.readNBytes(window, kept, WINDOW_BYTES);
            int length = kept + read;
            patterns.find(window, length, (text, encoding) -> hit(text, encoding, where));
            embedded(window, length, where, depth);
            if (read < WINDOW_BYTES) {
                return;
            }
            System.arraycopy(window, length - BytePatterns.MAX_BYTES, window, 0, BytePatterns.MAX_BYTES);
            kept = BytePatterns.MAX_BYTES;
        }
    }

    /** Gzip streams that begin amid other bytes, as far as this window holds them. Bytes that only look so are nothing. */
    private void embedded(byte[] window, int length, String where, int depth) {
        if (depth >= MAX_DEPTH) {
            return;
        }
        for (int i = depth == 0 && where.isEmpty() ? 0 : 1; i + 18 < length; i++) {
            if (window[i] == 0x1f
                    && (window[i + 1] & 255) == 0x8b
                    && window[i + 2] == 8
                    && (window[i + 3] & 0xe0) == 0) {
                try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(window, i, length - i))) {
                    long left = MAX_EMBEDDED_BYTES;
                    byte[] part = new byte[WINDOW_BYTES];
                    int kept = 0;
                    int read;
                    do {
                        read = readUpTo(gzip, part, kept);
                        patterns.find(part, kept + read, (text, encoding) -> hit(text, encoding, " in gz" + where));
                        left -= read;
                        int length2 = kept + read;
                        kept = Math.min(BytePatterns.MAX_BYTES, length2);
                        System.arraycopy(part, length2 - kept, part, 0, kept);
                    } while (read > 0 && left > 0);
                } catch (IOException e) {
                    // Three bytes that happen to be a gzip header: encrypted files have one in every 16 MB.
                }
            }
        }
    }

    /** What can be had of a stream that may end badly: what was unpacked before the end still counts. */
    private static int readUpTo(InputStream in, byte[] to, int from) throws IOException {
        int read = 0;
        while (from + read < to.length) {
            int n;
            try {
                n = in.read(to, from + read, to.length - from - read);
            } catch (EOFException e) {
                return read;
            }
            if (n < 0) {
                return read;
            }
            read += n;
        }
        return read;
    }

    /** Refuses to unpack more than a file may hold. Leaves what it reads open. */
    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] to, int from, int length) throws IOException {
            int n = super.read(to, from, length);
            count(Math.max(0, n));
            return n;
        }

        private void count(int n) throws IOException {
            unpackedBytes += n;
            if (unpackedBytes > MAX_UNPACKED_BYTES) {
                throw new IOException("Cannot unpack more than " + MAX_UNPACKED_BYTES + " bytes of one file");
            }
        }

        @Override
        public void close() {
            // The archive goes on to its next member.
        }
    }
}
