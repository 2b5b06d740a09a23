package dev.scrim.jobs.bench;

import dev.scrim.jobs.readings.ReadingsStage;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.StageNames;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What was read, and what was new in it: a text is new once in each recording.
 *
 * @param pixels area of the lines that were read
 * @param textPixels area of the largest line of each distinct text
 */
record LineSums(long characters, long pixels, long newCharacters, long textPixels) {
    static LineSums of(Build build) {
        String line = ReadingsStage.LINE;
        Column area = functions
                .col(line + ".width_px")
                .multiply(functions.col(line + ".height_px"))
                .cast("long");
        Dataset<Row> lines = build.rows(StageNames.READINGS, ReadingsStage.READINGS, line)
                .select(
                        functions.col(Tagged.RECORDING),
                        functions.col(line + ".text").as("text"),
                        area.as("area"));
        Row all = sums(lines);
        Row once = sums(lines.groupBy(Tagged.RECORDING, "text")
                .agg(functions.max("area").as("area")));
        return new LineSums(all.getLong(0), all.getLong(1), once.getLong(0), once.getLong(1));
    }

    private static Row sums(Dataset<Row> lines) {
        return lines.agg(
                        functions.coalesce(functions.sum(functions.length(functions.col("text"))), functions.lit(0L)),
                        functions.coalesce(functions.sum("area"), functions.lit(0L)))
                .first();
    }
}
