package dev.scrim.jobs.verified;

import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.media.Png;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Finding;
import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.PageReader;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.TrajectoryId;
import dev.scrim.datasets.vault.LocalKeyring;
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
import dev.scrim.redaction.mask.FramePainter;
import dev.scrim.redaction.verify.Leak;
import dev.scrim.redaction.verify.RedactedFrame;
import dev.scrim.redaction.verify.RedactedText;
import dev.scrim.redaction.verify.Verifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;

/**
 * Looks again at one redacted trajectory. A leak on the screen is masked and looked at again; a frame that leaks even
 * then is withheld; a leaking text is withheld. A trajectory of which too little is left is withheld whole.
 */
final class VerifyMachine implements Streams.Machine<Row, Row> {
    static final String WITHHELD_TEXT = "<WITHHELD>";
    /** Repairs of one frame before it is given up. */
    private static final int MAX_REPAIRS = 3;
    /** A trajectory that loses more than this share of its frames was not redacted well enough to trust the rest. */
    private static final double MAX_LOST_SHARE = 0.5;

    private static final FrameBlobRows FRAMES = new FrameBlobRows();
    private static final MaskRows MASKS = new MaskRows();
    private static final RedactedTextRows TEXTS = new RedactedTextRows();
    private static final FindingRows FINDINGS = new FindingRows();
    private static final OutcomeRows OUTCOMES = new OutcomeRows();

    /** What every machine of a task shares; travels to the executor. */
    record Task(MediaFolder redacted, MediaFolder out, String keyring, LongAccumulator frames)
            implements java.io.Serializable {}

    private final Task task;
    private final PageReader reader;
    private String subject = "";
    private @Nullable Outcome redacted;
    private final List<FrameBlob> frames = new ArrayList<>();
    private final Map<Long, List<Mask>> masks = new TreeMap<>();
    private final List<RedactedText> texts = new ArrayList<>();
    private final List<Finding> known = new ArrayList<>();
    private long leaks;
    private long repaired;
    private long lost;

    VerifyMachine(Task task, PageReader reader) {
        this.task = task;
        this.reader = reader;
    }

    @Override
    public void accept(Row row, Consumer<Row> sink) {
        if (has(row, VerifiedStage.OUTCOME)) {
            redacted = OUTCOMES.fromRow(row.getAs(VerifiedStage.OUTCOME));
            subject = row.getAs(Tagged.SUBJECT);
        } else if (has(row, VerifiedStage.FRAME)) {
            frames.add(FRAMES.fromRow(row.getAs(VerifiedStage.FRAME)));
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
        Verifier verifier = new Verifier(reader, known);
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
        String name = MediaNames.redacted(LocalKeyring.open(Path.of(task.keyring())), id);
        try (FrameStore.Reader in = new FrameStore.Reader(task.redacted(), subject);
                FrameStore.Writer out = new FrameStore.Writer(task.out(), subject, name)) {
            for (FrameBlob frame : frames) {
                Pixels page = Png.decode(in.read(frame));
                List<Mask> here =
                        new ArrayList<>(masks.getOrDefault(frame.frame().tUs(), List.of()));
                List<Leak> found = verifier.look(new RedactedFrame(frame.frame().tUs(), page, here));
                int repairs = 0;
                long open = found.size();
                leaks += open;
                while (!found.isEmpty() && repairs++ < MAX_REPAIRS) {
                    found.forEach(l -> emit(id, sink, VerifiedStage.LEAK, seq, l));
                    List<Mask> more = cover(found, page);
                    here.addAll(more);
                    page = FramePainter.paint(page, more);
                    found = verifier.look(new RedactedFrame(frame.frame().tUs(), page, here));
                }
                if (!found.isEmpty()) {
                    lost++;
                    emit(id, sink, VerifiedStage.WITHHELD, seq, frame);
                } else if (repairs > 0) {
                    repaired += open;
                    emit(
                            id,
                            sink,
                            VerifiedStage.FRAME,
                            seq,
                            out.add(id, frame.frame(), page.width(), page.height(), Png.encode(page)));
                }
                task.frames().add(1);
            }
        }
    }

    /** The whole line that leaks, with a rim of a third of its height. */
    private static List<Mask> cover(List<Leak> leaks, Pixels page) {
        List<Mask> out = new ArrayList<>();
        for (Leak leak : leaks) {
            Box box = leak.box().orElseThrow();
            int rim = Math.max(3, box.h() / 3);
            out.add(new Mask(
                    leak.tUs().orElseThrow(),
                    box.grow(rim, rim).clip(page.width(), page.height()),
                    Category.UNREADABLE,
                    "LEAK"));
        }
        return out;
    }

    private <T> void emit(TrajectoryId id, Consumer<Row> sink, String kind, TrajectorySeq seq, T value) {
        sink.accept(VerifiedStage.TABLE.row(subject, id.recording().value(), kind, seq.next(), value));
    }
}
