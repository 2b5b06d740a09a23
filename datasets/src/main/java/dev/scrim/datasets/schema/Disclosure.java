package dev.scrim.datasets.schema;

/** Whether a field may ever leave the build. Nothing is disclosed by default: each field says so itself. */
public enum Disclosure {
    /** May be copied into an export. */
    DISCLOSED,
    /** Stays inside the build; an export drops it without looking at it. */
    WITHHELD
}
