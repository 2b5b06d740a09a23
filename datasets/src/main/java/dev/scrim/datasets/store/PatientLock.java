package dev.scrim.datasets.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;

/** Waits for the exclusive lock of a small file, among all processes and all threads of this one. */
public final class PatientLock {
    private static final long RETRY_MS = 2;
    private static final long PATIENCE_MS = 120_000;

    private PatientLock() {}

    /**
     * Returns once the channel has the lock; closing the channel gives it up.
     *
     * @param file for the message
     * @throws IOException when others held it for two minutes: each holds it for one small write, at most with a call to a key
     *     service before it
     */
    public static void take(FileChannel channel, Path file) throws IOException {
        long deadlineNs = System.nanoTime() + PATIENCE_MS * 1_000_000;
        while (!tryLock(channel)) {
            if (System.nanoTime() > deadlineNs) {
                throw new IOException("another process holds " + file);
            }
            try {
                Thread.sleep(RETRY_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // Another thread of this process: the JDK throws instead of waiting.
        }
    }
}
