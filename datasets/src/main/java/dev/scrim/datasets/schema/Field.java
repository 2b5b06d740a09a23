package dev.scrim.datasets.schema;

import java.util.regex.Pattern;

/**
 * One column of a stage's table.
 *
 * @param name lower-case snake case, at most 63 characters, unique in its schema
 * @param nullable true when a row may leave it empty
 * @param disclosure whether an export may copy it
 */
public record Field(String name, FieldType type, Unit unit, boolean nullable, Disclosure disclosure) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    public Field {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Cannot name a field: " + name + " (use lower-case snake case)");
        }
    }

    /** The same field with another disclosure. */
    public Field with(Disclosure other) {
        return new Field(name, type, unit, nullable, other);
    }

    public boolean isDisclosed() {
        return disclosure == Disclosure.DISCLOSED;
    }
}
