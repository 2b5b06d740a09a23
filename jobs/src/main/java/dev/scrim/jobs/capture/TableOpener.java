package dev.scrim.jobs.capture;

import dev.scrim.datasets.capture.CaptureColumns;
import dev.scrim.datasets.capture.CaptureFolder;
import dev.scrim.datasets.capture.CapturePass;
import dev.scrim.datasets.capture.EventReader;
import dev.scrim.datasets.capture.RowEventReader;
import dev.scrim.datasets.capture.ScreenEventReader;
import dev.scrim.datasets.capture.scrim1.RecordingRow;
import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.model.Recording;
import dev.scrim.datasets.model.ScreenChunk;
import dev.scrim.datasets.model.StreamKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Makes recordings of a partition of {@link TableInput}'s rows: for each, the row of its metadata, then the rows of its
 * streams in order. Rows pass by once and none is kept.
 *
 * @param streams that the source has tables of, the screen left out
 */
record TableOpener(Set<StreamKind> streams) implements Opened.Opener {
    private static final CaptureColumns COLUMNS = CaptureColumns.defaults();

    @Override
    public Iterator<Opened> open(Iterator<Row> partition) {
        return new Recordings(new Ahead(partition), streams);
    }

    /** The rows, with a look at the next one. */
    private static final class Ahead {
        private final Iterator<Row> rows;
        private @Nullable Row next;

        Ahead(Iterator<Row> rows) {
            this.rows = rows;
        }

        @Nullable
        Row peek() {
            if (next == null && rows.hasNext()) {
                next = rows.next();
            }
            return next;
        }

        boolean at(int ordinal, int rank) {
            Row row = peek();
            return row != null
                    && row.getInt(TableInput.ORDINAL_AT) == ordinal
                    && row.getInt(TableInput.RANK_AT) == rank;
        }

        Row take() {
            Row row = peek();
            if (row == null) {
                throw new NoSuchElementException();
            }
            next = null;
            return row;
        }
    }

    private static final class Recordings implements Iterator<Opened> {
        private final Ahead rows;
        private final Set<StreamKind> streams;

        Recordings(Ahead rows, Set<StreamKind> streams) {
            this.rows = rows;
            this.streams = streams;
        }

        @Override
        public boolean hasNext() {
            Row row = rows.peek();
            // What nobody read of the recording before: it was refused, or the caller wanted no events of it.
            while (row != null && row.getInt(TableInput.RANK_AT) != TableInput.HEAD) {
                rows.take();
                row = rows.peek();
            }
            return row != null;
        }

        @Override
        public Opened next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Row row = rows.take();
            int ordinal = row.getInt(TableInput.ORDINAL_AT);
            String label = CaptureFolder.label(ordinal);
            if (row.isNullAt(TableInput.METADATA_AT)) {
                return bad(
                        ordinal,
                        new Violation(
                                ViolationCode.METADATA_MISSING,
                                label,
                                "recordings",
                                "streams have rows of a recording that has none there"));
            }
            List<Map<String, @Nullable Object>> screens = new ArrayList<>();
            if (!row.isNullAt(TableInput.SCREENS_AT)) {
                row.<Row>getList(TableInput.SCREENS_AT).forEach(s -> screens.add(TableRows.map(s)));
            }
            RecordingRow.Result result =
                    RecordingRow.read(label, TableRows.map(row.getStruct(TableInput.METADATA_AT)), screens);
            if (result instanceof RecordingRow.Result.Defective defective) {
                return new Opened.Defective(ordinal, defective.violations());
            }
            return videos(ordinal, ((RecordingRow.Result.Sound) result).recording(), screens);
        }

        private Opened videos(int ordinal, Recording recording, List<Map<String, @Nullable Object>> screens) {
            Map<Integer, ScreenUri> files = new HashMap<>();
            List<Violation> defects = new ArrayList<>();
            for (ScreenChunk chunk : recording.screens()) {
                String place = "screen:" + chunk.ordinal();
                String id = recording.id().value();
                ScreenUri file = ScreenUri.parse(
                                String.valueOf(screens.get(chunk.ordinal()).get("file")))
                        .orElse(null);
                if (file == null) {
                    defects.add(
                            new Violation(ViolationCode.METADATA_INVALID, id, place, "file is not an absolute URI"));
                } else if (!exists(file)) {
                    defects.add(new Violation(
                            ViolationCode.STREAM_MISSING, id, place, "the file that table screen names is not there"));
                } else {
                    files.put(chunk.ordinal(), file);
                }
            }
            return defects.isEmpty()
                    ? new Opened.Sound(ordinal, new Pass(rows, ordinal, recording, streams, files))
                    : new Opened.Defective(ordinal, defects);
        }

        private static boolean exists(ScreenUri file) {
            try {
                return file.exists();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot look for a video file", e);
            }
        }

        private static Opened bad(int ordinal, Violation violation) {
            return new Opened.Defective(ordinal, List.of(violation));
        }
    }

    /** The streams of one recording, read off the partition as they come. */
    private record Pass(
            Ahead rows, int ordinal, Recording recording, Set<StreamKind> tables, Map<Integer, ScreenUri> files)
            implements CapturePass {

        @Override
        public Set<StreamKind> streams() {
            EnumSet<StreamKind> streams = EnumSet.noneOf(StreamKind.class);
            streams.addAll(tables);
            if (!recording.screens().isEmpty()) {
                streams.add(StreamKind.SCREEN);
            }
            return Collections.unmodifiableSet(streams);
        }

        @Override
        public EventReader read(StreamKind stream, Consumer<Violation> violations) {
            return stream == StreamKind.SCREEN
                    ? new ScreenEventReader(recording, this::openScreen, violations)
                    : new RowEventReader(recording.id().value(), stream, COLUMNS, rows(stream), violations);
        }

        private Iterator<Map<String, @Nullable Object>> rows(StreamKind stream) {
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return rows.at(ordinal, stream.rank());
                }

                @Override
                public Map<String, @Nullable Object> next() {
                    Row row = rows.take();
                    return TableRows.map(row.getAs(stream.name().toLowerCase(Locale.ROOT)));
                }
            };
        }

        @Override
        public SeekableByteChannel openScreen(ScreenChunk chunk) throws IOException {
            ScreenUri file = files.get(chunk.ordinal());
            if (file == null) {
                throw new IllegalArgumentException("Cannot open a video that the recording has not");
            }
            return file.open();
        }
    }
}
