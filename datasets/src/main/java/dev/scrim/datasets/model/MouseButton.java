package dev.scrim.datasets.model;

/** Buttons of a pointing device. */
public enum MouseButton {
    LEFT,
    MIDDLE,
    RIGHT,
    BACK,
    FORWARD
}
