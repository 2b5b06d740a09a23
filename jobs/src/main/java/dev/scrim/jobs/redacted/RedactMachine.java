package dev.scrim.jobs.redacted;

import dev.scrim.datasets.media.FrameCodec;
import dev.scrim.datasets.model.Finding;
import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.SegmentView;
import dev.scrim.datasets.model.Sensitivity;
import dev.scrim.datasets.model.Step;
import dev.scrim.datasets.model.TrajectoryDrop;
import dev.scrim.datasets.model.WorkTime;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.jobs.rows.FindingRows;
import dev.scrim.jobs.rows.FrameBlob;
import dev.scrim.jobs.rows.Outcome;
import dev.scrim.jobs.rows.RatedStep;
import dev.scrim.jobs.rows.Streams;
import dev.scrim.jobs.rows.TrajectorySeq;
import dev.scrim.jobs.segment.SegmentAssembler;
import dev.scrim.jobs.stage.FrameStore;
import dev.scrim.jobs.stage.MediaFolder;
import dev.scrim.jobs.stage.MediaNames;
import dev.scrim.redaction.mask.FramePainter;
import dev.scrim.redaction.mask.MaskFitter;
import dev.scrim.redaction.policy.PolicyEngine;
import dev.scrim.redaction.policy.RedactionPolicy;
import dev.scrim.redaction.policy.Verdict;
import dev.scrim.redaction.rating.SensitivityRater;
import dev.scrim.redaction.verify.RedactedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;

/** Redacts one trajectory: everything is decided before anything is changed. */
final class RedactMachine implements Streams.Machine<Row, Row> {
    private static final FindingRows FINDINGS = new FindingRows();

    /**
     * What every machine of a task shares; travels to the executor.
     *
     * @param maxSensitivity a trajectory that is rated above it goes no further
     * @param workNs raised by the time that deciding, painting and rewriting take; decoding and encoding is left out
     */
    record Task(
            MediaFolder kept,
            MediaFolder out,
            String keyring,
            RedactionPolicy policy,
            int grainMs,
            Sensitivity maxSensitivity,
            LongAccumulator frames,
            LongAccumulator workNs)
            implements java.io.Serializable {}

    private final Task task;
    private final SegmentAssembler segment = new SegmentAssembler();
    private final List<Finding> findings = new ArrayList<>();

    RedactMachine(Task task) {
        this.task = task;
    }

    @Override
    public void accept(Row row, Consumer<Row> sink) {
        if (!segment.accept(row)) {
            findings.add(FINDINGS.fromRow(row.getAs(RedactedStage.FINDING)));
        }
    }

    @Override
    public void finish(Consumer<Row> sink) {
        if (!segment.isPresent()) {
            return;
        }
        SegmentView view = segment.view();
        long started = WorkTime.nanos();
        SensitivityRater.Ratings ratings = SensitivityRater.rate(view, findings);
        Verdict verdict = new PolicyEngine(task.policy()).apply(view, findings);
        worked(started);
        TrajectorySeq seq = new TrajectorySeq(segment.id().ordinal());
        ratings.steps().forEach((step, rating) -> emit(sink, RedactedStage.RATING, seq, new RatedStep(step, rating)));
        if (ratings.trajectory().compareTo(task.maxSensitivity()) > 0) {
            drop(TrajectoryDrop.SENSITIVITY, String.valueOf(ratings.trajectory().level()), seq, sink);
            return;
        }
        if (verdict.droppedFor().isPresent()) {
            drop(TrajectoryDrop.POLICY, verdict.droppedFor().get().label(), seq, sink);
            return;
        }
        Set<Long> kept = new HashSet<>();
        TargetFinder targets =
                new TargetFinder(view, segment.recording().viewport().scale());
        try {
            frames(verdict, kept, targets, seq, sink);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot redact the frames of a trajectory", e);
        }
        started = WorkTime.nanos();
        StepRewriter rewriter = new StepRewriter(view.texts(), verdict.textFindings(), task.grainMs());
        worked(started);
        for (RedactedText text : rewriter.texts()) {
            emit(sink, RedactedStage.TEXT, seq, text);
        }
        for (RedactedText text : targets.texts()) {
            emit(sink, RedactedStage.TEXT, seq, text);
        }
        for (Step step : view.steps()) {
            emit(sink, RedactedStage.STEP, seq, rewriter.rewrite(step, kept, targets));
        }
        emit(sink, RedactedStage.OUTCOME, seq, new Outcome(segment.id(), true, "", kept.size(), 0, 0, 0));
    }

    private void drop(TrajectoryDrop code, String detail, TrajectorySeq seq, Consumer<Row> sink) {
        String reason = code.name() + ": " + detail;
        emit(sink, RedactedStage.OUTCOME, seq, new Outcome(segment.id(), false, reason, 0, 0, 0, 0));
        task.frames().add(segment.frames().size());
    }

    private void worked(long startedNs) {
        task.workNs().add(WorkTime.nanos() - startedNs);
    }

    private void frames(Verdict verdict, Set<Long> kept, TargetFinder targets, TrajectorySeq seq, Consumer<Row> sink)
            throws IOException {
        String name = MediaNames.redacted(LocalKeyring.open(Path.of(task.keyring())), segment.id());
        try (FrameStore.Reader in = new FrameStore.Reader(task.kept(), segment.subject());
                FrameStore.Writer out = new FrameStore.Writer(task.out(), segment.subject(), name)) {
            for (FrameBlob frame : segment.frames()) {
                task.frames().add(1);
                long tUs = frame.frame().tUs();
                if (verdict.droppedFrames().contains(tUs)) {
                    continue;
                }
                Pixels original = FrameCodec.decode(in.read(frame));
                long started = WorkTime.nanos();
                List<Mask> masks = MaskFitter.fit(original, verdict.masks(tUs));
                Pixels painted = FramePainter.paint(original, masks);
                worked(started);
                emit(sink, RedactedStage.FRAME, seq, out.add(segment.id(), frame.frame(), painted));
                for (Mask mask : masks) {
                    emit(sink, RedactedStage.MASK, seq, mask);
                }
                targets.look(tUs, painted, masks);
                kept.add(tUs);
            }
        }
    }

    private <T> void emit(Consumer<Row> sink, String kind, TrajectorySeq seq, T value) {
        sink.accept(RedactedStage.TABLE.row(
                segment.subject(), segment.recording().id().value(), kind, seq.next(), value));
    }
}
