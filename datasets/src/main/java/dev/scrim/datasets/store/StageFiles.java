package dev.scrim.datasets.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/** Everything below one stage's folder. */
final class StageFiles {
    private static final String UNFINISHED = "_temporary";
    private static final String SUCCESS = "_SUCCESS";

    /** Magic of a Parquet file with an encrypted footer (Parquet modular encryption, section 5.1). */
    private static final byte[] TABLE = {'P', 'A', 'R', 'E'};

    /** A Tink stream begins with its header's length: 1 + 32 bytes of salt + 7 of nonce prefix. */
    private static final byte STREAM_HEADER_BYTES = 40;

    /** Start of a file that two people have to open together ({@code vault.SplitSeal}). */
    private static final byte[] SPLIT_SEAL = {'S', 'C', 'R', 'I', 'M', 'S', 'L', '1'};

    private final Disk disk;
    private final Path root;

    StageFiles(Disk disk, Path root) {
        this.disk = disk;
        this.root = root;
    }

    /** Length of each file by its path below the root, sorted. */
    SortedMap<String, Long> lengths() throws IOException {
        TreeMap<String, Long> found = new TreeMap<>();
        walk(root, "", found, false);
        return found;
    }

    /**
     * Removes what writers leave beside their data (job markers, Hadoop's local checksums), makes the rest durable and
     * hashes it.
     *
     * @param readable whether files may lie there unencrypted
     * @throws IllegalStateException when a writer has not finished, or a file is not encrypted and should be
     */
    List<StoredFile> settle(boolean readable) throws IOException {
        TreeMap<String, Long> found = new TreeMap<>();
        walk(root, "", found, true);
        List<StoredFile> files = new ArrayList<>(found.size());
        for (var entry : found.entrySet()) {
            Path file = new Path(root, entry.getKey());
            if (!readable && !isEncrypted(file)) {
                throw new IllegalStateException(
                        "Cannot commit stage: " + file
                                + " is not encrypted (write tables with the subject crypto factory, media with the media vault)");
            }
            disk.sync(file);
            try (InputStream in = disk.open(file)) {
                files.add(new StoredFile(entry.getKey(), entry.getValue(), Digests.sha256(in)));
            }
        }
        return files;
    }

    private void walk(Path folder, String prefix, Map<String, Long> found, boolean settle) throws IOException {
        for (Disk.Entry entry : disk.list(folder)) {
            Path path = new Path(folder, entry.name());
            if (settle && entry.folder() && entry.name().equals(UNFINISHED)) {
                throw new IllegalStateException("Cannot commit stage: a writer has not finished in " + folder);
            }
            if (entry.folder()) {
                walk(path, prefix + entry.name() + "/", found, settle);
            } else if (settle && isLitter(entry.name())) {
                disk.delete(path);
            } else {
                found.put(prefix + entry.name(), entry.bytes());
            }
        }
        if (settle) {
            disk.sync(folder);
        }
    }

    /** By its first bytes: a Parquet file with an encrypted footer, a Tink AES256-GCM-HKDF stream, or a split seal. */
    boolean isEncrypted(Path file) throws IOException {
        byte[] start;
        try (InputStream in = disk.open(file)) {
            start = in.readNBytes(SPLIT_SEAL.length);
        }
        return Arrays.equals(Arrays.copyOf(start, TABLE.length), TABLE)
                || Arrays.equals(start, SPLIT_SEAL)
                || (start.length > 0 && start[0] == STREAM_HEADER_BYTES);
    }

    private static boolean isLitter(String name) {
        return name.equals(SUCCESS) || (name.startsWith(".") && name.endsWith(".crc"));
    }
}
