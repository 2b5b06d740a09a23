package dev.scrim.jobs.statistics;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.MouseButton;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.statistics.Statistics.Length;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What is counted of the samples of an export. Sums of whole numbers only, so that partitions change nothing; what comes
 * to the driver is one row for each combination of the counted values, never one for each step.
 */
public final class SampleCounts {
    private static final String STEP = "sample.step";

    final SortedMap<String, long[]> splits = new TreeMap<>();
    final SortedMap<Integer, Long> trajectoriesBySteps = new TreeMap<>();
    final long[] trajectoriesByTime = new long[Length.ALL.size()];
    final SortedMap<String, Long> actions = new TreeMap<>();
    final SortedMap<String, Long> apps = new TreeMap<>();
    final Map<Viewport, Long> pictures = new java.util.LinkedHashMap<>();
    final SortedMap<Integer, Long> stepsByRating = new TreeMap<>();
    final SortedMap<Integer, Long> trajectoriesByRating = new TreeMap<>();
    long trajectoryUs;
    long recordings;

    private SampleCounts() {}

    /** Places in an array of {@link #splits}. */
    static final int PEOPLE = 0;

    static final int TRAJECTORIES = 1;
    static final int STEPS = 2;

    /**
     * Counts.
     *
     * @param samples with columns {@code subject}, {@code recording}, {@code split}, {@code trajectory_id} and each
     *     one's step; read three times
     */
    public static SampleCounts of(Dataset<Row> samples) {
        SampleCounts counts = new SampleCounts();
        counts.people(samples);
        counts.steps(samples);
        counts.trajectories(samples);
        return counts;
    }

    /** Trajectories in the export. */
    public long trajectories() {
        return trajectoriesBySteps.values().stream().mapToLong(Long::longValue).sum();
    }

    private void people(Dataset<Row> samples) {
        for (Row r : samples.groupBy("split")
                .agg(countDistinct(Tagged.SUBJECT), countDistinct(Tagged.RECORDING))
                .collectAsList()) {
            split(r.getString(0))[PEOPLE] = r.getLong(1);
            recordings += r.getLong(2);
        }
    }

    private void steps(Dataset<Row> samples) {
        Column pictures = when(col("sample.observation").isNotNull(), 1)
                .otherwise(0)
                .plus(when(col("sample.after").isNotNull(), 1).otherwise(0));
        List<Row> rows = samples.groupBy(
                        col("split"),
                        col(STEP + ".action.type").as("type"),
                        col(STEP + ".action.button").as("button"),
                        col(STEP + ".action.count").as("presses"),
                        col(STEP + ".window.app").as("app"),
                        col("sample.sensitivity").as("level"),
                        col("sample.width_px").as("width"),
                        col("sample.height_px").as("height"),
                        col("sample.scale").as("scale"))
                .agg(count(lit(1)).as("steps"), sum(pictures).as("pictures"))
                .orderBy("width", "height", "scale")
                .collectAsList();
        for (Row r : rows) {
            long n = r.getAs("steps");
            split(r.getAs("split"))[STEPS] += n;
            actions.merge(kind(r), n, Long::sum);
            String app = r.getAs("app");
            apps.merge(app == null ? "" : app, n, Long::sum);
            stepsByRating.merge(r.<Integer>getAs("level"), n, Long::sum);
            Viewport screen = new Viewport(r.getAs("width"), r.getAs("height"), r.<Double>getAs("scale"));
            this.pictures.merge(screen, r.<Long>getAs("pictures"), Long::sum);
        }
    }

    /** The name that exports give an action; a click's says its button and presses. */
    private static String kind(Row r) {
        String type = r.getAs("type");
        if (type.equals("dropdown")) {
            return "dropdown_select";
        }
        return type.equals("click")
                ? new Action.Click(
                                new TimeSpan(0, 0),
                                new Point(0, 0),
                                MouseButton.valueOf(r.getAs("button")),
                                r.<Integer>getAs("presses"),
                                List.of())
                        .kind()
                : type;
    }

    private void trajectories(Dataset<Row> samples) {
        Column us = col("end").minus(col("start"));
        Column length = lit(Length.ALL.size() - 1);
        for (int i = Length.ALL.size() - 2; i >= 0; i--) {
            length = when(us.lt(Length.ALL.get(i).belowUs()), i).otherwise(length);
        }
        List<Row> rows = samples.groupBy("split", "trajectory_id")
                .agg(
                        count(lit(1)).as("steps"),
                        min(STEP + ".action.start_us").as("start"),
                        max(STEP + ".action.end_us").as("end"),
                        max("sample.trajectory_sensitivity").as("level"))
                .groupBy(col("split"), col("steps"), length.as("length"), col("level"))
                .agg(count(lit(1)).as("trajectories"), sum(us).as("us"))
                .collectAsList();
        for (Row r : rows) {
            long n = r.getAs("trajectories");
            split(r.getAs("split"))[TRAJECTORIES] += n;
            trajectoriesBySteps.merge(Math.toIntExact(r.<Long>getAs("steps")), n, Long::sum);
            trajectoriesByTime[r.<Integer>getAs("length")] += n;
            trajectoriesByRating.merge(r.<Integer>getAs("level"), n, Long::sum);
            trajectoryUs += r.<Long>getAs("us");
        }
    }

    private long[] split(String split) {
        return splits.computeIfAbsent(split, s -> new long[3]);
    }
}
