package dev.scrim.datasets.model;

import java.util.List;
import java.util.function.Predicate;

/**
 * Reads a whole picture. The seam through which the verify stage gets an OCR engine that redaction itself may not
 * know. Implementations own native handles and are used by one thread at a time.
 */
public interface PageReader extends AutoCloseable {
    /** Every line found, in screen pixels of {@code page}. */
    List<PlacedLine> read(Pixels page);

    /**
     * As {@link #read(Pixels)}, of lines in places that the caller wants only; a reader that finds places first saves
     * itself the reading of the others.
     */
    default List<PlacedLine> read(Pixels page, Predicate<Box> wanted) {
        return read(page).stream().filter(line -> wanted.test(line.box())).toList();
    }

    /** Name and settings, for the manifest. */
    String describe();

    @Override
    void close();
}
