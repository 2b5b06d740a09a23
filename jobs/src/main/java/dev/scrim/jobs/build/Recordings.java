package dev.scrim.jobs.build;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.StreamKind;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.jobs.actions.ActionsStage;
import dev.scrim.jobs.capture.CaptureStage;
import dev.scrim.jobs.redacted.RedactedStage;
import dev.scrim.jobs.report.Density;
import dev.scrim.jobs.report.ReportData;
import dev.scrim.jobs.report.ReportData.LaneKind;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.timeline.TimelineStage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Each recording's picture over time: counts by bins come to the driver, events never do. */
final class Recordings {
    /** More would make a page that nobody scrolls. */
    private static final int MAX_SHOWN = 40;

    private static final String LANE = "lane";
    private static final String T_US = "t_us";

    private final Map<String, Long> lengths = new TreeMap<>();
    private final Map<String, Map<LaneKind, Density>> lanes = new TreeMap<>();
    private final Map<String, List<TimeSpan>> trajectories = new TreeMap<>();
    private final Map<String, Long> steps = new TreeMap<>();

    static Recordings of(Build build) {
        Recordings r = new Recordings();
        Dataset<Row> events = build.rows(StageNames.CAPTURE, CaptureStage.EVENTS, CaptureStage.EVENT);
        for (Row row : events.groupBy(Tagged.RECORDING)
                .agg(max(CaptureStage.EVENT + ".t_us"))
                .collectAsList()) {
            r.lengths.put(row.getString(0), row.getLong(1) + 1);
        }
        String step = ActionsStage.STEP;
        Dataset<Row> allSteps = build.rows(StageNames.ACTIONS, ActionsStage.ACTIONS, step);
        String mask = RedactedStage.MASK;
        Dataset<Row> masks = build.rows(StageNames.REDACTED, RedactedStage.REDACTED, mask);
        r.count(
                events,
                kept(build)
                        .union(lane(LaneKind.ACTIONS, allSteps, col(step + ".action.start_us")))
                        .union(cuts(build, events))
                        .union(lane(LaneKind.REDACTIONS, masks, col(mask + ".t_us"))));
        for (Row row : allSteps.groupBy(col(Tagged.RECORDING), col(step + ".trajectory"))
                .agg(
                        org.apache.spark.sql.functions.min(step + ".action.start_us"),
                        max(step + ".action.end_us"),
                        org.apache.spark.sql.functions.count("*"))
                .orderBy(Tagged.RECORDING, "trajectory")
                .collectAsList()) {
            r.trajectories
                    .computeIfAbsent(row.getString(0), k -> new ArrayList<>())
                    .add(new TimeSpan(row.getLong(2), row.getLong(3)));
            r.steps.merge(row.getString(0), row.getLong(4), Long::sum);
        }
        return r;
    }

    private static Dataset<Row> lane(LaneKind kind, Dataset<Row> rows, Column tUs) {
        return rows.select(col(Tagged.RECORDING), lit(kind.name()).as(LANE), tUs.as(T_US));
    }

    /** The streams that are drawn. */
    private static Dataset<Row> kept(Build build) {
        Column stream = col(TimelineStage.EVENT + ".event.stream");
        Column lane = when(stream.equalTo(StreamKind.KEYBOARD.rank()), LaneKind.KEYS.name())
                .when(stream.equalTo(StreamKind.MOUSE.rank()), LaneKind.MOUSE.name())
                .when(stream.equalTo(StreamKind.WINDOW.rank()), LaneKind.WINDOW.name())
                .when(stream.equalTo(StreamKind.SCREEN.rank()), LaneKind.SCREEN.name());
        return build.rows(StageNames.TIMELINE, TimelineStage.TIMELINE, TimelineStage.EVENT)
                .select(
                        col(Tagged.RECORDING),
                        lane.as(LANE),
                        col(TimelineStage.EVENT + ".event.t_us").as(T_US))
                .filter(col(LANE).isNotNull());
    }

    private static Dataset<Row> cuts(Build build, Dataset<Row> events) {
        String cut = TimelineStage.CUT;
        Dataset<Row> cuts = build.rows(StageNames.TIMELINE, TimelineStage.TIMELINE, cut)
                .select(
                        col(Tagged.RECORDING).as("cut_recording"),
                        col(cut + ".stream").as("cut_stream"),
                        col(cut + ".ordinal").as("cut_ordinal"));
        String event = CaptureStage.EVENT;
        Dataset<Row> at = events.join(
                cuts,
                col(Tagged.RECORDING)
                        .equalTo(col("cut_recording"))
                        .and(col(event + ".stream").equalTo(col("cut_stream")))
                        .and(col(event + ".ordinal").equalTo(col("cut_ordinal"))));
        return lane(LaneKind.CUTS, at, col(event + ".t_us"));
    }

    /** All lanes in one query: each costs plans and jobs, whatever its size. */
    private void count(Dataset<Row> events, Dataset<Row> marks) {
        Dataset<Row> ends = events.groupBy(Tagged.RECORDING)
                .agg(max(CaptureStage.EVENT + ".t_us").as("end_us"));
        int bins = Density.bins();
        for (Row row : marks.join(ends, Tagged.RECORDING)
                .groupBy(
                        col(Tagged.RECORDING),
                        col(LANE),
                        floor(col(T_US).multiply(bins).divide(greatest(lit(1L), col("end_us"))))
                                .as("bin"))
                .count()
                .collectAsList()) {
            long length = lengths.getOrDefault(row.getString(0), 1L);
            lanes.computeIfAbsent(row.getString(0), k -> new EnumMap<>(LaneKind.class))
                    .computeIfAbsent(LaneKind.valueOf(row.getString(1)), k -> new Density(length))
                    .add(row.getLong(2) * length / bins, (int) row.getLong(3));
        }
    }

    long recordedUs() {
        return lengths.values().stream().mapToLong(Long::longValue).sum();
    }

    long exported() {
        return steps.size();
    }

    List<ReportData.RecordingLine> lines() {
        List<ReportData.RecordingLine> out = new ArrayList<>();
        for (Map.Entry<String, Long> e : lengths.entrySet()) {
            if (out.size() == MAX_SHOWN) {
                break;
            }
            List<ReportData.Lane> shown = new ArrayList<>();
            lanes.getOrDefault(e.getKey(), Map.of()).forEach((kind, density) -> shown.add(density.lane(kind)));
            shown.add(
                    new ReportData.Lane.Spans(LaneKind.TRAJECTORIES, trajectories.getOrDefault(e.getKey(), List.of())));
            long n = steps.getOrDefault(e.getKey(), 0L);
            out.add(new ReportData.RecordingLine(
                    new RecordingId(e.getKey()), e.getValue(), n > 0 ? "exported" : "withheld", n > 0, n, shown));
        }
        return out;
    }
}
