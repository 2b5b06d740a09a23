package dev.scrim.jobs.explain;

import dev.scrim.datasets.model.TrajectoryId;
import dev.scrim.datasets.split.OpaqueKeys;

/**
 * One step under each of its names.
 *
 * @param place within its trajectory, from 0: the exports' {@code step} column
 * @param ordinal within its recording, from 0: as reports count
 * @param subject the person's opaque name
 */
record StepName(TrajectoryId trajectory, int place, int ordinal, String subject) {

    /** {@code sample_id} of an export. */
    String sampleId(OpaqueKeys keys) {
        return keys.sample(trajectory, ordinal);
    }

    /** Recording, trajectory and place. */
    String path() {
        return trajectory + "/" + place;
    }

    /** Whether {@code id} means this step: its sample id, its trajectory's id and place, or {@link #path()}. */
    boolean is(String id, OpaqueKeys keys) {
        return id.equals(path())
                || (id.indexOf('/') < 0
                        ? id.equals(sampleId(keys))
                        : id.equals(keys.trajectory(trajectory) + "/" + place));
    }
}
