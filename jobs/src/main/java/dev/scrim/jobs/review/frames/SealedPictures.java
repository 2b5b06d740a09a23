package dev.scrim.jobs.review.frames;

import dev.scrim.jobs.rows.FrameBlob;
import dev.scrim.jobs.stage.FrameStore;
import dev.scrim.jobs.stage.MediaFolder;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Opens pictures of a build's stages. Files stay open for a while, since frames of one lie together. Thread-safe. */
final class SealedPictures implements AutoCloseable {
    private static final int OPEN_FILES = 64;

    private final Lru<String, Reader> readers = new Lru<>(OPEN_FILES, Reader::close);

    /** One open file, for one thread at a time. */
    private static final class Reader {
        private final FrameStore.Reader store;
        private boolean closed;

        Reader(FrameStore.Reader store) {
            this.store = store;
        }

        /** Null once it had to make room for others. */
        synchronized byte @org.jspecify.annotations.Nullable [] read(FrameBlob blob) throws IOException {
            return closed ? null : store.read(blob);
        }

        synchronized void close() {
            closed = true;
            try {
                store.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot close a file of frames", e);
            }
        }
    }

    byte[] read(MediaFolder media, String stage, String subject, FrameBlob blob) throws IOException {
        String key = stage + "/" + subject + "/" + blob.container();
        while (true) {
            Reader reader = readers.get(key)
                    .orElseGet(() -> readers.put(key, new Reader(new FrameStore.Reader(media, subject))));
            byte[] bytes = reader.read(blob);
            if (bytes != null) {
                return bytes;
            }
        }
    }

    @Override
    public void close() {
        readers.clear();
    }
}
