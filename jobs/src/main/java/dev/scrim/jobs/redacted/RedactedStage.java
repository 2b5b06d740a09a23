package dev.scrim.jobs.redacted;

import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.store.StageName;
import dev.scrim.jobs.findings.FindingsStage;
import dev.scrim.jobs.rows.FindingRows;
import dev.scrim.jobs.rows.FrameBlobRows;
import dev.scrim.jobs.rows.MaskRows;
import dev.scrim.jobs.rows.MergedRows;
import dev.scrim.jobs.rows.OutcomeRows;
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
    static final String FINDING = FindingsStage.FINDING;

    static final Tagged TABLE = Tagged.of(FRAME, new FrameBlobRows())
            .and(MASK, new MaskRows())
            .and(STEP, new StepRows())
            .and(TEXT, new RedactedTextRows())
            .and(OUTCOME, new OutcomeRows());

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
        return Map.of("redacted", "1");
    }

    @Override
    public List<Class<?>> code() {
        return List.of(RedactionPolicy.class);
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
                run.progress("frames", frames));
        run.write(REDACTED, rows.mapPartitions(new Redact(task), Encoders.row(TABLE.schema())));
        Dataset<Row> outcomes = run.written(REDACTED, OUTCOME);
        long in = outcomes.count();
        long out = outcomes.filter(functions.col(OUTCOME + ".passed")).count();
        run.count("trajectories.in", in);
        run.count("trajectories.out", out);
        run.count("trajectories.dropped", in - out);
        run.count("frames.in", frames);
        run.written(REDACTED, MASK)
                .groupBy(functions.col(MASK + ".category"))
                .count()
                .collectAsList()
                .forEach(r ->
                        run.count("masks." + Category.valueOf(r.getString(0)).label(), r.getLong(1)));
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
