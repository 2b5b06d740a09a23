package dev.scrim.jobs.trace;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;

import dev.scrim.datasets.model.StreamKind;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.timeline.TimelineStage;
import dev.scrim.jobs.viewer.Trace;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * How many mouse events a recording has in each quarter of a second: counts alone, of what consent and pauses left. There
 * is no such thing for keys, whose rhythm would tell what was typed.
 */
public final class MouseCounts implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final long BIN_US = 250_000;

    /** Wider than the lane is drawn unzoomed; a longer trajectory has wider bins. */
    private static final int MAX_BINS = 2_000;

    private final Map<String, NavigableMap<Long, Integer>> counts;

    private MouseCounts(Map<String, NavigableMap<Long, Integer>> counts) {
        this.counts = counts;
    }

    /** Of the recordings of these ids. */
    public static MouseCounts of(Build build, List<String> recordings) {
        Column tUs = col(TimelineStage.EVENT + ".event.t_us");
        Map<String, NavigableMap<Long, Integer>> out = new HashMap<>();
        for (Row r : build.rows(StageNames.TIMELINE, TimelineStage.TIMELINE, TimelineStage.EVENT)
                .filter(col(Tagged.RECORDING).isInCollection(recordings))
                .filter(col(TimelineStage.EVENT + ".event.stream").equalTo(StreamKind.MOUSE.rank()))
                .groupBy(col(Tagged.RECORDING), floor(tUs.divide(BIN_US)).as("bin"))
                .agg(count("*"))
                .collectAsList()) {
            out.computeIfAbsent(r.getString(0), k -> new TreeMap<>()).put(r.getLong(1), (int) r.getLong(2));
        }
        return new MouseCounts(out);
    }

    /** The part of a recording. */
    public Trace.Activity in(String recording, TimeSpan span) {
        long first = Math.floorDiv(span.startUs(), BIN_US);
        long last = Math.floorDiv(span.endUs(), BIN_US);
        long together = 1 + (last - first) / MAX_BINS;
        List<Integer> bins = new ArrayList<>();
        NavigableMap<Long, Integer> all = counts.getOrDefault(recording, new TreeMap<>());
        for (long bin = first; bin <= last; bin += together) {
            bins.add(all.subMap(bin, bin + together).values().stream()
                    .mapToInt(Integer::intValue)
                    .sum());
        }
        return new Trace.Activity(first * BIN_US, together * BIN_US, bins);
    }
}
