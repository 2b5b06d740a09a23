package dev.scrim.jobs.rows;

import dev.scrim.datasets.model.TrajectoryId;

/**
 * What a stage decided about one trajectory.
 *
 * @param passed whether it goes on
 * @param reason a code or a phrase without recorded content; empty when it passed
 * @param frames frames that go on
 * @param checks things looked at: pictures read again, for verification
 * @param faults things found: leaks, for verification
 * @param repaired of those, how many were closed and proven closed
 */
public record Outcome(
        TrajectoryId trajectory, boolean passed, String reason, long frames, long checks, long faults, long repaired) {}
