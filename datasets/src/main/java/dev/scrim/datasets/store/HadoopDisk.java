package dev.scrim.datasets.store;

import dev.scrim.datasets.check.UserError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;

/** HDFS, an object store, or whatever else Hadoop has a file system for. */
final class HadoopDisk implements Disk {
    /** File systems known to move a folder in one step and to have real permissions; every other is taken not to. */
    private static final Set<String> POSIX_LIKE = Set.of("hdfs", "viewfs");

    private final FileSystem fs;

    HadoopDisk(FileSystem fs) {
        this.fs = fs;
    }

    @Override
    public Path qualify(Path path) {
        return fs.makeQualified(path);
    }

    @Override
    public boolean exists(Path path) throws IOException {
        return fs.exists(path);
    }

    @Override
    public boolean isFolder(Path path) throws IOException {
        return fs.exists(path) && fs.getFileStatus(path).isDirectory();
    }

    @Override
    public List<Entry> list(Path folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try {
            for (FileStatus status : fs.listStatus(folder)) {
                entries.add(new Entry(status.getPath().getName(), status.isDirectory(), status.getLen()));
            }
        } catch (FileNotFoundException e) {
            return List.of();
        }
        entries.sort(Comparator.comparing(Entry::name));
        return entries;
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
        if (!fs.mkdirs(folder, new FsPermission(FsAction.ALL, FsAction.NONE, FsAction.NONE))) {
            throw new IOException("Cannot make folder: " + folder);
        }
    }

    @Override
    public InputStream open(Path file) throws IOException {
        return fs.open(file);
    }

    @Override
    public void writeNew(Path file, byte[] content) throws IOException {
        try (FSDataOutputStream out = fs.create(file, false)) {
            out.write(content);
            if (out.hasCapability("hsync")) {
                out.hsync();
            }
        }
    }

    @Override
    public void sync(Path path) {
        // A closed file is replicated (HDFS) or stored (object stores); there is no handle to force.
    }

    @Override
    public boolean renamesFolders() {
        return POSIX_LIKE.contains(fs.getUri().getScheme());
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        // Hadoop moves *into* a folder that exists.
        if (fs.exists(to)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        if (!fs.rename(from, to)) {
            throw new IOException("Cannot rename " + from + " to " + to);
        }
    }

    @Override
    public void delete(Path path) throws IOException {
        if (!fs.delete(path, true) && fs.exists(path)) {
            throw new IOException("Cannot delete: " + path);
        }
    }

    @Override
    public OptionalLong freeBytes(Path path) throws IOException {
        return POSIX_LIKE.contains(fs.getUri().getScheme())
                ? OptionalLong.of(fs.getStatus(path).getRemaining())
                : OptionalLong.empty();
    }

    @Override
    public Protection checkOwnerOnly(Path folder) throws IOException {
        if (!POSIX_LIKE.contains(fs.getUri().getScheme())) {
            return Protection.UNCHECKED;
        }
        FsPermission permission = fs.getFileStatus(folder).getPermission();
        if (permission.getGroupAction() != FsAction.NONE || permission.getOtherAction() != FsAction.NONE) {
            throw new UserError(
                    "Cannot use workspace: others can enter " + folder + " (" + permission + ")",
                    "run: hdfs dfs -chmod 700 " + folder);
        }
        return Protection.OWNER_ONLY;
    }

    @Override
    public void closeToOthers(Path path) throws IOException {
        if (POSIX_LIKE.contains(fs.getUri().getScheme())) {
            FsPermission given = fs.getFileStatus(path).getPermission();
            if (given.getGroupAction() != FsAction.NONE || given.getOtherAction() != FsAction.NONE) {
                fs.setPermission(path, new FsPermission(given.getUserAction(), FsAction.NONE, FsAction.NONE));
            }
        }
    }

    /** The lock is a file's existence: it outlives a killed run, and a person must then remove it. */
    @Override
    public AutoCloseable lock(Path file) throws IOException {
        try {
            fs.create(file, false).close();
        } catch (FileAlreadyExistsException e) {
            throw new HeldElsewhere();
        }
        return () -> fs.delete(file, false);
    }
}
