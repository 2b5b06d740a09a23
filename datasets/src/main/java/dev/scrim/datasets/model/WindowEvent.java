package dev.scrim.datasets.model;

import java.util.Optional;

/**
 * The active window became another one, or changed its title, address or place.
 *
 * @param bounds the frame with its title bar, in screen pixels; empty box where the recorder does not know
 */
public record WindowEvent(long tUs, long ordinal, String app, String title, Optional<String> url, Box bounds)
        implements RawEvent {
    @Override
    public StreamKind stream() {
        return StreamKind.WINDOW;
    }
}
