package dev.scrim.datasets.model;

import java.util.List;
import java.util.Optional;

/**
 * All that is known of one kept frame without its pixels: what redaction looks at.
 *
 * @param lines every line visible, top to bottom then left to right
 * @param pictures what is seen in it besides text
 * @param window the active window at that time
 */
public record ScreenView(
        FrameRef frame,
        Viewport viewport,
        List<PlacedLine> lines,
        List<Picture> pictures,
        Optional<WindowEvent> window) {
    public ScreenView {
        lines = List.copyOf(lines);
        pictures = List.copyOf(pictures);
    }

    /** A screen of text alone. */
    public ScreenView(FrameRef frame, Viewport viewport, List<PlacedLine> lines, Optional<WindowEvent> window) {
        this(frame, viewport, lines, List.of(), window);
    }
}
