package dev.scrim.datasets.model;

/** A half-open interval {@code [startUs, endUs)} in microseconds on the recording's one clock; may be empty. */
public record TimeSpan(long startUs, long endUs) {
    public TimeSpan {
        Checks.that(startUs <= endUs, "Cannot make a time span that ends before it starts");
    }

    /** Length in microseconds. */
    public long lengthUs() {
        return endUs - startUs;
    }

    public boolean contains(long tUs) {
        return tUs >= startUs && tUs < endUs;
    }

    public boolean overlaps(TimeSpan other) {
        return startUs < other.endUs && other.startUs < endUs;
    }
}
