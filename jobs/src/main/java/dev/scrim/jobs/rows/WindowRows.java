package dev.scrim.jobs.rows;

import static dev.scrim.jobs.rows.Cells.may;
import static dev.scrim.jobs.rows.Cells.must;
import static dev.scrim.jobs.rows.Cells.struct;

import dev.scrim.datasets.model.WindowEvent;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A window state as a nested row. */
final class WindowRows {
    static final StructType SCHEMA = struct(
            must("t_us", DataTypes.LongType),
            must("ordinal", DataTypes.LongType),
            must("app", DataTypes.StringType),
            must("title", DataTypes.StringType),
            may("url", DataTypes.StringType),
            must("bounds", GeometryRows.BOX));

    private WindowRows() {}

    static Row row(WindowEvent w) {
        return RowFactory.create(
                w.tUs(), w.ordinal(), w.app(), w.title(), w.url().orElse(null), GeometryRows.row(w.bounds()));
    }

    static WindowEvent window(Row r) {
        return of(Cells.int64(r, "t_us"), Cells.int64(r, "ordinal"), r);
    }

    static WindowEvent of(long tUs, long ordinal, Row r) {
        return new WindowEvent(
                tUs,
                ordinal,
                Cells.text(r, "app"),
                Cells.text(r, "title"),
                Cells.maybeText(r, "url"),
                GeometryRows.box(Cells.nested(r, "bounds")));
    }
}
