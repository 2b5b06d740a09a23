package dev.scrim.datasets.store;

import java.util.regex.Pattern;

/** Names one stage's folder, such as {@code 04-readings}; sorts in the order of the work. */
public record StageName(String value) implements Comparable<StageName> {
    /** The shape of a stage's name, without anchors. */
    static final String SHAPE = "[0-9]{2}-[a-z][a-z0-9-]{0,31}";

    private static final Pattern WHOLE = Pattern.compile(SHAPE);

    public StageName {
        if (!WHOLE.matcher(value).matches()) {
            throw new IllegalArgumentException("Cannot accept stage name: " + value
                    + " (two digits, a hyphen, then lower case, as in 04-readings)");
        }
    }

    @Override
    public int compareTo(StageName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
