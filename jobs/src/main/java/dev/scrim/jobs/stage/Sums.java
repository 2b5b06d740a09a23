package dev.scrim.jobs.stage;

import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.model.DropCode;
import dev.scrim.datasets.store.Digests;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * Numbers that tasks gather from rows, joined on the driver. Mutable; used by one thread. What is gathered by key costs
 * memory for each key, so keys are trajectories, never events.
 */
public final class Sums implements Serializable {
    private static final long serialVersionUID = 1L;
    /** Before the code of a drop: the name of its count. */
    static final String DROPPED = "dropped.";

    private final TreeMap<String, Long> counts = new TreeMap<>();
    private final TreeMap<ViolationCode, Long> violations = new TreeMap<>();
    private final TreeMap<String, HashMap<Long, Integer>> peaks = new TreeMap<>();

    /** Adds to a named number. */
    public void add(String name, long value) {
        counts.merge(name, value, Long::sum);
    }

    /** Counts a violation by its code; {@code violation} is a row as {@code ViolationRows} makes it. */
    public void violation(Row violation) {
        violations.merge(ViolationCode.valueOf(violation.<String>getAs("code")), 1L, Long::sum);
    }

    /** Counts an event that was dropped, as {@code dropped.<code>}; {@code fate} is a row as {@code FateRows} makes it. */
    public void drop(Row fate) {
        String code = fate.getAs("drop_code");
        if (code != null) {
            add(DROPPED + DropCode.valueOf(code).name(), 1);
        }
    }

    /** Remembers the largest value of each key; keys are told apart by 64 bits of their hash. */
    public void peak(String name, String recording, long key, int value) {
        long hash = ByteBuffer.wrap(Digests.fields("scrim-peak/1")
                        .add(recording)
                        .add(String.valueOf(key))
                        .bytes())
                .getLong();
        peaks.computeIfAbsent(name, n -> new HashMap<>()).merge(hash, value, Math::max);
    }

    Sums plus(Sums other) {
        other.counts.forEach(this::add);
        other.violations.forEach((code, n) -> violations.merge(code, n, Long::sum));
        other.peaks.forEach((name, keys) -> {
            HashMap<Long, Integer> own = peaks.computeIfAbsent(name, n -> new HashMap<>());
            keys.forEach((key, value) -> own.merge(key, value, Math::max));
        });
        return this;
    }

    /** The number of that name; 0 where nothing was added. */
    public long get(String name) {
        return counts.getOrDefault(name, 0L);
    }

    /** All numbers by name. */
    public Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    Map<ViolationCode, Long> violations() {
        return violations;
    }

    /** How many keys there were. */
    public long keys(String name) {
        return peaks.getOrDefault(name, new HashMap<>()).size();
    }

    /** How many keys had {@code value} for their largest. */
    public long keys(String name, int value) {
        return peaks.getOrDefault(name, new HashMap<>()).values().stream()
                .filter(v -> v == value)
                .count();
    }
}
