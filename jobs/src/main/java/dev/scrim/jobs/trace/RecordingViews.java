package dev.scrim.jobs.trace;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.scrim.datasets.model.ControlEvent;
import dev.scrim.datasets.model.DropCode;
import dev.scrim.datasets.model.StreamKind;
import dev.scrim.jobs.actions.ActionsStage;
import dev.scrim.jobs.capture.CaptureStage;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.timeline.TimelineStage;
import dev.scrim.jobs.viewer.ViewerModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import scala.jdk.javaapi.CollectionConverters;

/** What surrounds trajectories in their recordings: cut time, and why events are in no action. Times and codes alone. */
public final class RecordingViews {
    private static final String EVENT = CaptureStage.EVENT;

    private RecordingViews() {}

    /** In the order of {@code names}. */
    public static List<ViewerModel.RecordingView> of(Build build, List<String> names) {
        Dataset<Row> events = build.rows(StageNames.CAPTURE, CaptureStage.EVENTS, CaptureStage.EVENT)
                .filter(col(Tagged.RECORDING).isInCollection(names));
        Map<String, Long> lengths = new HashMap<>();
        for (Row r : events.groupBy(Tagged.RECORDING).agg(max(EVENT + ".t_us")).collectAsList()) {
            lengths.put(r.getString(0), r.getLong(1) + 1);
        }
        Map<String, List<ViewerModel.Cut>> cuts = cuts(build, events, lengths);
        Map<String, Map<DropCode, Long>> drops = new HashMap<>();
        countDrops(
                build.rows(StageNames.TIMELINE, TimelineStage.TIMELINE, TimelineStage.CUT), TimelineStage.CUT, drops);
        countDrops(build.rows(StageNames.ACTIONS, ActionsStage.ACTIONS, ActionsStage.FATE), ActionsStage.FATE, drops);
        List<ViewerModel.RecordingView> out = new ArrayList<>();
        for (String name : names) {
            List<ViewerModel.Dropped> dropped = new ArrayList<>();
            drops.getOrDefault(name, Map.of())
                    .forEach((code, n) -> dropped.add(new ViewerModel.Dropped(code.name(), code.meaning(), n)));
            out.add(new ViewerModel.RecordingView(
                    name, lengths.getOrDefault(name, 1L), cuts.getOrDefault(name, List.of()), dropped));
        }
        return out;
    }

    private static void countDrops(Dataset<Row> fates, String kind, Map<String, Map<DropCode, Long>> out) {
        for (Row r : fates.filter(col(kind + ".drop_code").isNotNull())
                .groupBy(col(Tagged.RECORDING), col(kind + ".drop_code"))
                .agg(count("*"))
                .collectAsList()) {
            out.computeIfAbsent(r.getString(0), k -> new EnumMap<>(DropCode.class))
                    .merge(DropCode.valueOf(r.getString(1)), r.getLong(2), Long::sum);
        }
    }

    /** Pauses by the recorder's own marks, which are there even where nothing was recorded; consent by what it cut. */
    private static Map<String, List<ViewerModel.Cut>> cuts(
            Build build, Dataset<Row> events, Map<String, Long> lengths) {
        Map<String, List<ViewerModel.Cut>> out = new HashMap<>();
        Map<String, Long> pausedAt = new HashMap<>();
        for (Row r : events.filter(col(EVENT + ".stream").equalTo(StreamKind.CONTROL.rank()))
                .select(col(Tagged.RECORDING), col(EVENT + ".t_us"), col(EVENT + ".type"), col(EVENT + ".ordinal"))
                .orderBy(Tagged.RECORDING, "t_us", "ordinal")
                .collectAsList()) {
            String recording = r.getString(0);
            if (r.getString(2).equals(ControlEvent.Kind.PAUSE.name())) {
                pausedAt.putIfAbsent(recording, r.getLong(1));
            } else {
                end(pausedAt, recording, r.getLong(1), out);
            }
            if (r.getString(2).equals(ControlEvent.Kind.STOP.name())) {
                long end = Math.max(r.getLong(1), lengths.getOrDefault(recording, 0L));
                add(recording, r.getLong(1), end, DropCode.AFTER_STOP, out);
            }
        }
        for (String open : List.copyOf(pausedAt.keySet())) {
            end(pausedAt, open, lengths.getOrDefault(open, 0L), out);
        }
        for (Row r : withoutConsent(build, events).collectAsList()) {
            add(r.getString(0), r.getLong(2), r.getLong(3), DropCode.NO_CONSENT, out);
        }
        out.values().forEach(list -> list.sort(Comparator.comparingLong(ViewerModel.Cut::startUs)));
        return out;
    }

    private static void end(
            Map<String, Long> pausedAt, String recording, long tUs, Map<String, List<ViewerModel.Cut>> out) {
        Long start = pausedAt.remove(recording);
        if (start != null) {
            add(recording, start, Math.max(start, tUs), DropCode.PAUSED, out);
        }
    }

    private static void add(
            String recording, long startUs, long endUs, DropCode code, Map<String, List<ViewerModel.Cut>> out) {
        out.computeIfAbsent(recording, k -> new ArrayList<>())
                .add(new ViewerModel.Cut(startUs, endUs, code.name(), code.meaning()));
    }

    /** Runs of events that consent cut with no other event between them: one row a run, whatever is in it. */
    private static Dataset<Row> withoutConsent(Build build, Dataset<Row> events) {
        String cut = TimelineStage.CUT;
        Dataset<Row> cuts = build.rows(StageNames.TIMELINE, TimelineStage.TIMELINE, cut)
                .filter(col(cut + ".drop_code").equalTo(DropCode.NO_CONSENT.name()))
                .select(
                        col(Tagged.RECORDING),
                        col(cut + ".stream").as("stream"),
                        col(cut + ".ordinal").as("ordinal"),
                        lit(1).as("cut"));
        WindowSpec inOrder = Window.partitionBy(Tagged.RECORDING).orderBy("t_us", "stream", "ordinal");
        return events.select(
                        col(Tagged.RECORDING),
                        col(EVENT + ".t_us").as("t_us"),
                        col(EVENT + ".stream").as("stream"),
                        col(EVENT + ".ordinal").as("ordinal"))
                .join(
                        cuts,
                        CollectionConverters.asScala(List.of(Tagged.RECORDING, "stream", "ordinal"))
                                .toSeq(),
                        "left")
                .withColumn(
                        "kept_before",
                        sum(when(col("cut").isNull(), 1).otherwise(0)).over(inOrder))
                .filter(col("cut").isNotNull())
                .groupBy(Tagged.RECORDING, "kept_before")
                .agg(min("t_us").as("start"), max("t_us").as("end"))
                .orderBy(Tagged.RECORDING, "kept_before");
    }
}
