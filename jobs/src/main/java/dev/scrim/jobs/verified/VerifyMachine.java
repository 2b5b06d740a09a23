package dev.scrim.jobs.verified;

import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.media.FrameCodec;
import dev.scrim.datasets.media.Png;
import dev.scrim.datasets.model.Finding;
import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.PageReader;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.TrajectoryId;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.jobs.repair.Eyes;
import dev.scrim.jobs.repair.FrameRepair;
import dev.scrim.jobs.repair.RepairEnd;
import dev.scrim.jobs.rows.FindingRows;
import dev.scrim.jobs.rows.FrameBlob;
import dev.scrim.jobs.rows.FrameBlobRows;
import dev.scrim.jobs.rows.MaskRows;
import dev.scrim.jobs.rows.Outcome;
import dev.scrim.jobs.rows.OutcomeRows;
import dev.scrim.jobs.rows.RedactedTextRows;
import dev.scrim.jobs.rows.Streams;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.rows.TrajectorySeq;
import dev.scrim.jobs.stage.FrameStore;
import dev.scrim.jobs.stage.MediaFolder;
import dev.scrim.jobs.stage.MediaNames;
import dev.scrim.redaction.verify.Leak;
import dev.scrim.redaction.verify.RedactedFrame;
import dev.scrim.redaction.verify.RedactedText;
import dev.scrim.redaction.verify.Verifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;

/**
 * Looks again at one redacted trajectory. A leak on the screen is closed in steps, each of which is looked at again: the
 * line is masked, then the rows around it, then the frame is withheld. A leaking text is withheld. A trajectory of which
 * too little is left is withheld whole.
 */
final class VerifyMachine implements Streams.Machine<Row, Row> {
    static final String WITHHELD_TEXT = "<WITHHELD>";
    /** A trajectory that loses more than this share of its frames was not redacted well enough to trust the rest. */
    private static final double MAX_LOST_SHARE = 0.5;

    private static final FrameBlobRows FRAMES = new FrameBlobRows();
    private static final MaskRows MASKS = new MaskRows();
    private static final RedactedTextRows TEXTS = new RedactedTextRows();
    private static final FindingRows FINDINGS = new FindingRows();
    private static final OutcomeRows OUTCOMES = new OutcomeRows();

    /** What every machine of a task shares; travels to the executor. */
    record Task(MediaFolder kept, MediaFolder redacted, MediaFolder out, String keyring, LongAccumulator frames)
            implements java.io.Serializable {}

    private final Task task;
    private final Eyes eyes;
    private String subject = "";
    private @Nullable Outcome redacted;
    private final List<FrameBlob> frames = new ArrayList<>();
    private final Map<Long, FrameBlob> kept = new HashMap<>();
    private final Map<Long, List<Mask>> masks = new TreeMap<>();
    private final List<RedactedText> texts = new ArrayList<>();
    private final List<Finding> known = new ArrayList<>();
    private long leaks;
    private long repaired;
    private long lost;

    VerifyMachine(Task task, Eyes eyes) {
        this.task = task;
        this.eyes = eyes;
    }

    @Override
    public void accept(Row row, Consumer<Row> sink) {
        if (has(row, VerifiedStage.OUTCOME)) {
            redacted = OUTCOMES.fromRow(row.getAs(VerifiedStage.OUTCOME));
            subject = row.getAs(Tagged.SUBJECT);
        } else if (has(row, VerifiedStage.FRAME)) {
            frames.add(FRAMES.fromRow(row.getAs(VerifiedStage.FRAME)));
        } else if (has(row, VerifiedStage.KEPT)) {
            FrameBlob f = FRAMES.fromRow(row.getAs(VerifiedStage.KEPT));
            kept.put(f.frame().tUs(), f);
        } else if (has(row, VerifiedStage.MASK)) {
            Mask m = MASKS.fromRow(row.getAs(VerifiedStage.MASK));
            masks.computeIfAbsent(m.tUs(), t -> new ArrayList<>()).add(m);
        } else if (has(row, VerifiedStage.TEXT)) {
            texts.add(TEXTS.fromRow(row.getAs(VerifiedStage.TEXT)));
        } else {
            known.add(FINDINGS.fromRow(row.getAs(VerifiedStage.FINDING)));
        }
    }

