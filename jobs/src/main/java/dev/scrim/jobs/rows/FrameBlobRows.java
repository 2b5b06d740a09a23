package dev.scrim.jobs.rows;

import static dev.scrim.jobs.rows.Cells.may;
import static dev.scrim.jobs.rows.Cells.must;
import static dev.scrim.jobs.rows.Cells.struct;

import dev.scrim.datasets.media.PictureHash;
import dev.scrim.datasets.model.FrameRef;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.TrajectoryId;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Kept frames by reference: pixels never travel through a shuffle. */
public final class FrameBlobRows implements RowCodec<FrameBlob> {
    private static final long serialVersionUID = 1L;
    private static final StructType HASH = struct(must("across", DataTypes.LongType), must("down", DataTypes.LongType));
    private static final StructType SCHEMA = struct(
            must("recording", DataTypes.StringType),
            must("trajectory", DataTypes.IntegerType),
            must("chunk", DataTypes.IntegerType),
            must("index_in_chunk", DataTypes.IntegerType),
            must("t_us", DataTypes.LongType),
            must("width_px", DataTypes.IntegerType),
            must("height_px", DataTypes.IntegerType),
            must("container", DataTypes.StringType),
            must("offset", DataTypes.LongType),
            must("length", DataTypes.IntegerType),
            must("sha256", DataTypes.StringType),
            may("hash", HASH));

    @Override
    public StructType schema() {
        return SCHEMA;
    }

    @Override
    public Row toRow(FrameBlob f) {
        return RowFactory.create(
                f.trajectory().recording().value(),
                f.trajectory().ordinal(),
                f.frame().chunk(),
                f.frame().indexInChunk(),
                f.frame().tUs(),
                f.widthPx(),
                f.heightPx(),
                f.container(),
                f.offset(),
                f.length(),
                f.sha256(),
                f.hash().map(h -> RowFactory.create(h.across(), h.down())).orElse(null));
    }

    @Override
    public FrameBlob fromRow(Row r) {
        return new FrameBlob(
                new TrajectoryId(new RecordingId(Cells.text(r, "recording")), Cells.int32(r, "trajectory")),
                new FrameRef(Cells.int32(r, "chunk"), Cells.int32(r, "index_in_chunk"), Cells.int64(r, "t_us")),
                Cells.int32(r, "width_px"),
                Cells.int32(r, "height_px"),
                Cells.text(r, "container"),
                Cells.int64(r, "offset"),
                Cells.int32(r, "length"),
                Cells.text(r, "sha256"),
                Cells.maybeNested(r, "hash")
                        .map(h -> new PictureHash(Cells.int64(h, "across"), Cells.int64(h, "down"))));
    }
}
