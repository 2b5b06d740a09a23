package dev.scrim.datasets.model;

/** The five streams of a recording. The order breaks ties between events of one time: control first, screen last. */
public enum StreamKind {
    CONTROL,
    WINDOW,
    KEYBOARD,
    MOUSE,
    SCREEN
}
