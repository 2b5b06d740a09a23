package dev.scrim.jobs.rows;

import static dev.scrim.jobs.rows.Cells.must;
import static dev.scrim.jobs.rows.Cells.struct;

import dev.scrim.datasets.model.LineSighting;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Where and when lines were visible. */
public final class SightingRows implements RowCodec<LineSighting> {
    private static final long serialVersionUID = 1L;
    private static final StructType SCHEMA = struct(
            must("t_us", DataTypes.LongType), must("line_id", DataTypes.StringType), must("box", GeometryRows.BOX));

    @Override
    public StructType schema() {
        return SCHEMA;
    }

    @Override
    public Row toRow(LineSighting s) {
        return RowFactory.create(s.tUs(), s.lineId(), GeometryRows.row(s.box()));
    }

    @Override
    public LineSighting fromRow(Row r) {
        return new LineSighting(
                Cells.int64(r, "t_us"), Cells.text(r, "line_id"), GeometryRows.box(Cells.nested(r, "box")));
    }
}
