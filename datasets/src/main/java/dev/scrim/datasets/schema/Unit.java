package dev.scrim.datasets.schema;

/** What a number counts. */
public enum Unit {
    /** No unit: a name, a text, an ordinal. */
    NONE,
    /** Physical pixels of the recorded screen. */
    PIXELS,
    /** Microseconds. */
    MICROSECONDS,
    /** Wheel notches. */
    NOTCHES,
    /** A number of things. */
    COUNT,
    /** A factor without dimension. */
    RATIO
}
