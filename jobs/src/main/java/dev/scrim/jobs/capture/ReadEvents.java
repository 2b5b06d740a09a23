package dev.scrim.jobs.capture;

import dev.scrim.datasets.capture.Capture;
import dev.scrim.datasets.capture.CaptureFormats;
import dev.scrim.datasets.capture.CaptureResult;
import dev.scrim.datasets.capture.EventReader;
import dev.scrim.datasets.model.RawEvent;
import dev.scrim.datasets.model.StreamKind;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.jobs.rows.Tagged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Streams the events of the accepted recordings, one stream after the other, without holding any. */
final class ReadEvents implements FlatMapFunction<Row, Row> {
    private static final long serialVersionUID = 1L;

    private final Tagged table;
    private final String keyring;
    private final Set<Integer> accepted;

    /** @param accepted ordinals of the folders that {@link Examine} found sound */
    ReadEvents(Tagged table, Path keyring, Set<Integer> accepted) {
        this.table = table;
        this.keyring = keyring.toString();
        this.accepted = accepted;
    }

    @Override
    public Iterator<Row> call(Row row) throws IOException {
        FolderRef ref = FolderRef.of(row);
        if (!accepted.contains(ref.ordinal())
                || !(CaptureFormats.installed().open(ref.open()) instanceof CaptureResult.Accepted sound)) {
            return java.util.Collections.emptyIterator();
        }
        Capture capture = sound.capture();
        String subject =
                LocalKeyring.open(Path.of(keyring)).opaque(capture.recording().subject());
        return new Rows(capture, subject);
    }

    private final class Rows implements Iterator<Row> {
        private final Capture capture;
        private final String subject;
        private final Iterator<StreamKind> streams;
        private @Nullable EventReader reader;
        private long seq;

        Rows(Capture capture, String subject) {
            this.capture = capture;
            this.subject = subject;
            this.streams = capture.streams().iterator();
        }

        @Override
        public boolean hasNext() {
            try {
                while (reader == null || !reader.hasNext()) {
                    if (reader != null) {
                        reader.close();
                        reader = null;
                    }
                    if (!streams.hasNext()) {
                        return false;
                    }
                    // Defects were told when the recording was examined.
                    reader = capture.read(streams.next(), v -> {});
                }
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read events again", e);
            }
        }

        @Override
        public Row next() {
            if (!hasNext() || reader == null) {
                throw new NoSuchElementException();
            }
            RawEvent event = reader.next();
            return table.row(subject, capture.recording().id().value(), CaptureStage.EVENT, seq++, event);
        }
    }
}
