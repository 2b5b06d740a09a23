package dev.scrim.jobs.rows;

import static dev.scrim.jobs.rows.Cells.must;
import static dev.scrim.jobs.rows.Cells.struct;

import dev.scrim.datasets.model.Picture;
import dev.scrim.datasets.model.PictureKind;
import dev.scrim.datasets.model.PictureSighting;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Where and when pictures were visible. */
public final class PictureRows implements RowCodec<PictureSighting> {
    private static final long serialVersionUID = 1L;
    private static final StructType SCHEMA = struct(
            must("t_us", DataTypes.LongType),
            must("kind", DataTypes.StringType),
            must("box", GeometryRows.BOX),
            must("text", DataTypes.StringType));

    @Override
    public StructType schema() {
        return SCHEMA;
    }

    @Override
    public Row toRow(PictureSighting s) {
        Picture p = s.picture();
        return RowFactory.create(s.tUs(), p.kind().name(), GeometryRows.row(p.box()), p.text());
    }

    @Override
    public PictureSighting fromRow(Row r) {
        return new PictureSighting(
                Cells.int64(r, "t_us"),
                new Picture(
                        PictureKind.valueOf(Cells.text(r, "kind")),
                        GeometryRows.box(Cells.nested(r, "box")),
                        Cells.text(r, "text")));
    }
}
