package dev.scrim.jobs.export;

import static dev.scrim.jobs.rows.Cells.may;
import static dev.scrim.jobs.rows.Cells.must;

import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.jobs.rows.Cells;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What tasks say of the files they wrote. */
final class ShardInfoRows {
    static final StructType SCHEMA = Cells.struct(
            must("group", DataTypes.StringType),
            must("part", DataTypes.StringType),
            must("file", DataTypes.StringType),
            may("split", DataTypes.StringType),
            must("bytes", DataTypes.LongType),
            must("sha256", DataTypes.StringType),
            must("samples", DataTypes.LongType),
            must("images", DataTypes.LongType));

    private ShardInfoRows() {}

    /**
     * One file's row.
     *
     * @param group the shard or recording that it was written for
     * @param part of a recording, which list of its {@code RecordingPart} it is in
     */
    static Row row(String group, String part, ShardInfo i) {
        return RowFactory.create(
                group, part, i.file(), i.split().orElse(null), i.bytes(), i.sha256(), i.samples(), i.images());
    }

    static String group(Row r) {
        return Cells.text(r, "group");
    }

    static ShardInfo info(Row r) {
        return new ShardInfo(
                Cells.text(r, "file"),
                Cells.maybeText(r, "split"),
                Cells.int64(r, "bytes"),
                Cells.text(r, "sha256"),
                Cells.int64(r, "samples"),
                Cells.int64(r, "images"));
    }
}
