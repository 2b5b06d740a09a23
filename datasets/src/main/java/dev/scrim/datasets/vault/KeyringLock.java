package dev.scrim.datasets.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The right to replace a keyring file, among all processes. Its own file, since the keyring's is replaced. */
final class KeyringLock implements AutoCloseable {
    private static final long RETRY_MS = 2;
    private static final long PATIENCE_MS = 120_000;

    private final FileChannel channel;

    private KeyringLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits for other holders; each holds it for one small write, and the few calls to a key service before it. */
    static KeyringLock take(Path keyring) {
        Path file = keyring.resolveSibling(keyring.getFileName() + ".lock");
        long deadlineNs = System.nanoTime() + PATIENCE_MS * 1_000_000;
        try {
            FileChannel channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                while (!tryLock(channel)) {
                    if (System.nanoTime() > deadlineNs) {
                        throw new IOException("another process holds " + file);
                    }
                    Thread.sleep(RETRY_MS);
                }
                return new KeyringLock(channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            } catch (InterruptedException e) {
                channel.close();
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock keyring: " + keyring, e);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // Another thread of this process: the JDK throws instead of waiting.
        }
    }

    /** Closing the channel gives up the lock. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot release the keyring's lock", e);
        }
    }
}
