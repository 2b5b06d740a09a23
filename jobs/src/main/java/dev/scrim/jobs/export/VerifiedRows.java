package dev.scrim.jobs.export;

import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.Recording;
import dev.scrim.datasets.model.Sensitivity;
import dev.scrim.datasets.model.Step;
import dev.scrim.datasets.model.StepRating;
import dev.scrim.datasets.model.TextRef;
import dev.scrim.datasets.model.TrajectoryId;
import dev.scrim.datasets.model.WindowEvent;
import dev.scrim.jobs.redacted.RedactedStage;
import dev.scrim.jobs.rows.FrameBlob;
import dev.scrim.jobs.rows.FrameBlobRows;
import dev.scrim.jobs.rows.MaskRows;
import dev.scrim.jobs.rows.MergedRows;
import dev.scrim.jobs.rows.Outcome;
import dev.scrim.jobs.rows.OutcomeRows;
import dev.scrim.jobs.rows.RatedStep;
import dev.scrim.jobs.rows.RatedStepRows;
import dev.scrim.jobs.rows.RecordingRows;
import dev.scrim.jobs.rows.RedactedTextRows;
import dev.scrim.jobs.rows.StepRows;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.rows.TrajectorySeq;
import dev.scrim.jobs.segment.SegmentRows;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.stage.StageRun;
import dev.scrim.jobs.verified.VerifiedStage;
import dev.scrim.redaction.verify.RedactedText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/**
 * One trajectory as it may be exported: what 06 wrote, with what 07 changed or withheld. A trajectory without a passing
 * verdict of 07 is empty.
 */
public final class VerifiedRows {
    private static final String HEAD = "head";
    private static final String VERDICT = "verdict";
    private static final String REPAIRED = "repaired";
    private static final String WITHHELD = "withheld";
    private static final String REPLACED = "replaced";
    private static final String FRAME = RedactedStage.FRAME;
    private static final String MASK = RedactedStage.MASK;
    private static final String STEP = RedactedStage.STEP;
    private static final String TEXT = RedactedStage.TEXT;
    private static final String RATING = RedactedStage.RATING;
    private static final RecordingRows RECORDINGS = new RecordingRows();
    private static final OutcomeRows OUTCOMES = new OutcomeRows();
    private static final FrameBlobRows FRAMES = new FrameBlobRows();
    private static final MaskRows MASKS = new MaskRows();
    private static final StepRows STEPS = new StepRows();
    private static final RedactedTextRows TEXTS = new RedactedTextRows();
    private static final RatedStepRows RATINGS = new RatedStepRows();

    private String subject = "";
    private @Nullable Recording recording;
    private @Nullable Outcome verdict;
    private final Map<Long, FrameBlob> repaired = new HashMap<>();
    private final Set<Long> withheld = new HashSet<>();
    private final Map<TextRef, String> texts =
            new TreeMap<>(java.util.Comparator.comparing(TextRef::kind).thenComparingLong(TextRef::ordinal));
    private final Map<Long, FrameBlob> frames = new TreeMap<>();
    private final Map<Long, List<Mask>> masks = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final Map<Integer, Sensitivity> ratings = new HashMap<>();
    private Sensitivity highest = Sensitivity.PUBLIC;

    /** The rows to feed, grouped by trajectory. */
    static Dataset<Row> sorted(StageRun run) {
        return sorted(run::read);
    }

    /** The same of a build that is finished so far. */
    public static Dataset<Row> sorted(SegmentRows.Reads run) {
        return merged(run).sorted();
    }

    /** The same, to which other kinds of rows of the trajectories may be added. */
    public static MergedRows merged(SegmentRows.Reads run) {
        Column trajectory = TrajectorySeq.trajectory();
        Column order = functions.col(Tagged.SEQ);
        Dataset<Row> heads = SegmentRows.heads(run)
                .select(
                        functions.col(Tagged.SUBJECT),
                        functions.col(Tagged.RECORDING),
                        functions.col(Tagged.SEQ),
                        functions.col("trajectory"),
                        functions.col("segment_head.recording").as(HEAD));
        return new MergedRows()
                .with(heads, HEAD, RECORDINGS.schema(), functions.col("trajectory"), functions.lit(0L))
                .with(verified(run, VerifiedStage.OUTCOME, VERDICT), VERDICT, OUTCOMES.schema(), trajectory, order)
                .with(verified(run, VerifiedStage.FRAME, REPAIRED), REPAIRED, FRAMES.schema(), trajectory, order)
                .with(verified(run, VerifiedStage.WITHHELD, WITHHELD), WITHHELD, FRAMES.schema(), trajectory, order)
                .with(redacted(run, TEXT), TEXT, TEXTS.schema(), trajectory, order)
                .with(verified(run, VerifiedStage.TEXT, REPLACED), REPLACED, TEXTS.schema(), trajectory, order)
                .with(redacted(run, FRAME), FRAME, FRAMES.schema(), trajectory, functions.col(FRAME + ".t_us"))
                .with(redacted(run, MASK), MASK, MASKS.schema(), trajectory, order)
                .with(redacted(run, RATING), RATING, RATINGS.schema(), trajectory, order)
                .with(redacted(run, STEP), STEP, STEPS.schema(), trajectory, functions.col(STEP + ".ordinal"));
    }

