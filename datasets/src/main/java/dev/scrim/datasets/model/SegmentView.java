package dev.scrim.datasets.model;

import java.util.List;

/**
 * One trajectory as redaction sees it: its kept frames as text with places, and its other texts. Bounded in size
 * because trajectories are.
 *
 * @param frames in time order
 * @param texts typed text, titles, addresses and the task
 */
public record SegmentView(
        TrajectoryId trajectory, SubjectId subject, List<ScreenView> frames, List<TextItem> texts, List<Step> steps) {
    public SegmentView {
        frames = List.copyOf(frames);
        texts = List.copyOf(texts);
        steps = List.copyOf(steps);
    }
}
