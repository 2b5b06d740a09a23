package dev.scrim.jobs.export;

import static dev.scrim.jobs.rows.Cells.may;
import static dev.scrim.jobs.rows.Cells.must;

import dev.scrim.datasets.model.Sensitivity;
import dev.scrim.datasets.model.StepRating;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.jobs.rows.Cells;
import dev.scrim.jobs.rows.FrameBlobRows;
import dev.scrim.jobs.rows.RowCodec;
import dev.scrim.jobs.rows.StepRows;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Steps on their way to shards. */
final class StepSampleRows implements RowCodec<StepSample> {
    private static final long serialVersionUID = 1L;
    private static final StepRows STEPS = new StepRows();
    private static final FrameBlobRows FRAMES = new FrameBlobRows();
    private static final StructType PICTURE =
            Cells.struct(must("blob", FRAMES.schema()), must("repaired", DataTypes.BooleanType));
    private static final StructType SCHEMA = Cells.struct(
            must("sample_id", DataTypes.StringType),
            must("trajectory_id", DataTypes.StringType),
            must("split", DataTypes.StringType),
            must("place", DataTypes.IntegerType),
            must("start_us", DataTypes.LongType),
            must("step", STEPS.schema()),
            may("task", DataTypes.StringType),
            must("width_px", DataTypes.IntegerType),
            must("height_px", DataTypes.IntegerType),
            must("scale", DataTypes.DoubleType),
            may("observation", PICTURE),
            may("after", PICTURE),
            must("masks", DataTypes.createMapType(DataTypes.StringType, DataTypes.IntegerType, false)),
            must("sensitivity", DataTypes.IntegerType),
            must("trajectory_sensitivity", DataTypes.IntegerType));

    @Override
    public StructType schema() {
        return SCHEMA;
    }

    @Override
    public Row toRow(StepSample s) {
        return RowFactory.create(
                s.sampleId(),
                s.trajectoryId(),
                s.split(),
                s.place(),
                s.startUs(),
                STEPS.toRow(s.step()),
                s.task().orElse(null),
                s.viewport().widthPx(),
                s.viewport().heightPx(),
                s.viewport().scale(),
                s.observation().map(StepSampleRows::picture).orElse(null),
                s.after().map(StepSampleRows::picture).orElse(null),
                scala.jdk.javaapi.CollectionConverters.asScala(s.masks()),
                s.rating().step().level(),
                s.rating().trajectory().level());
    }

    @Override
    public StepSample fromRow(Row r) {
        Map<String, Integer> masks = r.getJavaMap(Cells.index(r, "masks"));
        return new StepSample(
                Cells.text(r, "sample_id"),
                Cells.text(r, "trajectory_id"),
                Cells.text(r, "split"),
                Cells.int32(r, "place"),
                Cells.int64(r, "start_us"),
                STEPS.fromRow(Cells.nested(r, "step")),
                Cells.maybeText(r, "task"),
                new Viewport(Cells.int32(r, "width_px"), Cells.int32(r, "height_px"), Cells.float64(r, "scale")),
                Cells.maybeNested(r, "observation").map(StepSampleRows::picture),
                Cells.maybeNested(r, "after").map(StepSampleRows::picture),
                Map.copyOf(masks),
                new StepRating(
                        Sensitivity.of(Cells.int32(r, "sensitivity")),
                        Sensitivity.of(Cells.int32(r, "trajectory_sensitivity"))));
    }

    private static Row picture(StepSample.Picture p) {
        return RowFactory.create(FRAMES.toRow(p.blob()), p.repaired());
    }

    private static StepSample.Picture picture(Row r) {
        return new StepSample.Picture(FRAMES.fromRow(Cells.nested(r, "blob")), Cells.flag(r, "repaired"));
    }
}
