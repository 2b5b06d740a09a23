package dev.scrim.jobs.review.index;

import java.util.List;

/**
 * All frames of a build that people may be asked about, in a fixed order: by person, recording, trajectory and time.
 *
 * @param build its id
 * @param digest of what it was made from; plans and verdicts hold to it
 * @param recordings JSON of each recording's view, see {@link dev.scrim.jobs.viewer.ViewerModel.RecordingView}
 */
public record ReviewIndex(
        String build,
        String digest,
        List<String> recordings,
        List<IndexedTrajectory> trajectories,
        List<IndexedFrame> frames) {
    public ReviewIndex {
        recordings = List.copyOf(recordings);
        trajectories = List.copyOf(trajectories);
        frames = List.copyOf(frames);
    }

    public IndexedTrajectory trajectoryOf(IndexedFrame frame) {
        return trajectories.get(frame.trajectory());
    }

    /** How many independent session segments there are. */
    public int segments() {
        return trajectories.isEmpty()
                ? 0
                : trajectories.get(trajectories.size() - 1).segment() + 1;
    }
}
