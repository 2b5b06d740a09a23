package dev.scrim.datasets.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/** Everything below one stage's folder. */
final class StageFiles {
    private static final String UNFINISHED = "_temporary";
    private static final String SUCCESS = "_SUCCESS";

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
     * Removes what writers leave beside their data (job markers, Hadoop's local checksums), closes the rest to others,
     * makes it durable and hashes it.
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
            disk.closeToOthers(file);
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
            disk.closeToOthers(folder);
            disk.sync(folder);
        }
    }

    /** By its first bytes: a Parquet file with an encrypted footer, a Tink AES256-GCM-HKDF stream, or a split seal. */
    boolean isEncrypted(Path file) throws IOException {
        try (InputStream in = disk.open(file)) {
            return SealedBytes.isSealed(in.readNBytes(SealedBytes.LOOKED_AT));
        }
    }

    private static boolean isLitter(String name) {
        return name.equals(SUCCESS) || (name.startsWith(".") && name.endsWith(".crc"));
    }
}
