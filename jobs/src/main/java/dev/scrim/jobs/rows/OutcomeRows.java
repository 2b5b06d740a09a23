package dev.scrim.jobs.rows;

import static dev.scrim.jobs.rows.Cells.must;
import static dev.scrim.jobs.rows.Cells.struct;

import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.TrajectoryId;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Decisions about whole trajectories. */
public final class OutcomeRows implements RowCodec<Outcome> {
    private static final long serialVersionUID = 1L;
    private static final StructType SCHEMA = struct(
            must("recording", DataTypes.StringType),
            must("trajectory", DataTypes.IntegerType),
            must("passed", DataTypes.BooleanType),
            must("reason", DataTypes.StringType),
            must("frames", DataTypes.LongType),
            must("checks", DataTypes.LongType),
            must("faults", DataTypes.LongType),
            must("repaired", DataTypes.LongType));

    @Override
    public StructType schema() {
        return SCHEMA;
    }

    @Override
    public Row toRow(Outcome o) {
        return RowFactory.create(
                o.trajectory().recording().value(),
                o.trajectory().ordinal(),
                o.passed(),
                o.reason(),
                o.frames(),
                o.checks(),
                o.faults(),
                o.repaired());
    }

    @Override
    public Outcome fromRow(Row r) {
        return new Outcome(
                new TrajectoryId(new RecordingId(Cells.text(r, "recording")), Cells.int32(r, "trajectory")),
                Cells.flag(r, "passed"),
                Cells.text(r, "reason"),
                Cells.int64(r, "frames"),
                Cells.int64(r, "checks"),
                Cells.int64(r, "faults"),
                Cells.int64(r, "repaired"));
    }
}
