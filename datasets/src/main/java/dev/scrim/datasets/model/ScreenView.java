package dev.scrim.datasets.model;

import java.util.List;
import java.util.Optional;

/**
 * All that is known of one kept frame without its pixels: what redaction looks at.
 *
 * @param lines every line visible, top to bottom then left to right
 * @param window the active window at that time
 */
public record ScreenView(FrameRef frame, Viewport viewport, List<PlacedLine> lines, Optional<WindowEvent> window) {
    public ScreenView {
        lines = List.copyOf(lines);
    }
}
