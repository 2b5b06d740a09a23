package dev.scrim.jobs.rows;

import static dev.scrim.jobs.rows.Cells.may;
import static dev.scrim.jobs.rows.Cells.must;
import static dev.scrim.jobs.rows.Cells.struct;

import dev.scrim.datasets.model.DropCode;
import dev.scrim.datasets.model.EventFate;
import dev.scrim.datasets.model.StreamKind;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What became of each raw event. */
public final class FateRows implements RowCodec<EventFate> {
    private static final long serialVersionUID = 1L;
    private static final StructType SCHEMA = struct(
            must("stream", DataTypes.IntegerType),
            must("ordinal", DataTypes.LongType),
            may("step", DataTypes.IntegerType),
            may("drop_code", DataTypes.StringType));

    @Override
    public StructType schema() {
        return SCHEMA;
    }

    @Override
    public Row toRow(EventFate f) {
        return RowFactory.create(
                f.stream().rank(),
                f.ordinal(),
                f.step().isPresent() ? f.step().getAsInt() : null,
                f.dropCode().map(DropCode::name).orElse(null));
    }

    @Override
    public EventFate fromRow(Row r) {
        return new EventFate(
                StreamKind.ofRank(Cells.int32(r, "stream")),
                Cells.int64(r, "ordinal"),
                Cells.maybeInt(r, "step"),
                Cells.maybeText(r, "drop_code").map(DropCode::valueOf));
    }
}
