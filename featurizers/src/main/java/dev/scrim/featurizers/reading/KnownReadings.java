package dev.scrim.featurizers.reading;

import dev.scrim.datasets.model.TextLine;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Readings of exactly the same ink, made earlier with the same engine and settings by whoever keeps them. The engine
 * is deterministic, so a reading found here is the one that a fresh look would give, and what a reader gives does not
 * depend on what is known. For one thread at a time.
 */
public interface KnownReadings {
    /** Knows nothing and keeps nothing. */
    KnownReadings NONE = new KnownReadings() {
        @Override
        public Optional<Known> find(InkKey ink) {
            return Optional.empty();
        }

        @Override
        public void add(InkKey ink, Known known) {}
    };

    /**
     * What was read.
     *
     * @param plain the second picture of the line, when the reading was decided with it; null when the ink was enough
     */
    record Known(@Nullable InkKey plain, TextLine line) {}

    /** What that ink says, when it is known. */
    Optional<Known> find(InkKey ink);

    /** Keeps a fresh reading; one that is there for the same ink is replaced. */
    void add(InkKey ink, Known known);
}
