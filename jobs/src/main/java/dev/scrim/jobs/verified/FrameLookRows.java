package dev.scrim.jobs.verified;

import dev.scrim.jobs.repair.RepairEnd;
import dev.scrim.jobs.rows.Cells;
import dev.scrim.jobs.rows.RowCodec;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What the second look found out, frame by frame: counted, never exported. */
final class FrameLookRows implements RowCodec<FrameLook> {
    private static final long serialVersionUID = 1L;
    private static final StructType SCHEMA = Cells.struct(
            Cells.must("t_us", DataTypes.LongType),
            Cells.must("unit", DataTypes.BooleanType),
            Cells.must("engines", DataTypes.IntegerType),
            Cells.must("masks", DataTypes.LongType),
            Cells.must("leaks", DataTypes.LongType),
            Cells.must("end", DataTypes.StringType));

    @Override
    public StructType schema() {
        return SCHEMA;
    }

    @Override
    public Row toRow(FrameLook l) {
        return RowFactory.create(
                l.tUs(), l.unit(), l.engines(), l.masks(), l.leaks(), l.end().name());
    }

    @Override
    public FrameLook fromRow(Row r) {
        return new FrameLook(
                Cells.int64(r, "t_us"),
                Cells.flag(r, "unit"),
                Cells.int32(r, "engines"),
                Cells.int64(r, "masks"),
                Cells.int64(r, "leaks"),
                RepairEnd.valueOf(Cells.text(r, "end")));
    }
}
