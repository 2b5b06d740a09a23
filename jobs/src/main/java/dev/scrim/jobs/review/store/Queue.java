package dev.scrim.jobs.review.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why somebody looks at a frame. */
public enum Queue {
    /** The random sample, of which the bound is made; planted frames are among it. */
    BOUND,
    /** Frames that a second person reads without knowing of the first. */
    SECOND,
    /** Frames on which the readers do not agree, or which one of them could not judge. */
    ADJUDICATE,
    /** The riskiest frames; they never count towards the bound. */
    HUNT;

    /** Name in the app and in the database. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that name. */
    public static Optional<Queue> of(String label) {
        return Arrays.stream(values()).filter(q -> q.label().equals(label)).findFirst();
    }
}
