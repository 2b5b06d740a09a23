package dev.scrim.jobs.verified;

import dev.scrim.datasets.store.Manifest;
import dev.scrim.datasets.store.StageName;
import dev.scrim.featurizers.reading.TesseractPageReader;
import dev.scrim.jobs.canary.CanaryRun;
import dev.scrim.jobs.findings.FindingsStage;
import dev.scrim.jobs.readings.ReadingsStage;
import dev.scrim.jobs.redacted.RedactedStage;
import dev.scrim.jobs.repair.Eyes;
import dev.scrim.jobs.rows.Balance;
import dev.scrim.jobs.rows.FindingRows;
import dev.scrim.jobs.rows.FrameBlobRows;
import dev.scrim.jobs.rows.LeakRows;
import dev.scrim.jobs.rows.MaskRows;
import dev.scrim.jobs.rows.MergedRows;
import dev.scrim.jobs.rows.OutcomeRows;
import dev.scrim.jobs.rows.RedactedTextRows;
import dev.scrim.jobs.rows.Streams;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.rows.TrajectorySeq;
import dev.scrim.jobs.rows.ViolationRows;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.Division;
import dev.scrim.jobs.stage.Stage;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.stage.StageRun;
import dev.scrim.jobs.stage.Sums;
import dev.scrim.redaction.verify.onnx.OnnxPageReader;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.util.TaskCompletionListener;

/**
 * The second look. Its table holds only what it changes: frames that it masked further, frames and texts that it
 * withholds, the leaks it found, and its verdict on each trajectory.
 */
public final class VerifiedStage implements Stage {
    public static final String VERIFIED = "verified";
    public static final String OUTCOME = RedactedStage.OUTCOME;
    public static final String FRAME = RedactedStage.FRAME;
    public static final String TEXT = RedactedStage.TEXT;
    public static final String LEAK = "leak";
    public static final String WITHHELD = "withheld";
    public static final String VIOLATION = "violation";
    static final String LOOK = "look";
    static final String KEPT = "kept";
    static final String MASK = RedactedStage.MASK;
    static final String FINDING = FindingsStage.FINDING;

    static final Tagged TABLE = Tagged.of(OUTCOME, new OutcomeRows())
            .and(FRAME, new FrameBlobRows())
            .and(TEXT, new RedactedTextRows())
            .and(LEAK, new LeakRows())
            .and(WITHHELD, new FrameBlobRows())
            .and(LOOK, new FrameLookRows())
            .and(VIOLATION, new ViolationRows());

    @Override
    public StageName name() {
        return StageNames.VERIFIED;
    }

    @Override
    public List<StageName> reads() {
        return List.of(StageNames.READINGS, StageNames.FINDINGS, StageNames.REDACTED);
    }

    @Override
    public Map<String, Tagged> tables() {
        return Map.of(VERIFIED, TABLE);
    }

    @Override
    public Map<String, String> versions(Build build) {
        return Map.of("verified", "2", "readers", Eyes.DESCRIPTION);
    }

    @Override
    public Optional<Division> division(Build build) {
        // The canaries are the build's own and fly in each.
        return Optional.of(Division.byRecording(this, build, FRAME, WITHHELD));
    }

    @Override
    public List<Class<?>> code() {
        return List.of(TesseractPageReader.class, OnnxPageReader.class);
    }

    @Override
    public void run(StageRun run) {
        Column trajectory = TrajectorySeq.trajectory();
        Column order = functions.col(Tagged.SEQ);
        String from = RedactedStage.REDACTED;
        Dataset<Row> outcomes = run.read(StageNames.REDACTED, from, OUTCOME);
        Dataset<Row> frames = run.read(StageNames.REDACTED, from, FRAME);
        Manifest redacted = run.build().manifest(StageNames.REDACTED);
        long total = redacted.count(from + "." + FRAME);
        if (total > 0) {
            // Before anything else: where redaction does not work there is nothing to look at.
            CanaryRun.of(run, ReadingsStage.settings(run.build()));
        } else {
            CanaryRun.skip(run);
        }
        Dataset<Row> kept = run.read(StageNames.READINGS, ReadingsStage.READINGS, ReadingsStage.FRAME)
                .withColumnRenamed(ReadingsStage.FRAME, KEPT);
        List<Balance.Load> loads = frames
                .groupBy(functions.col(Tagged.RECORDING), trajectory.as(MergedRows.GROUP))
                .count()
                .collectAsList()
                .stream()
                .map(r -> new Balance.Load(r.getString(0), String.valueOf(r.get(1)), r.getLong(2)))
                .toList();
        Dataset<Row> rows = new MergedRows()
                .over(Balance.of(run.spark(), loads))
                .with(outcomes, OUTCOME, new OutcomeRows().schema(), trajectory, order)
                .with(frames, FRAME, new FrameBlobRows().schema(), trajectory, functions.col(FRAME + ".t_us"))
                .with(
                        kept,
                        KEPT,
                        new FrameBlobRows().schema(),
                        functions.col(KEPT + ".trajectory"),
                        functions.col(KEPT + ".t_us"))
                .with(run.read(StageNames.REDACTED, from, MASK), MASK, new MaskRows().schema(), trajectory, order)
                .with(
                        run.read(StageNames.REDACTED, from, TEXT),
                        TEXT,
                        new RedactedTextRows().schema(),
                        trajectory,
                        order)
                .with(
                        run.read(StageNames.FINDINGS, FindingsStage.FINDINGS, FINDING),
                        FINDING,
                        new FindingRows().schema(),
                        trajectory,
                        order)
                .sorted();
        VerifyMachine.Task task = new VerifyMachine.Task(
                run.mediaOf(StageNames.READINGS),
                run.mediaOf(StageNames.REDACTED),
                run.media(),
                run.build().keyringFile().toString(),
                run.progress("frames", total));
        Sums sums = run.write(
                VERIFIED,
                rows.mapPartitions(new Verify(task), Encoders.row(TABLE.schema())),
                (kind, recording, seq, row, s) -> {
                    switch (kind) {
                        case VIOLATION -> s.violation(row);
                        case OUTCOME -> {
                            s.add("trajectories.out", row.<Boolean>getAs("passed") ? 1 : 0);
                            s.add("pictures.read", row.<Long>getAs("checks"));
                            s.add("leaks.found", row.<Long>getAs("faults"));
                            s.add("leaks.closed", row.<Long>getAs("repaired"));
                        }
                        case LOOK -> LookCounts.look(row, s);
                        case LEAK -> LookCounts.leak(row, s);
                        default -> {
                            // Frames and texts are counted by kind already.
                        }
                    }
                });
        long in = redacted.count("trajectories.out");
        long out = sums.get("trajectories.out");
        run.count("trajectories.in", in);
        run.count("trajectories.out", out);
        run.count("trajectories.quarantined", in - out);
        run.count("frames.read", total);
        LookCounts.of(sums, run);
        for (String name : List.of("pictures.read", "leaks.found", "leaks.closed")) {
            run.count(name, sums.get(name));
        }
    }

    private static final class Verify implements MapPartitionsFunction<Row, Row> {
        private static final long serialVersionUID = 1L;

        private final VerifyMachine.Task task;

        Verify(VerifyMachine.Task task) {
            this.task = task;
        }

        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            if (!rows.hasNext()) {
                return rows;
            }
            Eyes eyes = new Eyes();
            TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> eyes.close());
            return Streams.perGroup(rows, MergedRows::keyOf, key -> new VerifyMachine(task, eyes));
        }
    }
}
