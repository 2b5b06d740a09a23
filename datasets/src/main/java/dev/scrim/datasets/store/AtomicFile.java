package dev.scrim.datasets.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** Replaces a small local file so that a reader, or a machine that lost power, sees the old bytes or the new, whole. */
public final class AtomicFile {
    private AtomicFile() {}

    /** Writes beside, fsyncs, renames over, fsyncs the folder. Only the owner can read the result. */
    public static void write(Path file, byte[] content) {
        StoreIo.run("write", file, () -> replace(file, content));
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Path beside = file.resolveSibling("." + file.getFileName() + ".tmp-"
                + String.format("%016x", ThreadLocalRandom.current().nextLong()));
        try {
            LocalDisk.writeNew(beside, content);
            LocalDisk.replace(beside, file);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
