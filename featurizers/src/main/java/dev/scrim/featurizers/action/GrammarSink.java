package dev.scrim.featurizers.action;

import dev.scrim.datasets.model.EventFate;

/** Takes what an {@link ActionGrammar} makes of the events. */
public interface GrammarSink {
    /**
     * Input began that will be a step, or part of one, unless it turns out to be noise. Called in order of time, before
     * any later event is looked at: this is the moment to bookmark what was on screen.
     *
     * @param gesture numbers the beginnings of a recording
     * @param previousEndUs when the input before it ended, or the segment began
     * @param approachUs when the pointer started towards it; equal to {@code startUs} without an approach
     * @param startUs its first press, notch or key
     */
    void began(long gesture, long previousEndUs, long approachUs, long startUs);

    /** A step is complete; ordinals are 0, 1, 2, ... */
    void step(UnplacedStep step);

    /** What became of one event; the order among fates means nothing. */
    void fate(EventFate fate);
}
