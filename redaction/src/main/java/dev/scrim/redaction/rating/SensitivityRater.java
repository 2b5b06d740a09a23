package dev.scrim.redaction.rating;

import dev.scrim.datasets.model.Finding;
import dev.scrim.datasets.model.FrameRef;
import dev.scrim.datasets.model.SegmentView;
import dev.scrim.datasets.model.Sensitivity;
import dev.scrim.datasets.model.Step;
import dev.scrim.datasets.model.TextRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Rates a trajectory and its steps. A pure function of findings: no policy changes a rating. */
public final class SensitivityRater {
    private SensitivityRater() {}

    /**
     * What a trajectory was rated.
     *
     * @param steps by the step's ordinal within the recording, ascending
     * @param trajectory the highest of its steps; public when it has none
     */
    public record Ratings(Map<Integer, Sensitivity> steps, Sensitivity trajectory) {
        public Ratings {
            steps = java.util.Collections.unmodifiableMap(new TreeMap<>(steps));
        }
    }

    /**
     * Each step by the highest finding in what it would be exported with: its two frames, its typed text, its window's
     * title and address, and the task, which stands on every step.
     *
     * @param findings all of the trajectory's, propagated ones too
     */
    public static Ratings rate(SegmentView segment, List<Finding> findings) {
        Map<Long, Sensitivity> frames = new HashMap<>();
        Map<TextRef, Sensitivity> texts = new HashMap<>();
        for (Finding finding : findings) {
            Sensitivity rating = SensitivityRule.of(finding);
            if (finding.place() instanceof Finding.OnScreen on) {
                frames.merge(on.tUs(), rating, Sensitivity::or);
            } else if (finding.place() instanceof Finding.InText in) {
                texts.merge(in.ref(), rating, Sensitivity::or);
            }
        }
        Sensitivity task = texts.getOrDefault(new TextRef(TextRef.Kind.TASK, 0), Sensitivity.PUBLIC);
        Map<Integer, Sensitivity> steps = new TreeMap<>();
        Sensitivity highest = Sensitivity.PUBLIC;
        for (Step step : segment.steps()) {
            Sensitivity rating = task.or(of(frames, step.observation())).or(of(frames, step.after()));
            rating = rating.or(of(texts, TextRef.Kind.TYPED, step.ordinal()));
            if (step.window().isPresent()) {
                long window = step.window().get().ordinal();
                rating = rating.or(of(texts, TextRef.Kind.TITLE, window)).or(of(texts, TextRef.Kind.URL, window));
            }
            steps.put(step.ordinal(), rating);
            highest = highest.or(rating);
        }
        return new Ratings(steps, highest);
    }

    private static Sensitivity of(Map<Long, Sensitivity> frames, Optional<FrameRef> frame) {
        return frame.map(f -> frames.getOrDefault(f.tUs(), Sensitivity.PUBLIC)).orElse(Sensitivity.PUBLIC);
    }

    private static Sensitivity of(Map<TextRef, Sensitivity> texts, TextRef.Kind kind, long ordinal) {
        return texts.getOrDefault(new TextRef(kind, ordinal), Sensitivity.PUBLIC);
    }
}
