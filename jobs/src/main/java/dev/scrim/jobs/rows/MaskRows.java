package dev.scrim.jobs.rows;

import static dev.scrim.jobs.rows.Cells.must;
import static dev.scrim.jobs.rows.Cells.struct;

import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Mask;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What was painted over, for verification, reports and review. */
public final class MaskRows implements RowCodec<Mask> {
    private static final long serialVersionUID = 1L;
    private static final StructType SCHEMA = struct(
            must("t_us", DataTypes.LongType),
            must("box", GeometryRows.BOX),
            must("category", DataTypes.StringType),
            must("entity", DataTypes.StringType));

    @Override
    public StructType schema() {
        return SCHEMA;
    }

    @Override
    public Row toRow(Mask m) {
        return RowFactory.create(
                m.tUs(), GeometryRows.row(m.box()), m.category().name(), m.entity());
    }

    @Override
    public Mask fromRow(Row r) {
        return new Mask(
                Cells.int64(r, "t_us"),
                GeometryRows.box(Cells.nested(r, "box")),
                Category.valueOf(Cells.text(r, "category")),
                Cells.text(r, "entity"));
    }
}
