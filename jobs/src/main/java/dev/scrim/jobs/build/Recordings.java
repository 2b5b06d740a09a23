package dev.scrim.jobs.build;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

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
        Column kept = col(TimelineStage.EVENT + ".event.t_us");
        Column stream = col(TimelineStage.EVENT + ".event.stream");
        Dataset<Row> timeline = build.rows(StageNames.TIMELINE, TimelineStage.TIMELINE, TimelineStage.EVENT);
        r.count(LaneKind.KEYS, timeline.filter(stream.equalTo(StreamKind.KEYBOARD.rank())), kept, build);
        r.count(LaneKind.MOUSE, timeline.filter(stream.equalTo(StreamKind.MOUSE.rank())), kept, build);
        r.count(LaneKind.WINDOW, timeline.filter(stream.equalTo(StreamKind.WINDOW.rank())), kept, build);
        r.count(LaneKind.SCREEN, timeline.filter(stream.equalTo(StreamKind.SCREEN.rank())), kept, build);
        String step = ActionsStage.STEP;
        Dataset<Row> allSteps = build.rows(StageNames.ACTIONS, ActionsStage.ACTIONS, step);
        r.count(LaneKind.ACTIONS, allSteps, col(step + ".action.start_us"), build);
        r.cuts(build, events);
        Dataset<Row> masks = build.rows(StageNames.REDACTED, RedactedStage.REDACTED, RedactedStage.MASK);
        r.count(LaneKind.REDACTIONS, masks, col(RedactedStage.MASK + ".t_us"), build);
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

    private void cuts(Build build, Dataset<Row> events) {
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
        count(LaneKind.CUTS, at, col(event + ".t_us"), build);
    }

    private void count(LaneKind kind, Dataset<Row> rows, Column tUs, Build build) {
        Dataset<Row> ends = build.rows(StageNames.CAPTURE, CaptureStage.EVENTS, CaptureStage.EVENT)
                .groupBy(Tagged.RECORDING)
                .agg(max(CaptureStage.EVENT + ".t_us").as("end_us"));
        int bins = Density.bins();
        for (Row row : rows.select(col(Tagged.RECORDING), tUs.as("t_us"))
                .join(ends, Tagged.RECORDING)
                .groupBy(
                        col(Tagged.RECORDING),
                        floor(col("t_us").multiply(bins).divide(greatest(lit(1L), col("end_us"))))
                                .as("bin"))
                .count()
                .collectAsList()) {
            long length = lengths.getOrDefault(row.getString(0), 1L);
            lanes.computeIfAbsent(row.getString(0), k -> new EnumMap<>(LaneKind.class))
                    .computeIfAbsent(kind, k -> new Density(length))
                    .add(row.getLong(1) * length / bins, (int) row.getLong(2));
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
