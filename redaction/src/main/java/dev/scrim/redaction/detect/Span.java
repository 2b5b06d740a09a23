package dev.scrim.redaction.detect;

import dev.scrim.datasets.model.Category;

/**
 * Private characters {@code [start, end)} of a unit.
 *
 * @param entity what it is, one of {@link dev.scrim.redaction.taxonomy.Entity}'s names
 * @param score 0 to 1
 * @param rule {@code detector.rule} that found it
 */
public record Span(int start, int end, Category category, String entity, float score, String rule) {
    public Span {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("Cannot make a span of no characters: " + start + ".." + end);
        }
        if (!(score >= 0f && score <= 1f)) {
            throw new IllegalArgumentException("Cannot score a span with " + score + " (0 to 1)");
        }
    }

    /** Whether the two share a character. */
    public boolean overlaps(Span other) {
        return start < other.end && other.start < end;
    }

    /** Number of characters. */
    public int length() {
        return end - start;
    }
}
