package dev.scrim.datasets.capture;

import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.model.MouseEvent;
import dev.scrim.datasets.model.RawEvent;
import dev.scrim.datasets.model.Viewport;
import java.util.function.Consumer;

/**
 * Looks at one stream's events in the order captured: is its clock monotonic, is the pointer on the screen. Changes and
 * drops nothing: events are sorted, and pointer events off the screen dropped, by the timeline. Not thread-safe.
 */
public final class StreamChecks {
    /**
     * How far back a time may step and still be a recorder's buffering, microseconds. Half a frame of a ten-a-second
     * screen: sorting by so little cannot move an event to another frame's far side.
     */
    public static final long DEFAULT_TOLERANCE_US = 50_000;

    private final String recording;
    private final Viewport viewport;
    private final long toleranceUs;
    private final Consumer<Violation> violations;
    private long latestUs = Long.MIN_VALUE;
    private boolean backwards;

    /**
     * Checks one stream of a recording.
     *
     * @param toleranceUs see {@link #DEFAULT_TOLERANCE_US}
     */
    public StreamChecks(String recording, Viewport viewport, long toleranceUs, Consumer<Violation> violations) {
        this.recording = recording;
        this.viewport = viewport;
        this.toleranceUs = toleranceUs;
        this.violations = violations;
    }

    /** Checks the next event of the stream. */
    public void accept(RawEvent event) {
        long stepBackUs = latestUs == Long.MIN_VALUE ? 0 : latestUs - event.tUs();
        if (stepBackUs > toleranceUs) {
            // Once a stream: every event until the clock has caught up would say the same.
            if (!backwards) {
                tell(ViolationCode.CLOCK_BACKWARDS, event, "the clock jumps back by " + stepBackUs + " us");
            }
            backwards = true;
        } else if (stepBackUs > 0) {
            tell(ViolationCode.EVENT_OUT_OF_ORDER, event, "earlier than the one before by " + stepBackUs + " us");
        }
        latestUs = Math.max(latestUs, event.tUs());
        if (event instanceof MouseEvent mouse && !viewport.contains(mouse.at())) {
            tell(ViolationCode.OFF_SCREEN, event, "outside " + viewport.widthPx() + "x" + viewport.heightPx());
        }
    }

    private void tell(ViolationCode code, RawEvent event, String detail) {
        String location = ParsedEvent.location(event.stream(), event.ordinal() + 1);
        violations.accept(new Violation(code, recording, location, detail));
    }
}
