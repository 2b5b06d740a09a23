package dev.scrim.datasets.store;

import dev.scrim.datasets.check.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** A disk of this machine, or a share mounted on it. */
final class LocalDisk implements Disk {
    static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    static java.nio.file.Path nio(Path path) {
        return java.nio.file.Path.of(path.toUri().getPath()).toAbsolutePath().normalize();
    }

    @Override
    public Path qualify(Path path) {
        return new Path("file", null, nio(path).toString());
    }

    @Override
    public boolean exists(Path path) {
        return Files.exists(nio(path), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public boolean isFolder(Path path) {
        return Files.isDirectory(nio(path));
    }

    @Override
    public List<Entry> list(Path folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (Stream<java.nio.file.Path> names = Files.list(nio(folder))) {
            for (java.nio.file.Path p : (Iterable<java.nio.file.Path>) names::iterator) {
                BasicFileAttributes attributes =
                        Files.readAttributes(p, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                entries.add(new Entry(p.getFileName().toString(), attributes.isDirectory(), attributes.size()));
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        entries.sort(Comparator.comparing(Entry::name));
        return entries;
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
        make(nio(folder));
    }

    private static void make(java.nio.file.Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        java.nio.file.Path parent = folder.getParent();
        if (parent != null) {
            make(parent);
        }
        try {
            if (posix(folder.getFileSystem().supportedFileAttributeViews())) {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectory(folder);
            }
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw new NotDirectoryException(folder.toString());
            }
        }
    }

    @Override
    public InputStream open(Path file) throws IOException {
        return Files.newInputStream(nio(file));
    }

    @Override
    public void writeNew(Path file, byte[] content) throws IOException {
        writeNew(nio(file), content);
    }

    /** Only the owner can read the new file, whatever the umask says. */
    static void writeNew(java.nio.file.Path file, byte[] content) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel out = posix(file.getFileSystem().supportedFileAttributeViews())
                ? FileChannel.open(
                        file,
                        options,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : FileChannel.open(file, options)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                out.write(rest);
            }
            out.force(true);
        }
    }

    @Override
    public void sync(Path path) throws IOException {
        sync(nio(path));
    }

    static void sync(java.nio.file.Path path) throws IOException {
        if (Files.isDirectory(path) && !posix(path.getFileSystem().supportedFileAttributeViews())) {
            return; // Windows has no handle for a folder; its journal orders renames.
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public boolean renamesFolders() {
        return true;
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        // An atomic move may replace an empty folder or a file, so what is in the way is looked for first. The build's
        // lock keeps a second writer from coming in between.
        if (exists(to)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        Files.move(nio(from), nio(to), StandardCopyOption.ATOMIC_MOVE);
        sync(nio(to).resolveSibling("."));
    }

    static void replace(java.nio.file.Path from, java.nio.file.Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(to.resolveSibling("."));
    }

    @Override
    public void delete(Path path) throws IOException {
        if (!exists(path)) {
            return;
        }
        Files.walkFileTree(nio(path), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(java.nio.file.Path file, BasicFileAttributes attributes)
                    throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(java.nio.file.Path folder, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public OptionalLong freeBytes(Path path) throws IOException {
        return OptionalLong.of(Files.getFileStore(nio(path)).getUsableSpace());
    }

    @Override
    public Protection checkOwnerOnly(Path folder) throws IOException {
        java.nio.file.Path local = nio(folder);
        if (!posix(local.getFileSystem().supportedFileAttributeViews())) {
            throw new UserError(
                    "Cannot tell who can read workspace: " + local,
                    "keep it on a file system with POSIX permissions; on Windows work inside WSL");
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(local);
        if (permissions.stream().anyMatch(OTHERS::contains)) {
            throw new UserError(
                    "Cannot use workspace: others can enter " + local + " ("
                            + PosixFilePermissions.toString(permissions) + ")",
                    "run: chmod 700 " + local);
        }
        return Protection.OWNER_ONLY;
    }

    @Override
    public void closeToOthers(Path path) throws IOException {
        java.nio.file.Path local = nio(path);
        if (posix(local.getFileSystem().supportedFileAttributeViews())) {
            Set<PosixFilePermission> given = EnumSet.copyOf(Files.getPosixFilePermissions(local));
            if (given.removeAll(OTHERS)) {
                Files.setPosixFilePermissions(local, given);
            }
        }
    }

    @Override
    public AutoCloseable lock(Path file) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        java.nio.file.Path local = nio(file);
        FileChannel channel = posix(local.getFileSystem().supportedFileAttributeViews())
                ? FileChannel.open(
                        local,
                        options,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : FileChannel.open(local, options);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new HeldElsewhere();
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw new HeldElsewhere();
        }
        return channel;
    }

    private static boolean posix(Set<String> views) {
        return views.contains("posix");
    }
}
