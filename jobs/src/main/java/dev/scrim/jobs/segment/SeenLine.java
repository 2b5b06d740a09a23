package dev.scrim.jobs.segment;

import static dev.scrim.jobs.rows.Cells.must;

import dev.scrim.jobs.rows.Cells;
import dev.scrim.jobs.rows.LineRows;
import dev.scrim.jobs.rows.SightingRows;
import org.apache.spark.sql.types.StructType;

/** A sighting joined with the line that was seen: one row for each line in each kept frame. */
final class SeenLine {
    static final String KIND = "seen";
    static final StructType SCHEMA =
            Cells.struct(must("sighting", new SightingRows().schema()), must("line", new LineRows().schema()));

    private SeenLine() {}
}
