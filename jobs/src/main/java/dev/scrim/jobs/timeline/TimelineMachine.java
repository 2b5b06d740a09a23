package dev.scrim.jobs.timeline;

import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.consent.ConsentLedger;
import dev.scrim.datasets.consent.RecordingConsent;
import dev.scrim.datasets.model.ControlEvent;
import dev.scrim.datasets.model.DropCode;
import dev.scrim.datasets.model.EventFate;
import dev.scrim.datasets.model.RawEvent;
import dev.scrim.datasets.model.Recording;
import dev.scrim.datasets.model.WindowEvent;
import dev.scrim.featurizers.timeline.CutRules;
import dev.scrim.featurizers.timeline.KeptEvent;
import dev.scrim.featurizers.timeline.TimelineCutter;
import dev.scrim.featurizers.timeline.TimelineSink;
import dev.scrim.jobs.rows.EventRows;
import dev.scrim.jobs.rows.RecordingRows;
import dev.scrim.jobs.rows.Streams;
import dev.scrim.jobs.rows.Tagged;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * One recording's way through consent and pauses. The recording's row comes first, then its events in order. A window
 * that the person exempted counts as a pause of their own for as long as it is the active one.
 */
final class TimelineMachine implements Streams.Machine<Row, Row>, TimelineSink {
    /** Longer than any recording; the ledger only needs an end to clip to. */
    private static final long HORIZON_US = 3_650L * 24 * 3_600 * 1_000_000;
    /** Marks that this machine made itself, and that are no event of the recording. */
    private static final long OWN_ORDINAL = -1;

    private static final RecordingRows RECORDINGS = new RecordingRows();
    private static final EventRows EVENTS = new EventRows();

    private final ConsentLedger ledger;
    private final String purpose;
    private String subject = "";
    private @Nullable Recording recording;
    private @Nullable RecordingConsent consent;
    private @Nullable TimelineCutter cutter;
    private Optional<WindowEvent> window = Optional.empty();
    private boolean exempt;
    private boolean pausedByRecorder;
    private long seq;
    private Consumer<Row> out = r -> {};

    TimelineMachine(ConsentLedger ledger, String purpose) {
        this.ledger = ledger;
        this.purpose = purpose;
    }

    @Override
    public void accept(Row row, Consumer<Row> sink) {
        out = sink;
        if (!row.isNullAt(row.fieldIndex(TimelineStage.RECORDING))) {
            open(row);
            return;
        }
        RawEvent event = EVENTS.fromRow(row.getAs(TimelineStage.RAW));
        TimelineCutter open = cutter;
        if (open == null) {
            cut(fate(event, DropCode.NO_CONSENT));
            return;
        }
        followExemption(event, open);
        open.push(event);
        if (exempt && event instanceof ControlEvent c && c.kind() == ControlEvent.Kind.RESUME) {
            open.push(new ControlEvent(event.tUs(), OWN_ORDINAL, ControlEvent.Kind.PAUSE));
        }
    }

    @Override
    public void finish(Consumer<Row> sink) {
        out = sink;
        if (cutter != null) {
            cutter.finish();
        }
    }

    private void open(Row row) {
        Recording r = RECORDINGS.fromRow(row.getAs(TimelineStage.RECORDING));
        recording = r;
        subject = row.getAs(Tagged.SUBJECT);
        RecordingConsent granted = ledger.consentFor(r.subject(), purpose, r.startedAt(), HORIZON_US);
        if (granted.spans().isEmpty()) {
            violation(new Violation(
                    ViolationCode.NO_CONSENT, r.id().value(), "recording", "the ledger grants nothing for its time"));
            return;
        }
        consent = granted;
        cutter = new TimelineCutter(r.id(), r.viewport(), granted.spans(), CutRules.STANDARD, this);
        out.accept(TimelineStage.TABLE.row(subject, r.id().value(), TimelineStage.RECORDING, 0, r));
    }

    private void followExemption(RawEvent event, TimelineCutter open) {
        if (event instanceof WindowEvent w) {
            window = Optional.of(w);
        }
        if (event instanceof ControlEvent c) {
            pausedByRecorder = c.kind() == ControlEvent.Kind.PAUSE;
        }
        RecordingConsent granted = consent;
        if (granted == null || !granted.dependsOnWindow()) {
            return;
        }
        boolean now = !granted.allows(event.tUs(), window);
        if (now != exempt) {
            exempt = now;
            if (now || !pausedByRecorder) {
                open.push(new ControlEvent(
                        event.tUs(), OWN_ORDINAL, now ? ControlEvent.Kind.PAUSE : ControlEvent.Kind.RESUME));
            }
        }
    }

    @Override
    public void kept(KeptEvent event) {
        if (event.event().ordinal() != OWN_ORDINAL) {
            out.accept(row(TimelineStage.EVENT, event));
        }
    }

    @Override
    public void cut(EventFate fate) {
        if (fate.ordinal() == OWN_ORDINAL) {
            return;
        }
        boolean ownPause = exempt && !pausedByRecorder && fate.dropCode().equals(Optional.of(DropCode.PAUSED));
        out.accept(row(
                TimelineStage.CUT,
                ownPause
                        ? new EventFate(
                                fate.stream(), fate.ordinal(), OptionalInt.empty(), Optional.of(DropCode.NO_CONSENT))
                        : fate));
    }

    @Override
    public void violation(Violation violation) {
        out.accept(row(TimelineStage.VIOLATION, violation));
    }

    private <T> Row row(String kind, T value) {
        Recording r = recording;
        return TimelineStage.TABLE.row(subject, r == null ? "" : r.id().value(), kind, seq++, value);
    }

    private static EventFate fate(RawEvent event, DropCode code) {
        return new EventFate(event.stream(), event.ordinal(), OptionalInt.empty(), Optional.of(code));
    }
}
