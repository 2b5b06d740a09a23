package dev.scrim.datasets.model;

/** The recorder itself was paused, resumed or stopped. */
public record ControlEvent(long tUs, long ordinal, Kind kind) implements RawEvent {
    /** What happened to the recorder. */
    public enum Kind {
        PAUSE,
        RESUME,
        STOP
    }

    @Override
    public StreamKind stream() {
        return StreamKind.CONTROL;
    }
}
