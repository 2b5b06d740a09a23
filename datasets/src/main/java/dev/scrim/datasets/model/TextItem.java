package dev.scrim.datasets.model;

import java.util.Optional;

/**
 * A text that is not on pixels, with its time and surroundings.
 *
 * @param text what would be exported
 * @param raw for typed text also what was entered and deleted again; otherwise equal to {@code text}
 * @param window the active window at that time
 */
public record TextItem(TextRef ref, TimeSpan span, String text, String raw, Optional<WindowEvent> window) {}
