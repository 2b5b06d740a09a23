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

/**
 * Which samples go into formats whose unit is the step: repeated trajectories and moments are left out before anybody is
 * sent to a split, and nobody has more than an allowed share. What stays depends on the samples alone, never on tasks:
 * of equals the one with the least opaque name stays.
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

    /** What was left out, and what is left of it. */
    record Outcome(Dataset<Row> samples, long repeatedTrajectories, long repeatedMoments, long overShare) {
        /** As stage and export manifests name them. */
        Map<String, Long> counts() {
            return Map.of(
                    "repeats.trajectories", repeatedTrajectories,
                    "repeats.steps", repeatedMoments,
                    "over_share.steps", overShare,
                    "splits.shared_pictures", sharedPictures(samples));
        }
    }

    /** @param samples rows with the columns named here; cached by the caller if it is used twice */
    Outcome of(Dataset<Row> samples) {
        Dataset<Row> kept = samples;
        long all = rules.dropRepeats() || rules.maxPersonShare() < 1 ? kept.count() : 0;
        long trajectories = 0;
        long moments = 0;
        long share = 0;
        if (rules.dropRepeats()) {
            Dataset<Row> repeats = repeats(kept).cache();
            trajectories = repeats.count();
            kept = kept.join(repeats, col("trajectory_id").equalTo(col("repeat_id")), "left_anti");
            long before = trajectories == 0 ? all : kept.count();
            kept = firstOfEach(kept);
            long after = kept.count();
            moments = before - after;
            all = after;
        }
        if (rules.maxPersonShare() < 1) {
            kept = capped(kept, all);
            share = all - kept.count();
        }
        return new Outcome(kept, trajectories, moments, share);
    }

    /** Ids of trajectories that are nearly the same as one with a lesser id. */
    private Dataset<Row> repeats(Dataset<Row> samples) {
        Dataset<Row> sketches = samples.filter(
                        col("place").equalTo(0).and(col(STEPS).geq(LEAST_STEPS)))
                .select(col("trajectory_id"), col(SKETCH), col(STEPS));
        List<String> bands = new ArrayList<>();
        for (int at = 0; at < TrajectorySketch.VALUES; at += BAND) {
            bands.add("struct(" + at + " as at, xxhash64(slice(" + SKETCH + ", " + (at + 1) + ", " + BAND
                    + ")) as hash)");
        }
        WindowSpec bucket = Window.partitionBy("band").orderBy("trajectory_id");
        String same =
                "aggregate(zip_with(" + SKETCH + ", first_sketch, (a, b) -> if(a = b, 1, 0)), 0, (s, v) -> s + v)";
        return sketches.withColumn("band", functions.explode(expr("array(" + String.join(", ", bands) + ")")))
                .withColumn("first_sketch", functions.first(SKETCH).over(bucket))
                .withColumn("first_steps", functions.first(STEPS).over(bucket))
                .withColumn("first_id", functions.first("trajectory_id").over(bucket))
                .filter(col("trajectory_id").notEqual(col("first_id")))
                .filter(expr(same + " >= " + ALIKE * TrajectorySketch.VALUES))
                .filter(expr("abs(" + STEPS + " - first_steps) <= 0.1 * greatest(" + STEPS + ", first_steps)"))
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

    /** Pictures before an action that are, pixel by pixel, in more than one split. */
    static long sharedPictures(Dataset<Row> samples) {
        return samples.filter(col(MOMENT).notEqual(""))
                .groupBy(col("sample.observation.blob.sha256"))
                .agg(functions.countDistinct("split").as("splits"))
                .filter(col("splits").gt(1))
                .count();
    }
}
