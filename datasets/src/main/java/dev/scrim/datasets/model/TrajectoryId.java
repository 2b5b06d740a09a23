package dev.scrim.datasets.model;

/** One trajectory: a run of steps of one recording without pause, long idle gap or consent change inside. */
public record TrajectoryId(RecordingId recording, int ordinal) implements Comparable<TrajectoryId> {
    public TrajectoryId {
        Checks.that(ordinal >= 0, "Cannot make a trajectory with a negative ordinal");
    }

    @Override
    public int compareTo(TrajectoryId other) {
        int c = recording.compareTo(other.recording);
        return c != 0 ? c : Integer.compare(ordinal, other.ordinal);
    }

    @Override
    public String toString() {
        return recording + "/" + ordinal;
    }
}
