package dev.scrim.redaction.detect;

import java.util.List;

/** A detector that looks at a folded text, so that the folding is done once for all of them. */
public abstract class ReadingDetector implements Detector {
    private final String id;
    private final String version;

    protected ReadingDetector(String id, String version) {
        this.id = id;
        this.version = version;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final String version() {
        return version;
    }

    @Override
    public final List<Span> detect(TextUnit unit) {
        return detect(Reading.of(unit));
    }

    /** Private ranges of the folded unit. */
    public final List<Span> detect(Reading reading) {
        Reading.Spans spans = reading.spans(id);
        find(reading, spans);
        return spans.list();
    }

    /** Adds what this family finds. */
    protected abstract void find(Reading reading, Reading.Spans spans);
}
