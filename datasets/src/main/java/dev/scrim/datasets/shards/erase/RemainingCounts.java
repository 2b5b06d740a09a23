package dev.scrim.datasets.shards.erase;

import dev.scrim.datasets.model.Sensitivity;
import dev.scrim.datasets.schema.CategoryCounts;
import dev.scrim.datasets.shards.DatasetCard;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.ExportManifest;
import dev.scrim.datasets.shards.StepSchema;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a manifest counts, counted again in the rows that an erasure leaves. A build counts more than its rows show (masks
 * by frame, repeats that it left out), the person's with everybody's; what rows do not show is not in the manifest any
 * more. Memory: the name of each trajectory.
 */
final class RemainingCounts {
    private static final String TRAJECTORIES = "trajectories";
    private static final String REDACTIONS = "redactions";
    private static final List<String> NEEDED =
            List.of(REDACTIONS, StepSchema.SENSITIVITY, StepSchema.TRAJECTORY_SENSITIVITY);

    private final Map<Integer, Long> steps = new HashMap<>();
    private final Map<String, Integer> trajectories = new HashMap<>();
    private CategoryCounts redactions = CategoryCounts.NONE;
    private boolean complete = true;

    void add(String trajectory, DisclosedRow row) {
        complete &= row.values().keySet().containsAll(NEEDED);
        redactions = redactions.plus(row.counts(REDACTIONS).orElse(CategoryCounts.NONE));
        row.number(StepSchema.SENSITIVITY).ifPresent(r -> steps.merge(r.intValue(), 1L, Long::sum));
        trajectories.merge(
                trajectory,
                row.number(StepSchema.TRAJECTORY_SENSITIVITY)
                        .map(Number::intValue)
                        .orElse(0),
                Math::max);
    }

    /** Whether rows had all columns that are counted. */
    boolean isComplete() {
        return complete;
    }

    CategoryCounts redactions() {
        return redactions;
    }

    /** The counts that take the place of {@code before}: of those kinds that it had, and of the rows alone. */
    SortedMap<String, Long> counts(SortedMap<String, Long> before) {
        TreeMap<String, Long> out = new TreeMap<>();
        if (before.containsKey(TRAJECTORIES)) {
            out.put(TRAJECTORIES, (long) trajectories.size());
        }
        for (Sensitivity s : Sensitivity.values()) {
            if (before.containsKey(DatasetCard.ratedSteps(s))) {
                out.put(DatasetCard.ratedSteps(s), steps.getOrDefault(s.level(), 0L));
            }
            if (before.containsKey(DatasetCard.ratedTrajectories(s))) {
                out.put(DatasetCard.ratedTrajectories(s), (long)
                        Collections.frequency(trajectories.values(), s.level()));
            }
        }
        return out;
    }

    /** {@code counts}, said to be of that version of the export. */
    static SortedMap<String, Long> of(SortedMap<String, Long> counts, long version) {
        TreeMap<String, Long> out = new TreeMap<>(counts);
        out.put(ExportManifest.COUNTED_VERSION, version);
        return out;
    }
}
