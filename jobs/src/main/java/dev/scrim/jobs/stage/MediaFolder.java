package dev.scrim.jobs.stage;

import dev.scrim.datasets.store.StageName;
import dev.scrim.datasets.vault.Aad;
import dev.scrim.datasets.vault.KeyId;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.datasets.vault.MediaVault;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The encrypted media of one stage, for use in tasks: a description that travels, and opens what it describes where it
 * arrives. Keys never travel; the keyring's path does.
 */
public final class MediaFolder implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int EPOCH = 0;

    private final String folder;
    private final String build;
    private final String stage;
    private final String keyring;
    /** Not for the journey: opened where it is used, once. The keyring sees by itself when a key was destroyed. */
    private transient volatile @Nullable LocalKeyring keys;

    private transient volatile @Nullable FileSystem opened;

    MediaFolder(Path folder, String build, StageName stage, java.nio.file.Path keyring) {
        this.folder = folder.toString();
        this.build = build;
        this.stage = stage.value();
        this.keyring = keyring.toString();
    }

    /**
     * A new file of that person. It gets its name when it is closed; a task that dies leaves nothing under it.
     *
     * @param name path part, unique within the stage and person
     */
    public OutputStream create(String subject, String name) throws IOException {
        Path target = path(subject, name);
        Path unfinished = new Path(target.getParent(), "." + name + "." + java.util.UUID.randomUUID());
        FileSystem files = files();
        OutputStream sealed =
                vault().encrypt(files.create(unfinished, false), new KeyId(subject, EPOCH), aad(subject, name));
        return new RenamedOnClose(sealed, files, unfinished, target);
    }

    /** Random access to the decrypted bytes of a file. */
    public SeekableByteChannel open(String subject, String name) throws IOException {
        FileSystem files = files();
        Path path = path(subject, name);
        SeekableByteChannel sealed = new dev.scrim.datasets.capture.HadoopChannel(
                files.open(path), files.getFileStatus(path).getLen());
        return vault().decrypt(sealed, new KeyId(subject, EPOCH), aad(subject, name));
    }

    /** Whether there is still a key to open that person's files with. */
    public boolean opens(String subject) {
        return keys().existingKey(new KeyId(subject, EPOCH)).isPresent();
    }

    /** Seals a file of another build or stage again as this one's. Both are checked and bound by their own place. */
    void copy(MediaFolder from, String subject, String name) throws IOException {
        try (java.io.InputStream in = java.nio.channels.Channels.newInputStream(from.open(subject, name));
                OutputStream out = create(subject, name)) {
            in.transferTo(out);
        }
    }

    private Path path(String subject, String name) {
        return new Path(new Path(new Path(folder, "media"), "subject=" + subject), name);
    }

    private Aad aad(String subject, String name) {
        return new Aad(build, new StageName(stage), "media/" + subject + "/" + name);
    }

    private MediaVault vault() {
        return new MediaVault(keys());
    }

    private LocalKeyring keys() {
        LocalKeyring known = keys;
        if (known == null) {
            known = LocalKeyring.open(java.nio.file.Path.of(keyring));
            keys = known;
        }
        return known;
    }

    private FileSystem files() throws IOException {
        FileSystem known = opened;
        if (known == null) {
            // Reading Hadoop's configuration takes longer than opening a small file.
            FileSystem files = FileSystem.get(URI.create(folder), new Configuration());
            known = files instanceof LocalFileSystem local ? local.getRaw() : files;
            opened = known;
        }
        return known;
    }

    /** Closes the sealed stream, then gives the file its name. */
    private static final class RenamedOnClose extends java.io.FilterOutputStream {
        private final FileSystem files;
        private final Path from;
        private final Path to;
        private boolean closed;

        RenamedOnClose(OutputStream out, FileSystem files, Path from, Path to) {
            super(out);
            this.files = files;
            this.from = from;
            this.to = to;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            out.close();
            // A retried or speculated task wrote the same content: the last one stands.
            files.delete(to, false);
            if (!files.rename(from, to)) {
                throw new IOException("Cannot name a finished media file of stage "
                        + to.getParent().getParent());
            }
        }
    }
}
