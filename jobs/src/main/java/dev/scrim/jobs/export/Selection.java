package dev.scrim.jobs.export;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.spec.DatasetSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * Which samples go into formats whose unit is the step: repeated trajectories and moments are left out before anybody is
 * sent to a split, and nobody has more than an allowed share. What stays depends on the samples alone, never on tasks:
 * of equals the one with the least opaque name stays. {@link Likeness} says which moments are nearly equal.
 *
 * @param rules of the spec
 */
record Selection(DatasetSpec.Splits rules) {
    /** Names of the columns that {@link SampleMachine} adds for this. */
    static final String SKETCH = "sketch";

    static final String STEPS = "steps";
    static final String MOMENT = "moment";

    /** Trajectories below this many steps are alike by chance: two presses in one program. */
    static final int LEAST_STEPS = 5;
    /** Sketch values in a band: with 8 bands of 4, trajectories that are 90 % the same meet with 99.97 %. */
    private static final int BAND = 4;

    /** Share of equal sketch values from which two trajectories are one: two standard errors below 1. */
    private static final double ALIKE = 0.9;

    /**
     * What was left out, and what is left of it.
     *
     * @param samples that stay; the given ones themselves when nothing was left out
     */
    record Outcome(
            Dataset<Row> samples, long repeatedTrajectories, long repeatedMoments, long nearMoments, long overShare) {
        /** As stage and export manifests name them. */
        Map<String, Long> counts() {
            // In one split nothing is shared: three joins less for a build of one person.
            boolean several = samples.select("split").distinct().count() > 1;
            return Map.of(
                    "repeats.trajectories", repeatedTrajectories,
                    "repeats.steps", repeatedMoments,
                    "repeats.near_steps", nearMoments,
                    "over_share.steps", overShare,
                    "splits.shared_pictures", several ? sharedPictures(samples) : 0,
                    "splits.near_pictures", several ? Likeness.sharedPictures(samples) : 0,
                    "splits.near_trajectories", several ? sharedTrajectories(samples) : 0);
        }
    }

    /**
     * Chooses. Each step that leaves something out is kept, as every format and figure reads it again.
     *
     * @param samples rows with the columns named here, kept by the caller
     */
    Outcome of(Dataset<Row> samples) {
        Dataset<Row> kept = samples;
        long all = rules.dropRepeats() || rules.maxPersonShare() < 1 ? kept.count() : 0;
        long trajectories = 0;
        long moments = 0;
        long near = 0;
        long share = 0;
        if (rules.dropRepeats()) {
            Dataset<Row> repeats = repeats(kept).cache();
            trajectories = repeats.count();
            if (trajectories > 0) {
                kept = held(kept.join(repeats, col("trajectory_id").equalTo(col("repeat_id")), "left_anti"));
            }
            long before = trajectories == 0 ? all : kept.count();
            Dataset<Row> first = held(firstOfEach(kept));
            long after = first.count();
            moments = before - after;
            kept = instead(kept, first, moments, samples);
            Dataset<Row> twins = Likeness.laterTwins(kept).cache();
            near = twins.count();
            if (near > 0) {
                Dataset<Row> apart = held(kept.join(
                        twins,
                        col("trajectory_id")
                                .equalTo(col("twin_id"))
                                .and(col("place").equalTo(col("twin_place"))),
                        "left_anti"));
                all = apart.count();
                kept = instead(kept, apart, near, samples);
            } else {
                all = after;
            }
            repeats.unpersist();
            twins.unpersist();
        }
        if (rules.maxPersonShare() < 1) {
            Dataset<Row> capped = held(capped(kept, all));
            share = all - capped.count();
            kept = instead(kept, capped, share, samples);
        }
        return new Outcome(kept, trajectories, moments, near, share);
    }

    private static Dataset<Row> held(Dataset<Row> rows) {
        return rows.persist(StorageLevel.MEMORY_AND_DISK());
    }

    /** The second when something was left out of it, else the first; the other one is let go. */
    private static Dataset<Row> instead(Dataset<Row> before, Dataset<Row> after, long left, Dataset<Row> given) {
        Dataset<Row> other = left > 0 ? before : after;
        if (other != given) {
            other.unpersist();
        }
        return left > 0 ? after : before;
    }

