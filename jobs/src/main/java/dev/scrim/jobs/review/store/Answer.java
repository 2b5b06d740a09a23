package dev.scrim.jobs.review.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody said of a frame. */
public enum Answer {
    /** Nothing private can be read. */
    CLEAN,
    /** Something private can still be read. */
    LEAK,
    /** Nothing private can be read, and more is painted over than had to be. */
    OVER,
    /** The reader could not tell; counts as a leak until somebody decides. */
    UNSURE;

    /** Whether it counts as a leak: fail closed. */
    public boolean leaks() {
        return this == LEAK || this == UNSURE;
    }

    /** Name in the app and in the database. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that name. */
    public static Optional<Answer> of(String label) {
        return Arrays.stream(values()).filter(a -> a.label().equals(label)).findFirst();
    }
}
