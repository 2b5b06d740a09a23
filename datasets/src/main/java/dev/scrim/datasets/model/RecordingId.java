package dev.scrim.datasets.model;

/** Names one recording within a build; safe as a path part. */
public record RecordingId(String value) implements Comparable<RecordingId>, java.io.Serializable {
    public RecordingId {
        Checks.name("recording id", value);
    }

    @Override
    public int compareTo(RecordingId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
