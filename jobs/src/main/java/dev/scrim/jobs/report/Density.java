package dev.scrim.jobs.report;

import java.util.Arrays;
import java.util.List;

/**
 * Counts events of one recording by time in memory that does not grow with it. For one thread; parts that were counted
 * apart are added together.
 */
public final class Density {
    /** Wider than any lane is drawn, so that nothing shows of the grid. */
    static final int BINS = 480;

    private final long lengthUs;
    private final int[] bins = new int[BINS];

    /** @param lengthUs of the recording, microseconds */
    public Density(long lengthUs) {
        this.lengthUs = Math.max(1, lengthUs);
    }

    /** How many equal parts a recording is drawn in. */
    public static int bins() {
        return BINS;
    }

    /** Counts events of one time, as {@link #add(long)}. */
    public void add(long tUs, int events) {
        long bin = Math.floorDiv(Math.max(0, Math.min(tUs, lengthUs - 1)) * BINS, lengthUs);
        bins[(int) bin] += events;
    }

    /** Counts one event; times outside the recording count at its ends. */
    public void add(long tUs) {
        add(tUs, 1);
    }

    /** Adds what another part of the same recording counted. */
    public void add(Density other) {
        if (other.lengthUs != lengthUs) {
            throw new IllegalArgumentException("Cannot add counts of recordings of different lengths");
        }
        Arrays.setAll(bins, i -> bins[i] + other.bins[i]);
    }

    /** The counts as a lane. */
    public ReportData.Lane lane(ReportData.LaneKind kind) {
        List<Integer> perBin = Arrays.stream(bins).boxed().toList();
        return new ReportData.Lane.Counts(kind, perBin);
    }
}
