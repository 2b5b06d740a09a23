package dev.scrim.featurizers.moment;

import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.model.EventFate;
import dev.scrim.datasets.model.Step;

/** Takes what a {@link StepAssembler} makes of a recording, piece by piece. */
public interface StepSink {
    /** Steps come in order; ordinals are 0, 1, 2, ... */
    void step(Step step);

    /** Each pushed event gets one; the order among them means nothing. */
    void fate(EventFate fate);

    /** How to check the step that came last; most steps have none. */
    void probe(EffectProbe probe);

    void violation(Violation violation);
}
