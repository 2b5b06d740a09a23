package dev.scrim.jobs.stage;

import dev.scrim.datasets.media.PictureHash;
import dev.scrim.datasets.media.Png;
import dev.scrim.datasets.model.FrameRef;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.TrajectoryId;
import dev.scrim.datasets.store.Digests;
import dev.scrim.jobs.rows.FrameBlob;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Many pictures in one sealed file: the writer says where each one lies, the reader finds it there and proves it by its
 * hash. One file for a run of frames keeps the number of files in step with recordings, not with frames.
 */
public final class FrameStore {
    private FrameStore() {}

    /** Writes one file; not thread-safe. */
    public static final class Writer implements Closeable {
        private final MediaFolder media;
        private final String subject;
        private final String name;
        private @Nullable OutputStream out;
        private long offset;

        /** Nothing is made before the first frame. */
        public Writer(MediaFolder media, String subject, String name) {
            this.media = media;
            this.subject = subject;
            this.name = name;
        }

        /** Adds a redacted page as PNG, with what it looks like. */
        public FrameBlob add(TrajectoryId trajectory, FrameRef frame, Pixels page) throws IOException {
            Optional<PictureHash> hash = Optional.of(PictureHash.of(page));
            return add(trajectory, frame, page.width(), page.height(), Png.encode(page), hash);
        }

        public FrameBlob add(TrajectoryId trajectory, FrameRef frame, int widthPx, int heightPx, byte[] bytes)
                throws IOException {
            return add(trajectory, frame, widthPx, heightPx, bytes, Optional.empty());
        }

        private FrameBlob add(
                TrajectoryId trajectory,
                FrameRef frame,
                int widthPx,
                int heightPx,
                byte[] bytes,
                Optional<PictureHash> hash)
                throws IOException {
            OutputStream open = out;
            if (open == null) {
                open = media.create(subject, name);
                out = open;
            }
            open.write(bytes);
            FrameBlob blob = new FrameBlob(
                    trajectory, frame, widthPx, heightPx, name, offset, bytes.length, Digests.sha256(bytes), hash);
            offset += bytes.length;
            return blob;
        }

        @Override
        public void close() throws IOException {
            OutputStream open = out;
            if (open != null) {
                open.close();
            }
        }
    }

    /** Reads frames of one person, keeping the last file open; not thread-safe. */
    public static final class Reader implements Closeable {
        private final MediaFolder media;
        private final String subject;
        private String openName = "";
        private @Nullable SeekableByteChannel channel;

        public Reader(MediaFolder media, String subject) {
            this.media = media;
            this.subject = subject;
        }

        /** The frame's bytes, proven. */
        public byte[] read(FrameBlob blob) throws IOException {
            SeekableByteChannel open = channel;
            if (open == null || !openName.equals(blob.container())) {
                close();
                open = media.open(subject, blob.container());
                channel = open;
                openName = blob.container();
            }
            ByteBuffer bytes = ByteBuffer.allocate(blob.length());
            open.position(blob.offset());
            while (bytes.hasRemaining()) {
                if (open.read(bytes) < 0) {
                    throw new EOFException("Cannot read a kept frame: its file ends before it");
                }
            }
            if (!Digests.sha256(bytes.array()).equals(blob.sha256())) {
                throw new IOException("Cannot read a kept frame: its bytes are not the ones that were written");
            }
            return bytes.array();
        }

        @Override
        public void close() throws IOException {
            SeekableByteChannel open = channel;
            channel = null;
            openName = "";
            if (open != null) {
                open.close();
            }
        }
    }
}
