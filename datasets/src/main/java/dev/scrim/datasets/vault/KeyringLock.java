package dev.scrim.datasets.vault;

import dev.scrim.datasets.store.PatientLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The right to replace a keyring file, among all processes. Its own file, since the keyring's is replaced. */
final class KeyringLock implements AutoCloseable {
    private final FileChannel channel;

    private KeyringLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits for other holders; each holds it for one small write, and the few calls to a key service before it. */
    static KeyringLock take(Path keyring) {
        Path file = keyring.resolveSibling(keyring.getFileName() + ".lock");
        try {
            FileChannel channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                PatientLock.take(channel, file);
                return new KeyringLock(channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock keyring: " + keyring, e);
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
