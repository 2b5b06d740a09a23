package dev.scrim.jobs.rows;

import static dev.scrim.jobs.rows.Cells.must;
import static dev.scrim.jobs.rows.Cells.struct;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.Viewport;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Rows of the small geometric records that others nest. */
final class GeometryRows {
    static final StructType BOX = struct(
            must("x", DataTypes.IntegerType),
            must("y", DataTypes.IntegerType),
            must("w", DataTypes.IntegerType),
            must("h", DataTypes.IntegerType));
    static final StructType POINT = struct(must("x", DataTypes.DoubleType), must("y", DataTypes.DoubleType));
    static final StructType VIEWPORT = struct(
            must("width_px", DataTypes.IntegerType),
            must("height_px", DataTypes.IntegerType),
            must("scale", DataTypes.DoubleType));

    private GeometryRows() {}

    static Row row(Box b) {
        return RowFactory.create(b.x(), b.y(), b.w(), b.h());
    }

    static Box box(Row r) {
        return new Box(r.getInt(0), r.getInt(1), r.getInt(2), r.getInt(3));
    }

    static Row row(Point p) {
        return RowFactory.create(p.x(), p.y());
    }

    static Point point(Row r) {
        return new Point(r.getDouble(0), r.getDouble(1));
    }

    static Row row(Viewport v) {
        return RowFactory.create(v.widthPx(), v.heightPx(), v.scale());
    }

    static Viewport viewport(Row r) {
        return new Viewport(r.getInt(0), r.getInt(1), r.getDouble(2));
    }

    static List<Row> boxes(List<Box> boxes) {
        List<Row> out = new ArrayList<>(boxes.size());
        for (Box b : boxes) {
            out.add(row(b));
        }
        return out;
    }

    static List<Box> boxesOf(List<Row> rows) {
        List<Box> out = new ArrayList<>(rows.size());
        for (Row r : rows) {
            out.add(box(r));
        }
        return out;
    }
}
