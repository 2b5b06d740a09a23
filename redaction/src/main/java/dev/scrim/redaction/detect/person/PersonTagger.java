package dev.scrim.redaction.detect.person;

import java.util.List;

/** Finds names of people, places and organisations in a text. Thread-safe. */
public final class PersonTagger {
    /** Kind of a name. */
    public enum Kind {
        PERSON,
        PLACE,
        ORG
    }

    /** Characters {@code [start, end)} that are a name with this probability. */
    public record Tag(int start, int end, Kind kind, float probability) {}

    /** Threshold in blocks that are sensitive and for roles that carry persons. */
    public static final float SENSITIVE_THRESHOLD = 0.2f;
    /** Threshold elsewhere. */
    public static final float DEFAULT_THRESHOLD = 0.5f;

    /** The committed model. */
    public static PersonTagger standard() {
        return new PersonTagger();
    }

    /** Names at least {@code threshold} likely, in order, not overlapping. */
    public List<Tag> tag(String text, float threshold) {
        return List.of();
    }
}
