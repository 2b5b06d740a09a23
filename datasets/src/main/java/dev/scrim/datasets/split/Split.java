package dev.scrim.datasets.split;

import java.util.Locale;

/** A part of the training data; the names are those that training libraries expect. */
public enum Split {
    TRAIN,
    VALIDATION,
    TEST;

    /** Lower-case name used in file names, columns and cards. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The split of that label. */
    public static Split of(String label) {
        for (Split split : values()) {
            if (split.label().equals(label)) {
                return split;
            }
        }
        throw new IllegalArgumentException("Cannot find split: " + label + " (use train, validation or test)");
    }
}
