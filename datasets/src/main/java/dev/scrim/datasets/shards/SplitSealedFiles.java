package dev.scrim.datasets.shards;

import dev.scrim.datasets.store.StageName;
import dev.scrim.datasets.vault.Aad;
import dev.scrim.datasets.vault.SplitSeal;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;

/**
 * The last form of an unreleased export: every file sealed so that two people have to open it together. Written from
 * files that the formats can still read back, since an index is made of the shards it lists.
 */
public final class SplitSealedFiles {
    private SplitSealedFiles() {}

    /** Where a file belongs: bound to build, stage, format and name. */
    public static Aad place(String build, StageName stage, String format, String file) {
        return new Aad(build, stage, "sealed/" + format + "/" + file);
    }

    /** Writes a file of one directory into another, sealed. */
    public static void seal(ShardDirectory from, ShardDirectory to, String file, SplitSeal seal, Aad place)
            throws IOException {
        try (InputStream in = Channels.newInputStream(from.open(file));
                ShardDirectory.Output out = to.create(file)) {
            try (OutputStream sealed = seal.seal(new KeptOpen(out), place)) {
                in.transferTo(sealed);
            }
            out.commit();
        }
    }

    /** Ending the cipher does not end the file, which is committed or dropped as a whole. */
    private static final class KeptOpen extends FilterOutputStream {
        KeptOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            out.write(b, off, len);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
