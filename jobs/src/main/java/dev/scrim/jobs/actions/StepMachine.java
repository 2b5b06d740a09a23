package dev.scrim.jobs.actions;

import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.model.EventFate;
import dev.scrim.datasets.model.Recording;
import dev.scrim.datasets.model.Step;
import dev.scrim.featurizers.action.ActionProfile;
import dev.scrim.featurizers.moment.EffectProbe;
import dev.scrim.featurizers.moment.MomentRules;
import dev.scrim.featurizers.moment.StepAssembler;
import dev.scrim.featurizers.moment.StepSink;
import dev.scrim.jobs.rows.KeptEventRows;
import dev.scrim.jobs.rows.RecordingRows;
import dev.scrim.jobs.rows.Streams;
import dev.scrim.jobs.rows.Tagged;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** One recording's events on their way to steps. The recording's row comes first, then its kept events in order. */
final class StepMachine implements Streams.Machine<Row, Row>, StepSink {
    private static final RecordingRows RECORDINGS = new RecordingRows();
    private static final KeptEventRows EVENTS = new KeptEventRows();

    private final ActionProfile profile;
    private final MomentRules rules;
    private String subject = "";
    private @Nullable Recording recording;
    private @Nullable StepAssembler assembler;
    private long seq;
    private Consumer<Row> out = r -> {};

    StepMachine(ActionProfile profile, MomentRules rules) {
        this.profile = profile;
        this.rules = rules;
    }

    @Override
    public void accept(Row row, Consumer<Row> sink) {
        out = sink;
        if (!row.isNullAt(row.fieldIndex(ActionsStage.RECORDING))) {
            Recording r = RECORDINGS.fromRow(row.getAs(ActionsStage.RECORDING));
            recording = r;
            subject = row.getAs(Tagged.SUBJECT);
            MomentRules own = rules.within(r.clock());
            assembler = new StepAssembler(r.id(), r.viewport(), profile, own, this);
        } else if (assembler != null) {
            assembler.push(EVENTS.fromRow(row.getAs(ActionsStage.EVENT)));
        } else {
            throw new IllegalStateException("Cannot make steps of a recording that is not there");
        }
    }

    @Override
    public void finish(Consumer<Row> sink) {
        out = sink;
        if (assembler != null) {
            assembler.finish();
        }
    }

    @Override
    public void step(Step step) {
        emit(ActionsStage.STEP, step);
    }

    @Override
    public void fate(EventFate fate) {
        emit(ActionsStage.FATE, fate);
    }

    @Override
    public void probe(EffectProbe probe) {
        emit(ActionsStage.PROBE, probe);
    }

    @Override
    public void violation(Violation violation) {
        emit(ActionsStage.VIOLATION, violation);
    }

    private <T> void emit(String kind, T value) {
        Recording r = java.util.Objects.requireNonNull(recording);
        out.accept(ActionsStage.TABLE.row(subject, r.id().value(), kind, seq++, value));
    }
}
