package dev.scrim.datasets.model;

/** Names the person who was recorded. Never leaves the build: exports carry a keyed hash of it. */
public record SubjectId(String value) implements Comparable<SubjectId>, java.io.Serializable {
    public SubjectId {
        Checks.name("subject id", value);
    }

    @Override
    public int compareTo(SubjectId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
