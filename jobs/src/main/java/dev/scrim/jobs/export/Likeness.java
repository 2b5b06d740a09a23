package dev.scrim.jobs.export;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Finds moments whose pictures look alike ({@link dev.scrim.datasets.media.PictureHash}). Looking alike is not enough to
 * call two moments one: screens of one program differ in a few words, and masks take away some of those. So a moment is
 * another's twin only when the same kind of action is done in the same program, at the same place and with the same words,
 * and in another trajectory: what somebody does twice in one go is part of how it is done.
 */
final class Likeness {
    /** Column of what is compared; null where there is no picture. */
    static final String NEAR = "near";

    /** Of the column: the action as one number, null where it has no place; the picture's name, size and hash. */
    static final StructType SCHEMA = DataTypes.createStructType(java.util.List.of(
            DataTypes.createStructField("action", DataTypes.LongType, true),
            DataTypes.createStructField("sha256", DataTypes.StringType, false),
            DataTypes.createStructField("width", DataTypes.IntegerType, false),
            DataTypes.createStructField("height", DataTypes.IntegerType, false),
            DataTypes.createStructField("across", DataTypes.LongType, false),
            DataTypes.createStructField("down", DataTypes.LongType, false)));

    /**
     * Bits of 64 that may differ, in each direction. Measured on 207 redacted frames of eight invented sessions, by the
     * hash across alone: of 220 pairs that show the same texts at the same places 185 are within 3 bits of each other, and
     * so are 365 of 8,726 pairs that do not, which is why the action has to be equal, too. No pair of different
     * trajectories there had an equal action at a place, so how often the whole rule errs has not been measured.
     */
    static final int MOST_BITS = 3;

    /** Bands of 16 bits: of hashes that differ in 3 bits at most, one band of four is equal. */
    private static final String BANDS = "array(struct(0 as at, near.across & 65535 as bits),"
            + " struct(1 as at, shiftrightunsigned(near.across, 16) & 65535 as bits),"
            + " struct(2 as at, shiftrightunsigned(near.across, 32) & 65535 as bits),"
            + " struct(3 as at, shiftrightunsigned(near.across, 48) as bits))";

    private Likeness() {}

    private static org.apache.spark.sql.Column alike(String other) {
        return expr("bit_count(near.across ^ " + other + ".across) <= " + MOST_BITS + " and bit_count(near.down ^ "
                + other + ".down) <= " + MOST_BITS);
    }

    /** Trajectory and place of moments that are twins of one in a trajectory with a lesser id, or twins of such. */
    static Dataset<Row> laterTwins(Dataset<Row> samples) {
        WindowSpec bucket = Window.partitionBy("near.action", "near.width", "near.height", "band")
                .orderBy("trajectory_id", "place");
        return samples.filter(expr("near is not null and near.action is not null"))
                .select(
                        col("trajectory_id"),
                        col("place"),
                        col(NEAR),
                        functions.explode(expr(BANDS)).as("band"))
                .withColumn("first_near", functions.first(NEAR).over(bucket))
                .withColumn("first_id", functions.first("trajectory_id").over(bucket))
                .filter(col("trajectory_id").notEqual(col("first_id")))
                .filter(alike("first_near"))
                .select(col("trajectory_id").as("twin_id"), col("place").as("twin_place"))
                .distinct();
    }

    /** Pictures of one split that look like one of another, whatever is done there; equal ones count as well. */
    static long sharedPictures(Dataset<Row> samples) {
        Dataset<Row> pictures = samples.filter(expr("near is not null"))
                .select(
                        col("split"),
                        expr("struct(near.sha256, near.width, near.height, near.across, near.down)")
                                .as(NEAR))
                .distinct()
                .withColumn("band", functions.explode(expr(BANDS)));
        Dataset<Row> others = pictures.select(
                col("split").as("other_split"),
                col(NEAR).as("other"),
                col("band").as("other_band"));
        return pictures.join(
                        others,
                        expr("band = other_band and near.width = other.width and near.height = other.height"
                                + " and split <> other_split"))
                .filter(alike("other"))
                .select("split", "near.sha256")
                .distinct()
                .count();
    }
}
