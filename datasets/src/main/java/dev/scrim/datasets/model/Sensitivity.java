package dev.scrim.datasets.model;

/**
 * How private a step or trajectory was before anything was removed from it: what review samples by, and what a spec can
 * leave out. A label of the whole, never of one place.
 */
public enum Sensitivity {
    /** Nothing private was found. */
    PUBLIC(1, "nothing private found"),
    /** Says who, where, or with whom. */
    PERSONAL(2, "names, contacts, organisations"),
    /** Work and private matters that would embarrass or cost if they got out. */
    CONFIDENTIAL(3, "amounts, pay, messages, prompts"),
    /** Enough for fraud, or specially protected by law. */
    RESTRICTED(4, "credentials, official ids, cards, medical");

    private final int level;
    private final String meaning;

    Sensitivity(int level, String meaning) {
        this.level = level;
        this.meaning = meaning;
    }

    /** 1, public, to 4, most sensitive: what exports and specs say. */
    public int level() {
        return level;
    }

    /** A phrase for reports and cards. */
    public String meaning() {
        return meaning;
    }

    /** The one of that {@link #level()}. */
    public static Sensitivity of(int level) {
        for (Sensitivity each : values()) {
            if (each.level == level) {
                return each;
            }
        }
        throw new IllegalArgumentException("Cannot rate by level " + level + " (1 to 4)");
    }

    /** The more sensitive of both. */
    public Sensitivity or(Sensitivity other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
