package dev.scrim.datasets.dataset;

import dev.scrim.datasets.split.Split;
import java.util.List;
import java.util.Optional;

/**
 * One run of work: its steps in the order in which they were done.
 *
 * @param id opaque
 * @param steps at least one
 */
public record DatasetTrajectory(String id, List<DatasetStep> steps) {
    public DatasetTrajectory {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.stream().anyMatch(s -> !s.trajectory().equals(id))) {
            throw new IllegalArgumentException("Cannot make a trajectory without steps, or of another's");
        }
    }

    public Split split() {
        return steps.get(0).split();
    }

    /** What the person set out to do, where somebody said so. */
    public Optional<String> task() {
        return steps.get(0).task();
    }

    /** From its start to the end of its last action, microseconds. */
    public long lengthUs() {
        return steps.stream().mapToLong(s -> s.action().span().endUs()).max().orElse(0);
    }
}
