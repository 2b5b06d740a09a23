package dev.scrim.datasets.model;

import java.util.List;

/**
 * Reads a whole picture. The seam through which the verify stage gets an OCR engine that redaction itself may not
 * know. Implementations own native handles and are used by one thread at a time.
 */
public interface PageReader extends AutoCloseable {
    /** Every line found, in screen pixels of {@code page}. */
    List<PlacedLine> read(Pixels page);

    /** Name and settings, for the manifest. */
    String describe();

    @Override
    void close();
}
