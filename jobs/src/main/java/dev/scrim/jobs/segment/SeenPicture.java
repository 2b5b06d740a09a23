package dev.scrim.jobs.segment;

import static dev.scrim.jobs.rows.Cells.must;

import dev.scrim.jobs.rows.Cells;
import dev.scrim.jobs.rows.PictureRows;
import org.apache.spark.sql.types.StructType;

/** One row for each picture in each kept frame of a trajectory. */
final class SeenPicture {
    static final String KIND = "seen_picture";
    static final StructType SCHEMA = Cells.struct(must("sighting", new PictureRows().schema()));

    private SeenPicture() {}
}
