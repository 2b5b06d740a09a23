package dev.scrim.datasets.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The trajectories of a split, each as soon as its last step is read. Formats whose shards shuffle well mix some dozens of
 * trajectories; those are held at once, with their encoded pictures, and no more. Not thread-safe; close it.
 */
public final class DatasetTrajectories implements Iterator<DatasetTrajectory>, Closeable {
    private final DatasetSteps steps;
    private final Map<String, Integer> lengths;
    private final Map<String, List<DatasetStep>> open = new HashMap<>();
    private @Nullable DatasetTrajectory next;

    /** @param lengths how many steps each trajectory has in the split */
    DatasetTrajectories(DatasetSteps steps, Map<String, Integer> lengths) {
        this.steps = steps;
        this.lengths = lengths;
    }

    @Override
    public boolean hasNext() {
        while (next == null && steps.hasNext()) {
            DatasetStep step = steps.next();
            List<DatasetStep> run = open.computeIfAbsent(step.trajectory(), id -> new ArrayList<>());
            run.add(step);
            if (run.size() == lengths.getOrDefault(step.trajectory(), 0)) {
                run.sort(Comparator.comparingInt(DatasetStep::index));
                next = new DatasetTrajectory(step.trajectory(), run);
                open.remove(step.trajectory());
            }
        }
        if (next == null && !open.isEmpty()) {
            throw new IllegalStateException("Cannot read trajectories: the dataset changed while it was read");
        }
        return next != null;
    }

    @Override
    public DatasetTrajectory next() {
        if (!hasNext()) {
            throw new NoSuchElementException("Cannot read on: the split has ended");
        }
        DatasetTrajectory trajectory = Objects.requireNonNull(next);
        next = null;
        return trajectory;
    }

    /** The rest, as a stream. */
    public Stream<DatasetTrajectory> stream() {
        Iterable<DatasetTrajectory> rest = () -> this;
        return StreamSupport.stream(rest.spliterator(), false);
    }

    @Override
    public void close() throws IOException {
        steps.close();
    }
}
