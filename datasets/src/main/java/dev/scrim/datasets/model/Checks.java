package dev.scrim.datasets.model;

import java.util.regex.Pattern;

/** Shared argument checks of the model's compact constructors; messages never carry the rejected text itself. */
final class Checks {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private Checks() {}

    static String name(String what, String value) {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException("Cannot accept " + what
                    + ": it must be 1 to 128 of A-Z a-z 0-9 . _ - and start with a letter or digit");
        }
        return value;
    }

    static void that(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
