package dev.scrim.jobs.repair;

import dev.scrim.datasets.model.HandlePool;
import dev.scrim.datasets.model.PageReader;
import dev.scrim.featurizers.reading.TesseractPageReader;
import dev.scrim.redaction.verify.onnx.OnnxPageReader;
import org.jspecify.annotations.Nullable;

/**
 * The readers of one task's second look: the networks that read everything that changed, and for the sample an engine of
 * another family in a mode that redaction never uses. What is idle is taken before anything is opened, which takes a
 * second. For one thread.
 */
public final class Eyes implements AutoCloseable {
    /** For the stage's digest: a change of reader reads again. */
    public static final String DESCRIPTION = "pp-ocr on changes, tesseract blocks on a sample";

    /** Whatever languages the screen was read in: identifiers and names are written in Latin letters. */
    private static final String LANGUAGE = "eng";

    private enum Kind {
        NETWORKS,
        BLOCKS
    }

    private static final HandlePool<Kind, PageReader> IDLE = new HandlePool<>(PageReader::close);

    private @Nullable PageReader first;
    private @Nullable PageReader second;

    public PageReader first() {
        PageReader open = first;
        if (open == null) {
            open = IDLE.take(Kind.NETWORKS, OnnxPageReader::new);
            first = open;
        }
        return open;
    }

    public PageReader second() {
        PageReader open = second;
        if (open == null) {
            open = IDLE.take(Kind.BLOCKS, () -> TesseractPageReader.automatic(LANGUAGE));
            second = open;
        }
        return open;
    }

    /** Leaves the readers to the next task; a second call does nothing. */
    @Override
    public void close() {
        PageReader networks = first;
        PageReader blocks = second;
        first = null;
        second = null;
        if (networks != null) {
            IDLE.give(Kind.NETWORKS, networks);
        }
        if (blocks != null) {
            IDLE.give(Kind.BLOCKS, blocks);
        }
    }
}
