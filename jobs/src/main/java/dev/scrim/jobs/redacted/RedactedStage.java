package dev.scrim.jobs.redacted;

import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Sensitivity;
import dev.scrim.datasets.model.TrajectoryDrop;
import dev.scrim.datasets.shards.DatasetCard;
import dev.scrim.datasets.store.StageName;
import dev.scrim.jobs.findings.FindingsStage;
import dev.scrim.jobs.rows.FindingRows;
import dev.scrim.jobs.rows.FrameBlobRows;
import dev.scrim.jobs.rows.MaskRows;
import dev.scrim.jobs.rows.MergedRows;
import dev.scrim.jobs.rows.OutcomeRows;
import dev.scrim.jobs.rows.RatedStepRows;
import dev.scrim.jobs.rows.RedactedTextRows;
import dev.scrim.jobs.rows.StepRows;
import dev.scrim.jobs.rows.Streams;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.rows.TrajectorySeq;
import dev.scrim.jobs.segment.SegmentRows;
import dev.scrim.jobs.spec.DatasetSpec;
import dev.scrim.jobs.spec.Treatment;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.Division;
import dev.scrim.jobs.stage.Stage;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.stage.StageRun;
import dev.scrim.jobs.stage.Sums;
import dev.scrim.redaction.policy.Decision;
import dev.scrim.redaction.policy.RedactionPolicy;
import dev.scrim.redaction.rating.SensitivityRater;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Turns findings into masks and rewritten texts, and burns them in. */
public final class RedactedStage implements Stage {
    public static final String REDACTED = "redacted";
    public static final String FRAME = "frame";
    public static final String MASK = "mask";
    public static final String STEP = "step";
    public static final String TEXT = "text";
    public static final String OUTCOME = "outcome";
    public static final String RATING = "rating";
    static final String FINDING = FindingsStage.FINDING;

    /** Before a {@link TrajectoryDrop}: the name of its count. */
    public static final String DROPPED = "trajectories.dropped.";

    private static final long NS_PER_US = 1_000;

    static final Tagged TABLE = Tagged.of(FRAME, new FrameBlobRows())
            .and(MASK, new MaskRows())
            .and(STEP, new StepRows())
            .and(TEXT, new RedactedTextRows())
            .and(OUTCOME, new OutcomeRows())
            .and(RATING, new RatedStepRows());

    @Override
    public StageName name() {
        return StageNames.REDACTED;
    }

    @Override
    public List<StageName> reads() {
        return List.of(StageNames.TIMELINE, StageNames.ACTIONS, StageNames.READINGS, StageNames.FINDINGS);
    }

    @Override
    public Map<String, Tagged> tables() {
        return Map.of(REDACTED, TABLE);
    }

    @Override
    public Map<String, String> versions(Build build) {
        return Map.of("redacted", "2");
    }

    @Override
    public Optional<Division> division(Build build) {
        return Optional.of(Division.byRecording(this, build, FRAME));
    }

    @Override
    public List<Class<?>> code() {
        return List.of(RedactionPolicy.class, SensitivityRater.class);
    }

    @Override
    public void run(StageRun run) {
        Dataset<Row> findings = run.read(StageNames.FINDINGS, FindingsStage.FINDINGS, FINDING);
        Dataset<Row> rows = SegmentRows.of(run::read)
                .with(
                        findings,
                        FINDING,
                        new FindingRows().schema(),
                        TrajectorySeq.trajectory(),
                        functions.col(Tagged.SEQ))
                .sorted();
        long frames = run.build().manifest(StageNames.READINGS).count("readings.frame");
        RedactMachine.Task task = new RedactMachine.Task(
                run.mediaOf(StageNames.READINGS),
                run.media(),
                run.build().keyringFile().toString(),
                policy(run.spec()),
                run.spec().redaction().timingGrainMs(),
                Sensitivity.of(run.spec().trajectories().maxSensitivity()),
                run.progress("frames", frames),
                run.spark().sparkContext().longAccumulator());
        Sums sums = run.write(
                REDACTED, rows.mapPartitions(new Redact(task), Encoders.row(TABLE.schema())), RedactedStage::count);
        long in = sums.get("outcomes");
        long out = sums.get("outcomes.passed");
        run.count("trajectories.in", in);
        run.count("trajectories.out", out);
        run.count("trajectories.dropped", in - out);
        for (TrajectoryDrop code : TrajectoryDrop.values()) {
            run.count(DROPPED + code.name(), sums.get(DROPPED + code.name()));
        }
        for (Sensitivity s : Sensitivity.values()) {
            run.count(DatasetCard.ratedSteps(s), sums.get(DatasetCard.ratedSteps(s)));
            run.count(DatasetCard.ratedTrajectories(s), sums.keys(RATING, s.level()));
        }
        for (Category c : Category.values()) {
            if (sums.get("masks." + c.label()) > 0) {
                run.count("masks." + c.label(), sums.get("masks." + c.label()));
            }
        }
        run.cost("mask.us", task.workNs().sum() / NS_PER_US);
        run.count("frames.in", frames);
    }

    /** Counts steps and trajectories by their rating, dropped ones too; outcomes by their code; masks by category. */
    private static void count(String kind, String recording, long seq, Row row, Sums sums) {
        switch (kind) {
            case OUTCOME -> {
                boolean passed = row.<Boolean>getAs("passed");
                sums.add("outcomes", 1);
                sums.add("outcomes.passed", passed ? 1 : 0);
                if (!passed) {
                    String code = row.<String>getAs("reason").split(":", 2)[0];
                    sums.add(DROPPED + TrajectoryDrop.valueOf(code).name(), 1);
                }
            }
            case RATING -> {
                int level = row.<Integer>getAs("level");
                sums.add(DatasetCard.ratedSteps(Sensitivity.of(level)), 1);
                sums.peak(RATING, recording, TrajectorySeq.trajectoryOf(seq), level);
            }
            case MASK ->
                sums.add(
                        "masks."
                                + Category.valueOf(row.<String>getAs("category"))
                                        .label(),
                        1);
            default -> {
                // Frames, steps and texts are counted by kind already.
            }
        }
    }

    /** The spec's words as the policy's decisions. */
    static RedactionPolicy policy(DatasetSpec spec) {
        Map<Category, Decision> decisions = new EnumMap<>(Category.class);
        for (Category c : Category.values()) {
            Treatment t = spec.redaction().treatmentOf(c);
            decisions.put(
                    c,
                    switch (t) {
                        case KEEP -> Decision.KEEP;
                        case SPANS -> Decision.MASK_SPANS;
                        case BLOCK -> Decision.MASK_BLOCK;
                        case PANE -> Decision.MASK_PANE;
                        case DROP_FRAME -> Decision.DROP_FRAME;
                        case DROP_TRAJECTORY -> Decision.DROP_TRAJECTORY;
                    });
        }
        return new RedactionPolicy(decisions);
    }

    private static final class Redact implements MapPartitionsFunction<Row, Row> {
        private static final long serialVersionUID = 1L;

        private final RedactMachine.Task task;

        Redact(RedactMachine.Task task) {
            this.task = task;
        }

        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            return Streams.perGroup(rows, MergedRows::keyOf, key -> new RedactMachine(task));
        }
    }
}
