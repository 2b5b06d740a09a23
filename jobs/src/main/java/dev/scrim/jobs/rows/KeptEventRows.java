package dev.scrim.jobs.rows;

import static dev.scrim.jobs.rows.Cells.must;
import static dev.scrim.jobs.rows.Cells.struct;

import dev.scrim.featurizers.timeline.KeptEvent;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Events that survived the cuts, with the run between cuts that they belong to. */
public final class KeptEventRows implements RowCodec<KeptEvent> {
    private static final long serialVersionUID = 1L;
    private static final EventRows EVENTS = new EventRows();
    private static final StructType SCHEMA = struct(
            must("event", EVENTS.schema()),
            must("segment", DataTypes.IntegerType),
            must("window_known", DataTypes.BooleanType));

    @Override
    public StructType schema() {
        return SCHEMA;
    }

    @Override
    public Row toRow(KeptEvent k) {
        return RowFactory.create(EVENTS.toRow(k.event()), k.segment(), k.windowKnown());
    }

    @Override
    public KeptEvent fromRow(Row r) {
        return new KeptEvent(
                EVENTS.fromRow(Cells.nested(r, "event")), Cells.int32(r, "segment"), Cells.flag(r, "window_known"));
    }
}
