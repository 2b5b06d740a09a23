package dev.scrim.datasets.model;

import java.util.Optional;

/**
 * A pointer movement, button change or wheel notch.
 *
 * @param at place in physical screen pixels; may lie outside the viewport (never clamped)
 * @param button present for {@code DOWN} and {@code UP}
 * @param dx horizontal wheel notches, positive to the right
 * @param dy vertical wheel notches, positive towards the person (content moves up)
 */
public record MouseEvent(long tUs, long ordinal, Kind kind, Point at, Optional<MouseButton> button, int dx, int dy)
        implements RawEvent {
    /** What the pointer did. */
    public enum Kind {
        MOVE,
        DOWN,
        UP,
        SCROLL
    }

    @Override
    public StreamKind stream() {
        return StreamKind.MOUSE;
    }
}
