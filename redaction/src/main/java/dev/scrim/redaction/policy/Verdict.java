package dev.scrim.redaction.policy;

import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Finding;
import dev.scrim.datasets.model.Mask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a policy makes of a trajectory's findings.
 *
 * @param masksByFrame padded masks by frame time in microseconds; frames without masks are missing
 * @param droppedFrames times of the frames that must not be exported
 * @param droppedFor the category for which the whole trajectory must not be exported
 * @param textFindings the findings in texts that must be rewritten
 */
public record Verdict(
        Map<Long, List<Mask>> masksByFrame,
        Set<Long> droppedFrames,
        Optional<Category> droppedFor,
        List<Finding> textFindings) {
    public Verdict {
        TreeMap<Long, List<Mask>> masks = new TreeMap<>();
        masksByFrame.forEach((t, list) -> masks.put(t, List.copyOf(list)));
        masksByFrame = java.util.Collections.unmodifiableMap(masks);
        droppedFrames = java.util.Collections.unmodifiableSet(new TreeSet<>(droppedFrames));
        textFindings = List.copyOf(textFindings);
    }

    /** Masks of the frame at {@code tUs}; empty when nothing is to be hidden there. */
    public List<Mask> masks(long tUs) {
        return masksByFrame.getOrDefault(tUs, List.of());
    }
}
