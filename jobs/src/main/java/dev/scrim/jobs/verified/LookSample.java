package dev.scrim.jobs.verified;

import dev.scrim.datasets.model.TrajectoryId;
import dev.scrim.datasets.store.Digests;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Frames of a trajectory that a second engine reads whole. Drawn by a hash of their names, so that every run draws the
 * same ones, however it is partitioned, and nothing on the screen has a say in it.
 *
 * @param unit the one frame drawn for the leak bound: one random frame of each independent session segment
 * @param frames times of all frames drawn; holds {@code unit}
 */
record LookSample(long unit, Set<Long> frames) {
    /** One frame in so many is drawn besides the unit, so that long trajectories are not left to one look. */
    private static final int ONE_IN = 24;

    private static final int HASH_DIGITS = 8;

    LookSample {
        frames = Set.copyOf(frames);
    }

    /** @param times of the trajectory's frames, at least one */
    static LookSample of(TrajectoryId trajectory, Collection<Long> times) {
        Set<Long> drawn = new HashSet<>();
        long unit = 0;
        long least = Long.MAX_VALUE;
        for (long tUs : times) {
            long hash = hash(trajectory, tUs);
            if (hash < least) {
                least = hash;
                unit = tUs;
            }
            if (hash % ONE_IN == 0) {
                drawn.add(tUs);
            }
        }
        drawn.add(unit);
        return new LookSample(unit, drawn);
    }

    private static long hash(TrajectoryId trajectory, long tUs) {
        String hex = Digests.fields("scrim-look-sample/1")
                .add(trajectory.recording().value())
                .add(String.valueOf(trajectory.ordinal()))
                .add(String.valueOf(tUs))
                .hex();
        return Long.parseLong(hex.substring(0, HASH_DIGITS), 16);
    }
}
