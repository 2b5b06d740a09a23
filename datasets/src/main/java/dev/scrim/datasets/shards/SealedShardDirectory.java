package dev.scrim.datasets.shards;

import dev.scrim.datasets.store.StageName;
import dev.scrim.datasets.vault.Aad;
import dev.scrim.datasets.vault.KeyId;
import dev.scrim.datasets.vault.MediaVault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;

/**
 * An export that nobody can read yet: every file is encrypted on its way to another directory, bound to its build and
 * name. Hashes are those of the readable bytes, so a manifest stays true when the export is opened. Thread-safe.
 */
public final class SealedShardDirectory implements ShardDirectory {
    private final ShardDirectory under;
    private final MediaVault vault;
    private final KeyId key;
    private final String build;
    private final StageName stage;

    public SealedShardDirectory(ShardDirectory under, MediaVault vault, KeyId key, String build, StageName stage) {
        this.under = under;
        this.vault = vault;
        this.key = key;
        this.build = build;
        this.stage = stage;
    }

    @Override
    public Output create(String path) throws IOException {
        Output target = under.create(path);
        // Closing the cipher ends its last segment; the file below is ours to commit or to drop.
        OutputStream sealed = vault.encrypt(new KeptOpen(target), key, place(path));
        return new SealedOutput(target, sealed);
    }

    @Override
    public Spool spool(String path) throws IOException {
        Spool target = under.spool(path);
        Aad place = new Aad(build, stage, "spool/" + path);
        return new SealedSpool(target, vault.encrypt(new KeptOpen(target), key, place), place);
    }

    @Override
    public SeekableByteChannel open(String path) throws IOException {
        return vault.decrypt(under.open(path), key, place(path));
    }

    @Override
    public List<String> list() throws IOException {
        return under.list();
    }

    @Override
    public void delete(String path) throws IOException {
        under.delete(path);
    }

    private Aad place(String path) {
        return new Aad(build, stage, "shards/" + path);
    }

    private static final class SealedOutput extends Output {
        private final Output target;
        private final OutputStream sealed;
        private final MessageDigest digest = Digests.newSha256();
        private final DigestOutputStream plain;
        private long bytes;

        SealedOutput(Output target, OutputStream sealed) {
            this.target = target;
            this.sealed = sealed;
            this.plain = new DigestOutputStream(sealed, digest);
        }

        @Override
        public void write(int b) throws IOException {
            plain.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            plain.write(b, off, len);
            bytes += len;
        }

        @Override
        public Committed commit() throws IOException {
            sealed.close();
            target.commit();
            return new Committed(bytes, Digests.hex(digest));
        }

        @Override
        public void close() throws IOException {
            target.close();
        }
    }

    private final class SealedSpool extends Spool {
        private final Spool target;
        private final OutputStream sealed;
        private final Aad place;

        SealedSpool(Spool target, OutputStream sealed, Aad place) {
            this.target = target;
            this.sealed = sealed;
            this.place = place;
        }

        @Override
        public void write(int b) throws IOException {
            sealed.write(b);
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            sealed.write(b, off, len);
        }

        @Override
        public InputStream read() throws IOException {
            sealed.close();
            return vault.decrypt(target.read(), key, place);
        }

        @Override
        public void close() throws IOException {
            target.close();
        }
    }

    /** Passes bytes on and leaves closing to the owner. */
    private static final class KeptOpen extends OutputStream {
        private final OutputStream out;

        KeptOpen(OutputStream out) {
            this.out = out;
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
        public void flush() throws IOException {
            out.flush();
        }
    }
}
