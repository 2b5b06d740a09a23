package dev.scrim.datasets.shards;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of the local file system. A file is written under a temporary name, readable by its owner only, hashed on
 * the way, forced to disk and then renamed, so a reader sees all of it or nothing.
 */
public final class LocalShardDirectory implements ShardDirectory {
    private static final String TEMPORARY = ".writing-";
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path root;

    /** @param root need not exist yet */
    public LocalShardDirectory(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public Output create(String path) throws IOException {
        Path target = resolve(path);
        Path parent = parentOf(target);
        Files.createDirectories(parent);
        // Each attempt has a file of its own: two tasks that write one shard cannot mix their bytes.
        return new LocalOutput(Files.createTempFile(parent, TEMPORARY, ".tmp"), target);
    }

    @Override
    public Spool spool(String path) throws IOException {
        Path parent = parentOf(resolve(path));
        Files.createDirectories(parent);
        return new LocalSpool(Files.createTempFile(parent, TEMPORARY, ".tmp"));
    }

    @Override
    public SeekableByteChannel open(String path) throws IOException {
        return Files.newByteChannel(resolve(path), StandardOpenOption.READ);
    }

    @Override
    public List<String> list() throws IOException {
        return walk().stream()
                .filter(p -> !isTemporary(p))
                .map(p -> root.relativize(p).toString().replace('\\', '/'))
                .sorted()
                .toList();
    }

    @Override
    public void delete(String path) throws IOException {
        Files.deleteIfExists(resolve(path));
    }

    /** Removes what killed writers left behind; only for when nobody writes. */
    public void sweep() throws IOException {
        for (Path file : walk()) {
            if (isTemporary(file)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private List<Path> walk() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static boolean isTemporary(Path path) {
        return String.valueOf(path.getFileName()).startsWith(TEMPORARY);
    }

    private Path resolve(String path) {
        Path resolved = root.resolve(path).normalize();
        if (path.isEmpty() || resolved.equals(root) || !resolved.startsWith(root)) {
            throw new IllegalArgumentException("Cannot use a path outside the export's folder: " + path);
        }
        return resolved;
    }

    private static Path parentOf(Path target) {
        Path parent = target.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("Cannot write to a file system's root");
        }
        return parent;
    }

    private static final class LocalOutput extends Output {
        private final Path temporary;
        private final Path target;
        private final FileChannel channel;
        private final MessageDigest digest = Digests.newSha256();
        private final OutputStream out;
        private long bytes;
        private boolean committed;

        LocalOutput(Path temporary, Path target) throws IOException {
            this.temporary = temporary;
            this.target = target;
            this.channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
            this.out = new DigestOutputStream(
                    new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES), digest);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            out.write(b, off, len);
            bytes += len;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public Committed commit() throws IOException {
            out.flush();
            channel.force(true);
            channel.close();
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            committed = true;
            forceFolder();
            return new Committed(bytes, Digests.hex(digest));
        }

        /** The rename itself must survive a power cut; systems that cannot open a folder have no such call. */
        private void forceFolder() throws IOException {
            if (!target.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                return;
            }
            try (FileChannel folder = FileChannel.open(parentOf(target), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }

        @Override
        public void close() throws IOException {
            if (!committed) {
                channel.close();
                Files.deleteIfExists(temporary);
            }
        }
    }

    /** A temporary file that is never forced to disk: what is lost in a power cut is written again. */
    private static final class LocalSpool extends Spool {
        private final Path temporary;
        private final FileChannel channel;
        private final OutputStream out;

        LocalSpool(Path temporary) throws IOException {
            this.temporary = temporary;
            this.channel = FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.READ);
            this.out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            out.write(b, off, len);
        }

        @Override
        public InputStream read() throws IOException {
            out.flush();
            channel.position(0);
            return new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES);
        }

        @Override
        public void close() throws IOException {
            channel.close();
            Files.deleteIfExists(temporary);
        }
    }
}
