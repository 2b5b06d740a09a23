package dev.scrim.jobs.rows;

import static dev.scrim.jobs.rows.Cells.must;
import static dev.scrim.jobs.rows.Cells.struct;

import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.check.ViolationCode;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Violations, counted and kept beside the data they are about. */
public final class ViolationRows implements RowCodec<Violation> {
    private static final long serialVersionUID = 1L;
    private static final StructType SCHEMA = struct(
            must("code", DataTypes.StringType),
            must("recording", DataTypes.StringType),
            must("location", DataTypes.StringType),
            must("detail", DataTypes.StringType));

    @Override
    public StructType schema() {
        return SCHEMA;
    }

    @Override
    public Row toRow(Violation v) {
        return RowFactory.create(v.code().name(), v.recording(), v.location(), v.detail());
    }

    @Override
    public Violation fromRow(Row r) {
        return new Violation(
                ViolationCode.valueOf(Cells.text(r, "code")),
                Cells.text(r, "recording"),
                Cells.text(r, "location"),
                Cells.text(r, "detail"));
    }
}