    private static boolean has(Row row, String kind) {
        return !row.isNullAt(row.fieldIndex(kind));
    }

    @Override
    public void finish(Consumer<Row> sink) {
        Outcome before = redacted;
        if (before == null || !before.passed()) {
            return;
        }
        TrajectoryId id = before.trajectory();
        TrajectorySeq seq = new TrajectorySeq(id.ordinal());
        Verifier verifier = new Verifier(eyes.first(), known);
        try {
            lookAtFrames(id, verifier, seq, sink);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot verify the frames of a trajectory", e);
        }
        for (RedactedText text : texts) {
            Optional<Leak> leak = verifier.look(text);
            if (leak.isPresent()) {
                leaks++;
                repaired++;
                emit(id, sink, VerifiedStage.LEAK, seq, leak.get());
                emit(id, sink, VerifiedStage.TEXT, seq, new RedactedText(text.ref(), WITHHELD_TEXT));
            }
        }
        boolean passed = frames.isEmpty() || lost <= frames.size() * MAX_LOST_SHARE;
        if (!passed) {
            emit(
                    id,
                    sink,
                    VerifiedStage.VIOLATION,
                    seq,
                    new Violation(
                            ViolationCode.LEAK_FOUND,
                            id.recording().value(),
                            "trajectory:" + id.ordinal(),
                            lost + " of " + frames.size() + " frames leak"));
        }
        Outcome outcome = new Outcome(
                id,
                passed,
                passed ? "" : ViolationCode.LEAK_FOUND.name(),
                frames.size() - lost,
                verifier.regionsRead(),
                leaks,
                repaired);
        emit(id, sink, VerifiedStage.OUTCOME, seq, outcome);
    }

    private void lookAtFrames(TrajectoryId id, Verifier verifier, TrajectorySeq seq, Consumer<Row> sink)
            throws IOException {
        if (frames.isEmpty()) {
            return;
        }
        LookSample sample =
                LookSample.of(id, frames.stream().map(f -> f.frame().tUs()).toList());
        String name = MediaNames.redacted(LocalKeyring.open(Path.of(task.keyring())), id);
        try (FrameStore.Reader recorded = new FrameStore.Reader(task.kept(), subject);
                FrameStore.Reader in = new FrameStore.Reader(task.redacted(), subject);
                FrameStore.Writer out = new FrameStore.Writer(task.out(), subject, name)) {
            for (FrameBlob frame : frames) {
                long tUs = frame.frame().tUs();
                FrameBlob original = kept.get(tUs);
                if (original == null) {
                    throw new IllegalStateException("Cannot prove a redacted frame: it was never kept");
                }
                List<Mask> own = masks.getOrDefault(tUs, List.of());
                Optional<PageReader> second =
                        sample.frames().contains(tUs) ? Optional.of(eyes.second()) : Optional.empty();
                FrameRepair repair = new FrameRepair(verifier, second);
                FrameRepair.Result result = repair.run(new RedactedFrame(
                        tUs, Png.decode(in.read(frame)), own, Optional.of(FrameCodec.decode(recorded.read(original)))));
                for (Leak leak : result.leaks()) {
                    emit(id, sink, VerifiedStage.LEAK, seq, leak);
                }
                leaks += result.before();
                if (result.end() == RepairEnd.WITHHELD) {
                    lost++;
                    emit(id, sink, VerifiedStage.WITHHELD, seq, frame);
                } else if (result.end() != RepairEnd.CLEAN) {
                    repaired += result.before();
                    Pixels page = result.frame().pixels();
                    emit(id, sink, VerifiedStage.FRAME, seq, out.add(id, frame.frame(), page));
                }
                FrameLook look = new FrameLook(
                        tUs,
                        tUs == sample.unit(),
                        second.isPresent() ? 2 : 1,
                        own.size(),
                        result.before(),
                        result.end());
                emit(id, sink, VerifiedStage.LOOK, seq, look);
                task.frames().add(1);
            }
        }
    }

    private <T> void emit(TrajectoryId id, Consumer<Row> sink, String kind, TrajectorySeq seq, T value) {
        sink.accept(VerifiedStage.TABLE.row(subject, id.recording().value(), kind, seq.next(), value));
    }
}
