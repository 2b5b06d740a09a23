package dev.scrim.datasets.model;

/**
 * How private a step or trajectory was before anything was removed from it: what review samples by, and what a spec can
 * leave out. A label of the whole, never of one place.
 */
public enum Sensitivity {
    /** Nothing private was found. */
    PUBLIC("nothing private found"),
    /** Says who, where, or with whom. */
    PERSONAL("names, contacts, organisations"),
    /** Work and private matters that would embarrass or cost if they got out. */
    CONFIDENTIAL("amounts, pay, messages, prompts"),
    /** Enough for fraud, or specially protected by law. */
    RESTRICTED("credentials, official ids, cards, medical");

    private final String meaning;

    Sensitivity(String meaning) {
        this.meaning = meaning;
    }

    /** 1, public, to 4, most sensitive: what exports and specs say. */
    public int level() {
        return ordinal() + 1;
    }

    /** A phrase for reports and cards. */
    public String meaning() {
        return meaning;
    }

    /** The one of that {@link #level()}. */
    public static Sensitivity of(int level) {
        Checks.that(level >= 1 && level <= values().length, "Cannot rate by a level that is not 1 to 4");
        return values()[level - 1];
    }

    /** The more sensitive of both. */
    public Sensitivity or(Sensitivity other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
