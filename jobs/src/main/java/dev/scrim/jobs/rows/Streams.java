package dev.scrim.jobs.rows;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** Turns push-style state machines into the pull-style iterators that a Spark partition wants, in constant memory. */
public final class Streams {
    private Streams() {}

    /** A state machine over the elements of one group, which arrive in order. */
    public interface Machine<I, O> {
        void accept(I element, Consumer<O> sink);

        /** Called once behind the last element of the group. */
        void finish(Consumer<O> sink);
    }

    /**
     * Runs a fresh machine for each run of equal keys in a partition that is sorted by that key. At most the outputs of
     * one element are buffered.
     */
    public static <K, I, O> Iterator<O> perGroup(
            Iterator<I> sorted, Function<I, K> key, Function<K, Machine<I, O>> fresh) {
        return new Iterator<>() {
            private final ArrayDeque<O> ready = new ArrayDeque<>();
            private @org.jspecify.annotations.Nullable K current;
            private @org.jspecify.annotations.Nullable Machine<I, O> machine;

            @Override
            public boolean hasNext() {
                while (ready.isEmpty()) {
                    if (sorted.hasNext()) {
                        I element = sorted.next();
                        K k = key.apply(element);
                        Machine<I, O> m = machine;
                        if (m == null || !k.equals(current)) {
                            if (m != null) {
                                m.finish(ready::add);
                            }
                            m = fresh.apply(k);
                            machine = m;
                            current = k;
                        }
                        m.accept(element, ready::add);
                    } else if (machine != null) {
                        machine.finish(ready::add);
                        machine = null;
                    } else {
                        return false;
                    }
                }
                return true;
            }

            @Override
            public O next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return ready.remove();
            }
        };
    }

    /** A machine without anything to do at the end of its group. */
    public static <I, O> Machine<I, O> stateless(BiConsumer<I, Consumer<O>> body) {
        return new Machine<>() {
            @Override
            public void accept(I element, Consumer<O> sink) {
                body.accept(element, sink);
            }

            @Override
            public void finish(Consumer<O> sink) {}
        };
    }
}
