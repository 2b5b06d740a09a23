package dev.scrim.jobs.review.frames;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The values that were used last, up to so many. Thread-safe. */
final class Lru<K, V> {
    private final LinkedHashMap<K, V> map = new LinkedHashMap<>(16, 0.75f, true);
    private final int most;
    private final Consumer<V> gone;

    /** @param gone told of each value that has to make room */
    Lru(int most, Consumer<V> gone) {
        this.most = most;
        this.gone = gone;
    }

    synchronized Optional<V> get(K key) {
        return Optional.ofNullable(map.get(key));
    }

    /** The value that is there now: an earlier one stands. */
    synchronized V put(K key, V value) {
        V before = map.get(key);
        if (before != null) {
            gone.accept(value);
            return before;
        }
        map.put(key, value);
        if (map.size() > most) {
            Map.Entry<K, V> eldest = map.entrySet().iterator().next();
            map.remove(eldest.getKey());
            gone.accept(eldest.getValue());
        }
        return value;
    }

    synchronized void clear() {
        map.values().forEach(gone);
        map.clear();
    }
}
