package dev.scrim.jobs.spec;

import java.util.Locale;

/** What is done about a category of private content, from the mildest to the strongest. */
public enum Treatment {
    /** Nothing: the category is declared harmless for this dataset. */
    KEEP,
    /** The found characters are covered. */
    SPANS,
    /** The block of text around them is covered. */
    BLOCK,
    /** The window or pane that shows them is covered. */
    PANE,
    /** The frame is not exported. */
    DROP_FRAME,
    /** The whole trajectory is not exported. */
    DROP_TRAJECTORY;

    /** Name in specs and reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The treatment of that {@link #label()}. */
    static Treatment of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
