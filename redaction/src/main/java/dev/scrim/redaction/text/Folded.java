package dev.scrim.redaction.text;

/** A rewritten text that knows, for each of its characters, where in the original it came from. */
public final class Folded {
    private final String text;
    private final int[] start;
    private final int[] end;

    Folded(String text, int[] start, int[] end) {
        this.text = text;
        this.start = start;
        this.end = end;
    }

    /** The rewritten text. */
    public String text() {
        return text;
    }

    /** Original offset at which the rewritten character {@code i} starts. */
    public int startOf(int i) {
        return start[i];
    }

    /** Original offset after the last character the rewritten character {@code i} stands for. */
    public int endOf(int i) {
        return end[i];
    }

    /** The first rewritten character that comes from {@code original} or behind it; the length when there is none. */
    public int at(int original) {
        int i = 0;
        while (i < text.length() && start[i] < original) {
            i++;
        }
        return i;
    }

    /** Original {@code [start, end)} of the rewritten, not empty range {@code [from, to)}. */
    public int[] origin(int from, int to) {
        return new int[] {start[from], end[to - 1]};
    }
}
