package dev.scrim.jobs.build;

import static org.apache.spark.sql.functions.col;

import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.TrajectoryDrop;
import dev.scrim.datasets.model.TrajectoryId;
import dev.scrim.jobs.actions.ActionsStage;
import dev.scrim.jobs.export.ExportStage;
import dev.scrim.jobs.export.VerifiedRows;
import dev.scrim.jobs.redacted.RedactedStage;
import dev.scrim.jobs.rows.MergedRows;
import dev.scrim.jobs.rows.Outcome;
import dev.scrim.jobs.rows.OutcomeRows;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.trace.MouseCounts;
import dev.scrim.jobs.trace.RecordingViews;
import dev.scrim.jobs.trace.TraceBuilder;
import dev.scrim.jobs.verified.VerifiedStage;
import dev.scrim.jobs.viewer.FrameBudget;
import dev.scrim.jobs.viewer.Trace;
import dev.scrim.jobs.viewer.ViewerModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the report's viewer shows: some verified trajectories, spread over the recordings, and why not the others. */
final class Trajectories {
    /** More would leave each too little room for its frames. */
    static final int SHOWN = 8;

    /** More names than that nobody reads; the rest is counted. */
    private static final int MAX_LEFT_OUT = 200;

    private Trajectories() {}

    /** An export that is sealed has a report without anything of it. */
    static ViewerModel of(Build build) {
        if (!build.evaluation()) {
            return ViewerModel.EMPTY;
        }
        Map<TrajectoryId, String> leftOut = leftOut(build);
        List<TrajectoryId> passed = leftOut.entrySet().stream()
                .filter(e -> e.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        Set<TrajectoryId> chosen = choose(passed, SHOWN);
        List<String> names = chosen.stream()
                .map(id -> id.recording().value())
                .distinct()
                .sorted()
                .toList();
        Map<TrajectoryId, VerifiedRows> rows = rows(build, chosen);
        MouseCounts mouse = MouseCounts.of(build, names);
        FrameBudget budget = new FrameBudget(FrameBudget.DEFAULT_BYTES, rows.size());
        List<Trace> traces = new ArrayList<>();
        try (TraceFrames frames = new TraceFrames(build, budget)) {
            for (Map.Entry<TrajectoryId, VerifiedRows> e : rows.entrySet()) {
                int recording = names.indexOf(e.getKey().recording().value());
                String exported = ExportStage.names(build.keys()).trajectory(e.getKey());
                traces.add(new TraceBuilder(e.getValue(), frames, mouse).build(recording, exported));
            }
        }
        leftOut.replaceAll((id, why) -> why.isEmpty() && !chosen.contains(id)
                ? "verified, but only " + SHOWN + " are on this page, spread over the recordings"
                : why);
        return new ViewerModel(RecordingViews.of(build, names), traces, list(leftOut));
    }

    /** Round by round one of each recording, so that a long recording does not push out a short one. */
    static Set<TrajectoryId> choose(List<TrajectoryId> passed, int most) {
        Map<RecordingId, Integer> seen = new HashMap<>();
        Map<TrajectoryId, Integer> rounds = new HashMap<>();
        passed.stream().sorted().forEach(id -> rounds.put(id, seen.merge(id.recording(), 1, Integer::sum)));
        return new TreeSet<>(passed.stream()
                .sorted(Comparator.<TrajectoryId>comparingInt(rounds::get).thenComparing(Comparator.naturalOrder()))
                .limit(most)
                .toList());
    }

    /** Every trajectory with the reason why it is not in the export; empty for one that is. */
    private static Map<TrajectoryId, String> leftOut(Build build) {
        Map<TrajectoryId, String> out = new TreeMap<>();
        String step = ActionsStage.STEP;
        for (Row r : build.rows(StageNames.ACTIONS, ActionsStage.ACTIONS, step)
                .select(col(Tagged.RECORDING), col(step + ".trajectory"))
                .distinct()
                .collectAsList()) {
            out.put(new TrajectoryId(new RecordingId(r.getString(0)), r.getInt(1)), "its frames could not be read");
        }
        outcomes(build.rows(StageNames.REDACTED, RedactedStage.REDACTED, RedactedStage.OUTCOME))
                .forEach(o -> out.put(o.trajectory(), o.passed() ? "not verified" : dropped(o)));
        outcomes(build.rows(StageNames.VERIFIED, VerifiedStage.VERIFIED, VerifiedStage.OUTCOME))
                .forEach(o -> out.put(
                        o.trajectory(),
                        o.passed() ? "" : "withheld by the second look (" + ViolationCode.LEAK_FOUND.name() + ")"));
        return out;
    }

    private static String dropped(Outcome outcome) {
        for (TrajectoryDrop code : TrajectoryDrop.values()) {
            if (outcome.reason().startsWith(code.name())) {
                return code.meaning() + " (" + outcome.reason() + ")";
            }
        }
        return outcome.reason();
    }

    private static List<Outcome> outcomes(Dataset<Row> rows) {
        OutcomeRows codec = new OutcomeRows();
        return rows.select(RedactedStage.OUTCOME).collectAsList().stream()
                .map(r -> codec.fromRow(r.getStruct(0)))
                .toList();
    }

    private static List<ViewerModel.LeftOut> list(Map<TrajectoryId, String> leftOut) {
        List<ViewerModel.LeftOut> all = leftOut.entrySet().stream()
                .filter(e -> !e.getValue().isEmpty())
                .map(e -> new ViewerModel.LeftOut(e.getKey().toString(), e.getValue()))
                .toList();
        if (all.size() <= MAX_LEFT_OUT) {
            return all;
        }
        List<ViewerModel.LeftOut> some = new ArrayList<>(all.subList(0, MAX_LEFT_OUT));
        some.add(new ViewerModel.LeftOut((all.size() - MAX_LEFT_OUT) + " more", "for the same kinds of reasons"));
        return some;
    }

    private static Map<TrajectoryId, VerifiedRows> rows(Build build, Set<TrajectoryId> chosen) {
        Set<String> recordings = new HashSet<>();
        chosen.forEach(id -> recordings.add(id.recording().value()));
        Map<TrajectoryId, VerifiedRows> out = new TreeMap<>();
        Iterator<Row> rows = VerifiedRows.sorted((stage, table, kind) -> build.rows(stage, table, kind)
                        .filter(col(Tagged.RECORDING).isInCollection(recordings)))
                .toLocalIterator();
        while (rows.hasNext()) {
            Row row = rows.next();
            TrajectoryId id = new TrajectoryId(
                    new RecordingId(row.getAs(Tagged.RECORDING)),
                    Integer.parseInt(row.<String>getAs(MergedRows.GROUP)));
            if (chosen.contains(id)) {
                out.computeIfAbsent(id, i -> new VerifiedRows()).accept(row);
            }
        }
        // Fail closed: what has no verdict has nothing to show, whatever chose it.
        out.values().removeIf(trajectory -> !trajectory.passed());
        return out;
    }
}