    private static Dataset<Row> redacted(SegmentRows.Reads run, String kind) {
        return run.read(StageNames.REDACTED, RedactedStage.REDACTED, kind);
    }

    private static Dataset<Row> verified(SegmentRows.Reads run, String kind, String as) {
        return run.read(StageNames.VERIFIED, VerifiedStage.VERIFIED, kind).withColumnRenamed(kind, as);
    }

    public void accept(Row row) {
        if (has(row, HEAD)) {
            subject = row.getAs(Tagged.SUBJECT);
            recording = RECORDINGS.fromRow(row.getAs(HEAD));
        } else if (has(row, VERDICT)) {
            verdict = OUTCOMES.fromRow(row.getAs(VERDICT));
        } else if (has(row, REPAIRED)) {
            FrameBlob f = FRAMES.fromRow(row.getAs(REPAIRED));
            repaired.put(f.frame().tUs(), f);
        } else if (has(row, WITHHELD)) {
            withheld.add(FRAMES.fromRow(row.getAs(WITHHELD)).frame().tUs());
        } else if (has(row, TEXT)) {
            put(TEXTS.fromRow(row.getAs(TEXT)));
        } else if (has(row, REPLACED)) {
            put(TEXTS.fromRow(row.getAs(REPLACED)));
        } else if (has(row, FRAME)) {
            FrameBlob f = FRAMES.fromRow(row.getAs(FRAME));
            frames.put(f.frame().tUs(), f);
        } else if (has(row, MASK)) {
            Mask m = MASKS.fromRow(row.getAs(MASK));
            masks.computeIfAbsent(m.tUs(), t -> new ArrayList<>()).add(m);
        } else if (has(row, RATING)) {
            RatedStep r = RATINGS.fromRow(row.getAs(RATING));
            ratings.put(r.step(), r.sensitivity());
            highest = highest.or(r.sensitivity());
        } else {
            steps.add(STEPS.fromRow(row.getAs(STEP)));
        }
    }

    private void put(RedactedText text) {
        texts.put(text.ref(), text.text());
    }

    private static boolean has(Row row, String kind) {
        return !row.isNullAt(row.fieldIndex(kind));
    }

    /** Whether anything of it may be exported. */
    public boolean passed() {
        Outcome v = verdict;
        return recording != null && v != null && v.passed();
    }

    public String subject() {
        return subject;
    }

    public Recording recording() {
        return java.util.Objects.requireNonNull(recording);
    }

    public TrajectoryId id() {
        return java.util.Objects.requireNonNull(verdict).trajectory();
    }

    /** In order of time; {@code null} values never occur. */
    public Map<Long, StepSample.Picture> pictures() {
        Map<Long, StepSample.Picture> out = new TreeMap<>();
        frames.forEach((t, f) -> {
            FrameBlob better = repaired.get(t);
            if (!withheld.contains(t)) {
                out.put(t, new StepSample.Picture(better == null ? f : better, better != null));
            }
        });
        return out;
    }

    public List<Mask> masks(long tUs) {
        return masks.getOrDefault(tUs, List.of());
    }

    /** Every text by its place, after verification. */
    Map<TextRef, String> texts() {
        return texts;
    }

    /** In order, as 06 wrote them; see {@link #verified}. */
    List<Step> steps() {
        return steps;
    }

    /** In order, with their texts as verification left them. */
    public List<Step> verifiedSteps() {
        return steps.stream().map(this::verified).toList();
    }

    /** The step with its texts as verification left them. */
    Step verified(Step step) {
        Action action = step.action();
        if (action instanceof Action.TypeText t) {
            action = new Action.TypeText(t.span(), text(TextRef.Kind.TYPED, step.ordinal()), "", t.uncertain());
        } else if (action instanceof Action.DropdownSelect d) {
            action = new Action.DropdownSelect(
                    d.span(),
                    d.control(),
                    d.option(),
                    Optional.of(text(TextRef.Kind.ELEMENT, step.ordinal())).filter(t -> !t.isEmpty()),
                    Optional.of(text(TextRef.Kind.OPTION, step.ordinal())).filter(t -> !t.isEmpty()));
        }
        return new Step(
                step.ordinal(),
                step.trajectory(),
                action,
                step.observation(),
                step.after(),
                step.window()
                        .map(w -> new WindowEvent(
                                w.tUs(),
                                w.ordinal(),
                                w.app(),
                                text(TextRef.Kind.TITLE, w.ordinal()),
                                w.url().map(u -> text(TextRef.Kind.URL, w.ordinal())),
                                w.bounds())),
                step.target().map(e -> e.withText(text(TextRef.Kind.ELEMENT, step.ordinal()))));
    }

    /** Whether the second look kept the frame back. */
    public boolean isWithheld(long tUs) {
        return withheld.contains(tUs);
    }

    /** How private a step was before redaction; one that nobody rated counts as the most sensitive. */
    public StepRating rating(Step step) {
        Sensitivity own = ratings.get(step.ordinal());
        return own == null
                ? new StepRating(Sensitivity.RESTRICTED, Sensitivity.RESTRICTED)
                : new StepRating(own, highest);
    }

    /** A step's window text after verification. */
    public String text(TextRef.Kind kind, long ordinal) {
        return texts.getOrDefault(new TextRef(kind, ordinal), "");
    }
}
