package dev.scrim.datasets.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Handles of natives that take long to open and remember nothing of what they were used for. Who is done with one gives
 * it back, and the next task of this process goes on with it: tasks may be as small as balance asks for. A handle is
 * used by one thread at a time, not always by the same one. Thread-safe.
 *
 * @param <K> what makes handles interchangeable: engine, model, mode
 */
public final class HandlePool<K, V> {
    private final Consumer<V> closer;
    private final int most;
    private final Map<K, Deque<V>> idle = new HashMap<>();

    /** Keeps as many idle handles of a kind as there are processors: more are not in use at a time. */
    public HandlePool(Consumer<V> closer) {
        this(closer, Runtime.getRuntime().availableProcessors());
    }

    /** @param most idle handles of a kind; others are closed when they come back */
    public HandlePool(Consumer<V> closer, int most) {
        this.closer = closer;
        this.most = most;
    }

    /** An idle handle of this kind, the one given back last, or else a new one. */
    public V take(K kind, Supplier<V> open) {
        synchronized (idle) {
            Deque<V> own = idle.get(kind);
            if (own != null && !own.isEmpty()) {
                return own.pop();
            }
        }
        return open.get();
    }

    /** Gives a handle back, which the caller then no longer uses. */
    public void give(K kind, V handle) {
        synchronized (idle) {
            Deque<V> own = idle.computeIfAbsent(kind, k -> new ArrayDeque<>());
            if (own.size() < most) {
                own.push(handle);
                return;
            }
        }
        closer.accept(handle);
    }
}
