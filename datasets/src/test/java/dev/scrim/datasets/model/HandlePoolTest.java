package dev.scrim.datasets.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HandlePoolTest {
    private static final class Handle {
        private final AtomicBoolean inUse = new AtomicBoolean();
        private final AtomicBoolean closed = new AtomicBoolean();
    }

    @Test
    void aHandleOfTheSameKindIsUsedAgainAndNoOther() {
        HandlePool<String, Handle> pool = new HandlePool<>(h -> h.closed.set(true), 2);
        Handle first = pool.take("a", Handle::new);
        pool.give("a", first);
        assertThat(pool.take("b", Handle::new)).isNotSameAs(first);
        assertThat(pool.take("a", Handle::new)).isSameAs(first);
        assertThat(pool.take("a", Handle::new)).isNotSameAs(first);
    }

    @Test
    void whatIsTooManyIsClosed() {
        List<Handle> closed = new ArrayList<>();
        HandlePool<String, Handle> pool = new HandlePool<>(closed::add, 1);
        Handle kept = pool.take("a", Handle::new);
        Handle tooMany = pool.take("a", Handle::new);
        pool.give("a", kept);
        pool.give("a", tooMany);
        assertThat(closed).containsExactly(tooMany);
        assertThat(pool.take("a", Handle::new)).isSameAs(kept);
    }

    @Test
    void noHandleIsInTwoHandsOrClosedInOne() throws Exception {
        Set<Handle> wrong = ConcurrentHashMap.newKeySet();
        HandlePool<String, Handle> pool = new HandlePool<>(h -> h.closed.set(true), 3);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                all.add(threads.submit(() -> {
                    for (int k = 0; k < 5_000; k++) {
                        Handle h = pool.take("a", Handle::new);
                        if (h.closed.get() || !h.inUse.compareAndSet(false, true)) {
                            wrong.add(h);
                        }
                        h.inUse.set(false);
                        pool.give("a", h);
                    }
                }));
            }
            for (Future<?> f : all) {
                f.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(wrong).isEmpty();
    }
}
