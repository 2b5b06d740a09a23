package dev.scrim.jobs.actions;

import dev.scrim.datasets.store.StageName;
import dev.scrim.featurizers.action.ActionProfile;
import dev.scrim.featurizers.moment.MomentRules;
import dev.scrim.jobs.rows.EffectProbeRows;
import dev.scrim.jobs.rows.FateRows;
import dev.scrim.jobs.rows.KeptEventRows;
import dev.scrim.jobs.rows.MergedRows;
import dev.scrim.jobs.rows.RecordingRows;
import dev.scrim.jobs.rows.StepRows;
import dev.scrim.jobs.rows.Streams;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.rows.ViolationRows;
import dev.scrim.jobs.spec.DatasetSpec;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.Division;
import dev.scrim.jobs.stage.Stage;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.stage.StageRun;
import dev.scrim.jobs.stage.Sums;
import dev.scrim.jobs.timeline.TimelineStage;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Semantic actions, the moments worth keeping, the frames to check them by, and the fate of every kept event. */
public final class ActionsStage implements Stage {
    public static final String ACTIONS = "actions";
    public static final String STEP = "step";
    public static final String FATE = "fate";
    public static final String PROBE = "probe";
    public static final String VIOLATION = "violation";
    static final String RECORDING = TimelineStage.RECORDING;
    static final String EVENT = TimelineStage.EVENT;

    static final Tagged TABLE = Tagged.of(STEP, new StepRows())
            .and(FATE, new FateRows())
            .and(PROBE, new EffectProbeRows())
            .and(VIOLATION, new ViolationRows());

    @Override
    public StageName name() {
        return StageNames.ACTIONS;
    }

    @Override
    public List<StageName> reads() {
        return List.of(StageNames.TIMELINE);
    }

    @Override
    public Map<String, Tagged> tables() {
        return Map.of(ACTIONS, TABLE);
    }

    @Override
    public Map<String, String> versions(Build build) {
        return Map.of(
                "actions",
                "2",
                "profile",
                profile(build.spec()).toString(),
                "moments",
                moments(build.spec()).toString());
    }

    @Override
    public Optional<Division> division(Build build) {
        return Optional.of(Division.byRecording(this, build));
    }

    @Override
    public List<Class<?>> code() {
        return List.of(ActionProfile.class);
    }

    @Override
    public void run(StageRun run) {
        Dataset<Row> recordings = run.read(StageNames.TIMELINE, TimelineStage.TIMELINE, RECORDING);
        Dataset<Row> events = run.read(StageNames.TIMELINE, TimelineStage.TIMELINE, EVENT);
        // The timeline's own sequence is the merged order: sorting by it again restores the merge.
        Dataset<Row> merged = new MergedRows()
                .with(recordings, RECORDING, new RecordingRows().schema(), functions.lit(""), functions.lit(0L))
                .with(events, EVENT, new KeptEventRows().schema(), functions.lit(""), functions.col(Tagged.SEQ))
                .sorted();
        Assemble assemble = new Assemble(profile(run.spec()), moments(run.spec()));
        Sums sums = run.write(
                ACTIONS,
                merged.mapPartitions(assemble, Encoders.row(TABLE.schema())),
                (kind, recording, seq, row, s) -> {
                    if (kind.equals(VIOLATION)) {
                        s.violation(row);
                    } else if (kind.equals(FATE)) {
                        s.drop(row);
                        s.add("events.consumed", row.isNullAt(row.fieldIndex("step")) ? 0 : 1);
                    } else if (kind.equals(STEP)) {
                        s.peak("trajectories", recording, row.<Integer>getAs("trajectory"), 0);
                    }
                });
        run.count("events.in", run.build().manifest(StageNames.TIMELINE).count(TimelineStage.TIMELINE + "." + EVENT));
        run.count("events.consumed", sums.get("events.consumed"));
        run.count("trajectories", sums.keys("trajectories"));
    }

    private static ActionProfile profile(DatasetSpec spec) {
        ActionProfile named = ActionProfile.named(spec.actions().profile());
        return named.withTrajectories(
                spec.trajectories().idleGapMs() * 1_000L, spec.trajectories().maxSteps());
    }

    private static MomentRules moments(DatasetSpec spec) {
        return new MomentRules(
                MomentRules.Profile.named(spec.moments().profile()),
                MomentRules.STANDARD.clockUncertaintyUs(),
                MomentRules.STANDARD.offsetUs(),
                spec.moments().stableMs() * 1_000L,
                spec.moments().maxWaitMs() * 1_000L,
                spec.moments().maxFrameAgeMs() * 1_000L);
    }

    private static final class Assemble implements MapPartitionsFunction<Row, Row> {
        private static final long serialVersionUID = 1L;

        private final ActionProfile profile;
        private final MomentRules rules;

        Assemble(ActionProfile profile, MomentRules rules) {
            this.profile = profile;
            this.rules = rules;
        }

        @Override
        public Iterator<Row> call(Iterator<Row> rows) {
            return Streams.perGroup(rows, MergedRows::keyOf, key -> new StepMachine(profile, rules));
        }
    }
}
