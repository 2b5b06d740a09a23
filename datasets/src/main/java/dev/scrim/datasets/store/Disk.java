package dev.scrim.datasets.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The few operations a commit is made of, with the promises each kind of storage can keep. */
interface Disk {
    /**
     * Local paths go through the JDK, because Hadoop's local file system writes a {@code .crc} beside each file, forks a
     * process to read permissions, and falls back to copying when a rename fails.
     */
    static Disk of(Path root, Configuration conf) throws IOException {
        String scheme = root.toUri().getScheme();
        if ((scheme == null ? FileSystem.getDefaultUri(conf).getScheme() : scheme).equals("file")) {
            return new LocalDisk();
        }
        return new HadoopDisk(root.getFileSystem(conf));
    }

    /** One name in a folder. */
    record Entry(String name, boolean folder, long bytes) {}

    Path qualify(Path path);

    boolean exists(Path path) throws IOException;

    boolean isFolder(Path path) throws IOException;

    /** Names in a folder, sorted; empty when there is no such folder. */
    List<Entry> list(Path folder) throws IOException;

    /** Makes a folder and those above it; what it makes, only the owner can enter. */
    void makeFolder(Path folder) throws IOException;

    InputStream open(Path file) throws IOException;

    /** Writes a file that must not exist yet, and makes it durable. */
    void writeNew(Path file, byte[] content) throws IOException;

    /** Makes a file's or folder's content survive a power cut, where the storage does not do so by itself. */
    void sync(Path path) throws IOException;

    /** Whether a folder moves in one step that others see wholly or not at all. */
    boolean renamesFolders();

    /** Moves to a name that must not exist yet. */
    void rename(Path from, Path to) throws IOException;

    /** Removes a file, or a folder with all it holds; nothing to do when it is not there. */
    void delete(Path path) throws IOException;

    OptionalLong freeBytes(Path path) throws IOException;

    /**
     * Looks at who can read a folder.
     *
     * @throws dev.scrim.datasets.check.UserError when others than the owner can
     */
    Protection checkOwnerOnly(Path folder) throws IOException;

    /** Takes from everybody but the owner what a writer's own mask may have given them; nothing where nothing is known. */
    void closeToOthers(Path path) throws IOException;

    /** Takes the lock of a name; {@link HeldElsewhere} when another run has it. */
    AutoCloseable lock(Path file) throws IOException;

    /** Another process, or another run in this one, holds the lock. */
    final class HeldElsewhere extends IOException {
        private static final long serialVersionUID = 1L;

        HeldElsewhere() {
            super("the lock is held");
        }
    }
}
