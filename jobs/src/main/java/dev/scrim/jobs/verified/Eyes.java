package dev.scrim.jobs.verified;

import dev.scrim.datasets.model.PageReader;
import dev.scrim.featurizers.reading.TesseractPageReader;
import dev.scrim.redaction.verify.onnx.OnnxPageReader;
import org.jspecify.annotations.Nullable;

/**
 * The readers of one task: the networks that read everything that changed, and for the sample an engine of another
 * family in a mode that redaction never uses. For one thread.
 */
final class Eyes implements AutoCloseable {
    /** For the stage's digest: a change of reader reads again. */
    static final String DESCRIPTION = "pp-ocr on changes, tesseract blocks on a sample";

    /** Whatever languages the screen was read in: identifiers and names are written in Latin letters. */
    private static final String LANGUAGE = "eng";

    private @Nullable PageReader first;
    private @Nullable PageReader second;

    PageReader first() {
        PageReader open = first;
        if (open == null) {
            open = new OnnxPageReader();
            first = open;
        }
        return open;
    }

    PageReader second() {
        PageReader open = second;
        if (open == null) {
            open = TesseractPageReader.automatic(LANGUAGE);
            second = open;
        }
        return open;
    }

    @Override
    public void close() {
        try {
            if (first != null) {
                first.close();
            }
        } finally {
            if (second != null) {
                second.close();
            }
        }
    }
}
