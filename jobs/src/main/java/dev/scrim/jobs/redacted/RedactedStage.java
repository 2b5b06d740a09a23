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
import dev.scrim.jobs.stage.Stage;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.stage.StageRun;
import dev.scrim.redaction.policy.Decision;
import dev.scrim.redaction.policy.RedactionPolicy;
import dev.scrim.redaction.rating.SensitivityRater;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
        run.write(REDACTED, rows.mapPartitions(new Redact(task), Encoders.row(TABLE.schema())));
        Dataset<Row> outcomes = run.written(REDACTED, OUTCOME);
        long in = outcomes.count();
        long out = outcomes.filter(functions.col(OUTCOME + ".passed")).count();
        run.count("trajectories.in", in);
        run.count("trajectories.out", out);
        run.count("trajectories.dropped", in - out);
        countDrops(run, outcomes);
        countRatings(run);
        run.cost("mask.us", task.workNs().sum() / NS_PER_US);
        run.count("frames.in", frames);
        run.written(REDACTED, MASK)
                .groupBy(functions.col(MASK + ".category"))
                .count()
                .collectAsList()
                .forEach(r ->
                        run.count("masks." + Category.valueOf(r.getString(0)).label(), r.getLong(1)));
    }

    /** Dropped trajectories by their code, as {@code trajectories.dropped.<code>}. */
    private static void countDrops(StageRun run, Dataset<Row> outcomes) {
        for (TrajectoryDrop code : TrajectoryDrop.values()) {
            run.count(DROPPED + code.name(), 0);
        }
        for (Row r : outcomes.filter(functions.not(functions.col(OUTCOME + ".passed")))
                .groupBy(functions.substring_index(functions.col(OUTCOME + ".reason"), ":", 1))
                .count()
                .collectAsList()) {
            run.count(DROPPED + TrajectoryDrop.valueOf(r.getString(0)).name(), r.getLong(1));
        }
    }

    /** Steps and trajectories by their rating, dropped ones too. */
    private static void countRatings(StageRun run) {
        Dataset<Row> steps = run.written(REDACTED, RATING)
                .select(
                        functions.col(Tagged.RECORDING),
                        TrajectorySeq.trajectory().as("trajectory"),
                        functions.col(RATING + ".level").as("level"));
        Dataset<Row> trajectories = steps.groupBy(Tagged.RECORDING, "trajectory")
                .agg(functions.max("level").as("level"));
        for (Sensitivity s : Sensitivity.values()) {
            run.count(DatasetCard.ratedSteps(s), 0);
            run.count(DatasetCard.ratedTrajectories(s), 0);
        }
        for (Row r : steps.groupBy("level").count().collectAsList()) {
            run.count(DatasetCard.ratedSteps(Sensitivity.of(r.getInt(0))), r.getLong(1));
        }
        for (Row r : trajectories.groupBy("level").count().collectAsList()) {
            run.count(DatasetCard.ratedTrajectories(Sensitivity.of(r.getInt(0))), r.getLong(1));
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
