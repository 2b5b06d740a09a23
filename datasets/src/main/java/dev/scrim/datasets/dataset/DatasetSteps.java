package dev.scrim.datasets.dataset;

import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.ExportReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a split, one after the other, in the shards' order. Each file's hash is proven before anything of it is
 * given. {@link #position} says where to go on, in another process too. Not thread-safe; close it.
 */
public final class DatasetSteps implements Iterator<DatasetStep>, Closeable {
    private final ExportReader reader;
    private @Nullable DatasetStep next;
    private String position;

    DatasetSteps(ExportReader reader) {
        this.reader = reader;
        this.position = reader.position().toString();
    }

    /** @throws UncheckedIOException when a file is not what the manifest says, or cannot be read */
    @Override
    public boolean hasNext() {
        if (next == null) {
            try {
                position = reader.position().toString();
                Optional<DisclosedRow> row = reader.next();
                next = row.map(DatasetStep::new).orElse(null);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return next != null;
    }

    @Override
    public DatasetStep next() {
        if (!hasNext()) {
            throw new NoSuchElementException("Cannot read on: the split has ended");
        }
        DatasetStep step = Objects.requireNonNull(next);
        next = null;
        position = reader.position().toString();
        return step;
    }

    /** Where another reader of the same dataset has to begin so that it gives what this one would give next. */
    public String position() {
        return position;
    }

    /** The rest, as a stream; closing it closes this. */
    public Stream<DatasetStep> stream() {
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .onClose(() -> {
                    try {
                        close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
