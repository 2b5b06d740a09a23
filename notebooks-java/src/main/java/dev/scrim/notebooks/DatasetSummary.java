package dev.scrim.notebooks;

import dev.scrim.datasets.dataset.Dataset;
import dev.scrim.datasets.dataset.DatasetStep;
import dev.scrim.datasets.dataset.DatasetSteps;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.split.Split;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a dataset holds, counted in one pass in which no more than one step is in memory. All counts are of steps, unless
 * they say otherwise.
 *
 * @param splits by the split's label
 * @param actions by kind, such as {@code click}
 * @param apps by the program's name; steps without one are not there
 * @param trajectoryLengths how many trajectories have so many steps
 * @param redacted steps with anything of a category taken out, by its label
 * @param redactions places and texts taken out, by the category's label
 * @param sensitivity by rating before redaction, 1 to 4
 * @param withFrame steps with a frame from before them
 */
public record DatasetSummary(
        long steps,
        SortedMap<String, Long> splits,
        SortedMap<String, Long> actions,
        SortedMap<String, Long> apps,
        SortedMap<Integer, Long> trajectoryLengths,
        SortedMap<String, Long> redacted,
        SortedMap<String, Long> redactions,
        SortedMap<Integer, Long> sensitivity,
        long withFrame) {

    /** Counts every split of a dataset. */
    public static DatasetSummary of(Dataset dataset) throws IOException {
        SortedMap<String, Long> splits = new TreeMap<>();
        SortedMap<String, Long> actions = new TreeMap<>();
        SortedMap<String, Long> apps = new TreeMap<>();
        SortedMap<String, Long> redacted = new TreeMap<>();
        SortedMap<String, Long> redactions = new TreeMap<>();
        SortedMap<Integer, Long> sensitivity = new TreeMap<>();
        Map<String, Integer> lengths = new HashMap<>();
        long withFrame = 0;
        for (Split split : dataset.splits().keySet()) {
            try (DatasetSteps steps = dataset.steps(split)) {
                while (steps.hasNext()) {
                    DatasetStep step = steps.next();
                    splits.merge(split.label(), 1L, Long::sum);
                    actions.merge(step.action().kind(), 1L, Long::sum);
                    step.app().ifPresent(app -> apps.merge(app, 1L, Long::sum));
                    step.sensitivity().ifPresent(rating -> sensitivity.merge(rating, 1L, Long::sum));
                    lengths.merge(step.trajectory(), 1, Integer::sum);
                    withFrame += step.before().isPresent() ? 1 : 0;
                    for (Category category : Category.values()) {
                        int n = step.redactions().of(category);
                        redactions.merge(category.label(), (long) n, Long::sum);
                        redacted.merge(category.label(), n > 0 ? 1L : 0L, Long::sum);
                    }
                }
            }
        }
        SortedMap<Integer, Long> byLength = new TreeMap<>();
        lengths.values().forEach(length -> byLength.merge(length, 1L, Long::sum));
        long all = splits.values().stream().mapToLong(Long::longValue).sum();
        return new DatasetSummary(all, splits, actions, apps, byLength, redacted, redactions, sensitivity, withFrame);
    }

    /** Trajectories. */
    public long trajectories() {
        return trajectoryLengths.values().stream().mapToLong(Long::longValue).sum();
    }
}
