package dev.scrim.featurizers.moment;

import dev.scrim.datasets.model.FrameRef;
import dev.scrim.datasets.model.Point;

/**
 * Three frames of one video that tell whether a step's observation already shows what the step did at its place; see
 * {@link EffectCheck}.
 *
 * @param step its ordinal within the recording
 * @param trajectory that the step belongs to
 * @param place that was pressed, in pixels of the frames
 * @param earlier from clearly before the observation, with no other action in between; nobody keeps it
 */
public record EffectProbe(
        int step, int trajectory, Point place, FrameRef earlier, FrameRef observation, FrameRef after) {
    public EffectProbe {
        if (!inOrder(earlier, observation, after)) {
            throw new IllegalArgumentException("Cannot compare frames that are not of one video and in order");
        }
    }

    /** Whether the three are of one video file, each later than the one before it. */
    static boolean inOrder(FrameRef earlier, FrameRef observation, FrameRef after) {
        return earlier.chunk() == observation.chunk()
                && observation.chunk() == after.chunk()
                && earlier.indexInChunk() < observation.indexInChunk()
                && observation.indexInChunk() < after.indexInChunk();
    }
}
