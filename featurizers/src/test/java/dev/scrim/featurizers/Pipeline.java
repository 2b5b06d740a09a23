package dev.scrim.featurizers;

import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.model.EventFate;
import dev.scrim.datasets.model.RawEvent;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.Step;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.featurizers.action.ActionProfile;
import dev.scrim.featurizers.moment.EffectProbe;
import dev.scrim.featurizers.moment.MomentRules;
import dev.scrim.featurizers.moment.StepAssembler;
import dev.scrim.featurizers.moment.StepSink;
import dev.scrim.featurizers.timeline.CutRules;
import dev.scrim.featurizers.timeline.KeptEvent;
import dev.scrim.featurizers.timeline.TimelineCutter;
import dev.scrim.featurizers.timeline.TimelineSink;
import java.util.ArrayList;
import java.util.List;

/** Runs events through the cuts, the grammar and the moments, and keeps what comes out for assertions. */
public final class Pipeline implements StepSink, TimelineSink {
    public final List<Step> steps = new ArrayList<>();
    public final List<EventFate> fates = new ArrayList<>();
    public final List<Violation> violations = new ArrayList<>();
    public final List<EffectProbe> probes = new ArrayList<>();
    public final List<KeptEvent> kept = new ArrayList<>();
    private final StepAssembler assembler;
    private final TimelineCutter cutter;

    public Pipeline(RecordingId id, Viewport viewport, List<TimeSpan> consented, ActionProfile profile) {
        this(id, viewport, consented, profile, MomentRules.STANDARD);
    }

    public Pipeline(
            RecordingId id, Viewport viewport, List<TimeSpan> consented, ActionProfile profile, MomentRules rules) {
        assembler = new StepAssembler(id, viewport, profile, rules, this);
        cutter = new TimelineCutter(id, viewport, consented, CutRules.STANDARD, this);
    }

    public static Pipeline run(RecordedEvents recorded) {
        return new Pipeline(
                        recorded.id(),
                        recorded.viewport(),
                        List.of(new TimeSpan(0, Long.MAX_VALUE)),
                        ActionProfile.DEFAULT)
                .push(recorded.events());
    }

    public Pipeline push(List<? extends RawEvent> events) {
        events.forEach(cutter::push);
        cutter.finish();
        assembler.finish();
        return this;
    }

    /** As {@link #push}, with nothing cut: what lies off the screen stays, as it does in tools that do not look. */
    public Pipeline pushUncut(List<? extends RawEvent> events) {
        events.forEach(assembler::push);
        assembler.finish();
        return this;
    }

    @Override
    public void kept(KeptEvent event) {
        kept.add(event);
        assembler.push(event);
    }

    @Override
    public void cut(EventFate fate) {
        fates.add(fate);
    }

    @Override
    public void step(Step step) {
        steps.add(step);
    }

    @Override
    public void fate(EventFate fate) {
        fates.add(fate);
    }

    @Override
    public void probe(EffectProbe probe) {
        probes.add(probe);
    }

    @Override
    public void violation(Violation violation) {
        violations.add(violation);
    }
}
