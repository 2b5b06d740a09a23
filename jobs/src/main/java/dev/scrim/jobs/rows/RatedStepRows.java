package dev.scrim.jobs.rows;

import static dev.scrim.jobs.rows.Cells.must;
import static dev.scrim.jobs.rows.Cells.struct;

import dev.scrim.datasets.model.Sensitivity;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** How private each step was, also of trajectories that go no further. */
public final class RatedStepRows implements RowCodec<RatedStep> {
    private static final long serialVersionUID = 1L;
    private static final StructType SCHEMA =
            struct(must("step", DataTypes.IntegerType), must("level", DataTypes.IntegerType));

    @Override
    public StructType schema() {
        return SCHEMA;
    }

    @Override
    public Row toRow(RatedStep r) {
        return RowFactory.create(r.step(), r.sensitivity().level());
    }

    @Override
    public RatedStep fromRow(Row r) {
        return new RatedStep(Cells.int32(r, "step"), Sensitivity.of(Cells.int32(r, "level")));
    }
}
