package dev.scrim.datasets.shards.mds;

import dev.scrim.datasets.schema.ImageValue;
import dev.scrim.datasets.shards.ShardDirectory;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A shard's samples until its header is known: in memory up to a limit, beyond it all of them where the directory sets
 * bytes aside. Pictures in memory are not copied.
 */
final class SampleStore implements Closeable {
    /**
     * Most that is held: MDS's default size of a shard ({@code MDSWriter}'s {@code size_limit}), and what a row group of
     * Parquet takes. Shards up to this size are written once instead of twice.
     */
    static final int HELD_BYTES = 1 << 26;

    private final ShardDirectory directory;
    private final String file;
    private final List<Piece> held = new ArrayList<>();
    private ByteArrayOutputStream small = new ByteArrayOutputStream();
    private long heldBytes;
    private ShardDirectory.@Nullable Spool spool;

    SampleStore(ShardDirectory directory, String file) {
        this.directory = directory;
        this.file = file;
    }

    private interface Piece {
        void writeTo(OutputStream out) throws IOException;
    }

    void write(byte[] bytes) throws IOException {
        if (spool != null) {
            spool.write(bytes);
            return;
        }
        small.writeBytes(bytes);
        grow(bytes.length);
    }

    void write(ImageValue picture) throws IOException {
        if (spool != null) {
            picture.writeTo(spool);
            return;
        }
        hold();
        held.add(picture::writeTo);
        grow(picture.length());
    }

    private void grow(int bytes) throws IOException {
        heldBytes += bytes;
        if (heldBytes > HELD_BYTES) {
            spool = directory.spool(file);
            drainTo(spool);
        }
    }

    /** What was written between two pictures becomes one piece. */
    private void hold() {
        if (small.size() > 0) {
            byte[] bytes = small.toByteArray();
            held.add(out -> out.write(bytes));
            small = new ByteArrayOutputStream();
        }
    }

    private void drainTo(OutputStream out) throws IOException {
        hold();
        for (Piece piece : held) {
            piece.writeTo(out);
        }
        held.clear();
    }

    /** Ends the writing and passes all of it on, once. */
    void copyTo(OutputStream out) throws IOException {
        if (spool == null) {
            drainTo(out);
            return;
        }
        try (InputStream in = spool.read()) {
            in.transferTo(out);
        }
    }

    @Override
    public void close() throws IOException {
        if (spool != null) {
            spool.close();
        }
    }
}