    /** Sketches of trajectories that are long enough, once for each band. */
    private static Dataset<Row> banded(Dataset<Row> samples, String... more) {
        Dataset<Row> sketches =
                samples.filter(col("place").equalTo(0).and(col(STEPS).geq(LEAST_STEPS)));
        List<String> bands = new ArrayList<>();
        for (int at = 0; at < TrajectorySketch.VALUES; at += BAND) {
            bands.add("struct(" + at + " as at, xxhash64(slice(" + SKETCH + ", " + (at + 1) + ", " + BAND
                    + ")) as hash)");
        }
        List<org.apache.spark.sql.Column> columns =
                new ArrayList<>(List.of(col("trajectory_id"), col(SKETCH), col(STEPS)));
        for (String name : more) {
            columns.add(col(name));
        }
        columns.add(functions
                .explode(expr("array(" + String.join(", ", bands) + ")"))
                .as("band"));
        return sketches.select(columns.toArray(new org.apache.spark.sql.Column[0]));
    }

    /** Whether two sketches and numbers of steps are those of nearly the same trajectory. */
    private static org.apache.spark.sql.Column alike(String otherSketch, String otherSteps) {
        String same = "aggregate(zip_with(" + SKETCH + ", " + otherSketch
                + ", (a, b) -> if(a = b, 1, 0)), 0, (s, v) -> s + v)";
        return expr(same + " >= " + ALIKE * TrajectorySketch.VALUES + " and abs(" + STEPS + " - " + otherSteps
                + ") <= 0.1 * greatest(" + STEPS + ", " + otherSteps + ")");
    }

    /** Ids of trajectories that are nearly the same as one with a lesser id. */
    private static Dataset<Row> repeats(Dataset<Row> samples) {
        WindowSpec bucket = Window.partitionBy("band").orderBy("trajectory_id");
        return banded(samples)
                .withColumn("first_sketch", functions.first(SKETCH).over(bucket))
                .withColumn("first_steps", functions.first(STEPS).over(bucket))
                .withColumn("first_id", functions.first("trajectory_id").over(bucket))
                .filter(col("trajectory_id").notEqual(col("first_id")))
                .filter(alike("first_sketch", "first_steps"))
                .select(col("trajectory_id").as("repeat_id"))
                .distinct();
    }

    /** One step of those with the same picture before and the same action; steps without a picture all stay. */
    private static Dataset<Row> firstOfEach(Dataset<Row> samples) {
        WindowSpec same = Window.partitionBy(MOMENT).orderBy("trajectory_id", "place");
        return samples.withColumn("copy", functions.row_number().over(same))
                .filter(col("copy").equalTo(1).or(col(MOMENT).equalTo("")))
                .drop("copy");
    }

    /** Whole trajectories of each person, in order of their opaque names, until the share is reached. */
    private Dataset<Row> capped(Dataset<Row> samples, long all) {
        double most = Math.max(1, Math.floor(all * rules.maxPersonShare()));
        Dataset<Row> allowed = samples.groupBy(Tagged.SUBJECT, "trajectory_id")
                .agg(functions.count(lit(1)).as("own"))
                .withColumn(
                        "sum",
                        functions
                                .sum("own")
                                .over(Window.partitionBy(Tagged.SUBJECT).orderBy("trajectory_id")))
                .filter(col("sum").leq(most))
                .select(col("trajectory_id").as("allowed_id"));
        return samples.join(allowed, col("trajectory_id").equalTo(col("allowed_id")), "left_semi");
    }

    /** Trajectories that are nearly the same as one of another split. */
    static long sharedTrajectories(Dataset<Row> samples) {
        Dataset<Row> others = banded(samples, "split")
                .select(
                        col("band").as("other_band"),
                        col("split").as("other_split"),
                        col(SKETCH).as("other_sketch"),
                        col(STEPS).as("other_steps"));
        return banded(samples, "split")
                .join(
                        others,
                        col("band").equalTo(col("other_band")).and(col("split").notEqual(col("other_split"))))
                .filter(alike("other_sketch", "other_steps"))
                .select("trajectory_id")
                .distinct()
                .count();
    }

    /** Pictures before an action that are, pixel by pixel, in more than one split. */
    static long sharedPictures(Dataset<Row> samples) {
        return samples.filter(col(MOMENT).notEqual(""))
                .groupBy(col("sample.observation.blob.sha256"))
                .agg(functions.countDistinct("split").as("splits"))
                .filter(col("splits").gt(1))
                .count();
    }
}
