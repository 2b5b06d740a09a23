package dev.scrim.featurizers.timeline;

import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.model.EventFate;

/** Takes what a {@link TimelineCutter} decides, one event at a time. Every pushed event arrives here exactly once. */
public interface TimelineSink {
    /** The event goes on, in the order in which it came. */
    void kept(KeptEvent event);

    /** The event is gone. */
    void cut(EventFate fate);

    /** Something was wrong with the input. */
    void violation(Violation violation);
}
