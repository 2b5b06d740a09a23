package dev.scrim.jobs.rows;

import static dev.scrim.jobs.rows.Cells.must;
import static dev.scrim.jobs.rows.Cells.struct;

import dev.scrim.featurizers.moment.EffectProbe;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Which frames tell whether a step's observation already shows its effect. */
public final class EffectProbeRows implements RowCodec<EffectProbe> {
    private static final long serialVersionUID = 1L;
    private static final StructType SCHEMA = struct(
            must("step", DataTypes.IntegerType),
            must("trajectory", DataTypes.IntegerType),
            must("place", GeometryRows.POINT),
            must("earlier", StepRows.FRAME),
            must("observation", StepRows.FRAME),
            must("after", StepRows.FRAME));

    @Override
    public StructType schema() {
        return SCHEMA;
    }

    @Override
    public Row toRow(EffectProbe p) {
        return RowFactory.create(
                p.step(),
                p.trajectory(),
                GeometryRows.row(p.place()),
                StepRows.frame(p.earlier()),
                StepRows.frame(p.observation()),
                StepRows.frame(p.after()));
    }

    @Override
    public EffectProbe fromRow(Row r) {
        return new EffectProbe(
                Cells.int32(r, "step"),
                Cells.int32(r, "trajectory"),
                GeometryRows.point(Cells.nested(r, "place")),
                StepRows.frame(Cells.nested(r, "earlier")),
                StepRows.frame(Cells.nested(r, "observation")),
                StepRows.frame(Cells.nested(r, "after")));
    }
}
