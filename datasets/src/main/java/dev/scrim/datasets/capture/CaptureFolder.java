package dev.scrim.datasets.capture;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A read-only view of one recording's folder on any Hadoop file system (file, hdfs, s3a). Holds no open handle and may
 * be made again anywhere from {@link #root()}, {@link #name()} and {@link #ordinal()}. Thread-safe.
 *
 * <p>The name of a folder can carry a person's name or mail address, so defects are told by {@link #label()}.
 */
public final class CaptureFolder {
    private static final int STREAM_BUFFER_BYTES = 64 * 1024;
    private static final Pattern SAFE_PART = Pattern.compile("[^\\\\/\\p{Cntrl}]{1,255}");

    private final String root;
    private final String name;
    private final int ordinal;
    private final FileSystem fileSystem;
    private final Path path;

    private CaptureFolder(String root, String name, int ordinal, FileSystem fileSystem, Path path) {
        this.root = root;
        this.name = name;
        this.ordinal = ordinal;
        this.fileSystem = fileSystem;
        this.path = path;
    }

    /** As {@link #at(String, String, int, Configuration)} with Hadoop's default settings. */
    public static CaptureFolder at(String root, String name, int ordinal) throws IOException {
        return at(root, name, ordinal, new Configuration());
    }

    /**
     * The folder {@code name} directly below the URI {@code root}; nothing is looked at yet.
     *
     * @param ordinal place among the input's folders in name order: names the folder where its name must not be said
     */
    public static CaptureFolder at(String root, String name, int ordinal, Configuration settings) throws IOException {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("Cannot open a recording folder: its name is not one plain path part");
        }
        Path rootPath = new Path(URI.create(root));
        FileSystem fileSystem = plain(rootPath.getFileSystem(settings));
        return new CaptureFolder(root, name, ordinal, fileSystem, child(fileSystem.makeQualified(rootPath), name));
    }

    /** Without the local checksum layer, which would read and write {@code .crc} files beside the recording. */
    static FileSystem plain(FileSystem fileSystem) {
        return fileSystem instanceof LocalFileSystem local ? local.getRaw() : fileSystem;
    }

    /** Not {@code new Path(parent, name)}: that takes a colon in a name for a scheme. */
    private static Path child(Path parent, String relative) {
        URI uri = parent.toUri();
        String base = uri.getPath().endsWith("/") ? uri.getPath() : uri.getPath() + "/";
        return new Path(uri.getScheme(), uri.getAuthority(), base + relative);
    }

    /** Whether a path out of a recording's metadata stays inside the recording's folder on every system. */
    public static boolean isSafePath(String relative) {
        if (relative.isEmpty() || relative.length() > 1024) {
            return false;
        }
        for (String part : relative.split("/", -1)) {
            if (part.equals(".")
                    || part.equals("..")
                    || !SAFE_PART.matcher(part).matches()) {
                return false;
            }
        }
        return true;
    }

    /** The URI above the folder, as given. */
    public String root() {
        return root;
    }

    /** The folder's own name; may be private. */
    public String name() {
        return name;
    }

    public int ordinal() {
        return ordinal;
    }

    /** What may be said of the folder in messages and violations: {@code folder-<ordinal>}. */
    public String label() {
        return label(ordinal);
    }

    /** The label of the folder with that ordinal. */
    public static String label(int ordinal) {
        return "folder-" + ordinal;
    }

    /**
     * Names of the files directly in the folder, in name order. What {@link #exists} takes for no file, and what has a name
     * that means more than a file's on some system, is not among them.
     */
    public List<String> list() throws IOException {
        List<String> names = new ArrayList<>();
        for (FileStatus status : fileSystem.listStatus(path)) {
            String file = status.getPath().getName();
            if (status.isFile() && isSafePath(file) && isPlain(file)) {
                names.add(file);
            }
        }
        names.sort(null);
        return List.copyOf(names);
    }

    /**
     * Whether a file of that relative path is there. Folders do not count, and neither do a pipe or a device, which have no
     * end, nor a link that leads out of the recording's folder: whoever made the recording would choose what of this machine
     * becomes a part of it.
     */
    public boolean exists(String relative) throws IOException {
        try {
            return fileSystem.getFileStatus(file(relative)).isFile() && isPlain(relative);
        } catch (java.io.FileNotFoundException absent) {
            return false;
        }
    }

    /** Of a file that is there; elsewhere than on this machine's disks there are neither links nor devices. */
    private boolean isPlain(String relative) throws IOException {
        if (!"file".equals(path.toUri().getScheme())) {
            return true;
        }
        try {
            java.nio.file.Path folder = java.nio.file.Path.of(path.toUri().getPath());
            java.nio.file.Path file =
                    java.nio.file.Path.of(file(relative).toUri().getPath());
            return Files.isRegularFile(file) && file.toRealPath().startsWith(folder.toRealPath());
        } catch (NoSuchFileException | InvalidPathException gone) {
            return false;
        }
    }

    /** Length in bytes. */
    public long length(String relative) throws IOException {
        return fileSystem.getFileStatus(file(relative)).getLen();
    }

    /** A buffered stream from the file's first byte; the caller closes it. */
    public InputStream open(String relative) throws IOException {
        requirePlain(relative);
        return new BufferedInputStream(fileSystem.open(file(relative)), STREAM_BUFFER_BYTES);
    }

    /** A read-only channel for random access; the caller closes it. Not thread-safe. */
    public SeekableByteChannel openChannel(String relative) throws IOException {
        requirePlain(relative);
        return new HadoopChannel(fileSystem.open(file(relative)), length(relative));
    }

    /** Once more at the opening: the folder may have changed since it was looked at. */
    private void requirePlain(String relative) throws IOException {
        if (!isPlain(relative)) {
            throw new java.io.FileNotFoundException(
                    "Cannot open a file of " + label() + ": it is gone, or no plain file within the folder");
        }
    }

    /** Where the file is on this machine's own disks, for libraries that open nothing else; empty elsewhere. */
    public Optional<java.nio.file.Path> localPath(String relative) {
        URI uri = file(relative).toUri();
        return "file".equals(uri.getScheme()) ? Optional.of(java.nio.file.Path.of(uri.getPath())) : Optional.empty();
    }

    private Path file(String relative) {
        if (!isSafePath(relative)) {
            throw new IllegalArgumentException("Cannot open a file of a recording: its path leaves the folder");
        }
        return child(path, relative);
    }

    @Override
    public String toString() {
        return label();
    }
}
