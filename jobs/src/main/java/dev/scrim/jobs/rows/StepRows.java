package dev.scrim.jobs.rows;

import static dev.scrim.jobs.rows.Cells.may;
import static dev.scrim.jobs.rows.Cells.must;
import static dev.scrim.jobs.rows.Cells.struct;

import dev.scrim.datasets.model.Element;
import dev.scrim.datasets.model.FrameRef;
import dev.scrim.datasets.model.Step;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Steps: the action, its two frames and its window. */
public final class StepRows implements RowCodec<Step> {
    private static final long serialVersionUID = 1L;
    private static final ActionRows ACTIONS = new ActionRows();
    static final StructType FRAME = struct(
            must("chunk", DataTypes.IntegerType),
            must("index_in_chunk", DataTypes.IntegerType),
            must("t_us", DataTypes.LongType));
    private static final StructType ELEMENT = struct(
            must("box", GeometryRows.BOX),
            must("role", DataTypes.StringType),
            must("text", DataTypes.StringType),
            must("source", DataTypes.StringType));
    private static final StructType SCHEMA = struct(
            must("ordinal", DataTypes.IntegerType),
            must("trajectory", DataTypes.IntegerType),
            must("action", ACTIONS.schema()),
            may("observation", FRAME),
            may("after", FRAME),
            may("window", WindowRows.SCHEMA),
            may("target", ELEMENT));

    @Override
    public StructType schema() {
        return SCHEMA;
    }

    @Override
    public Row toRow(Step s) {
        return RowFactory.create(
                s.ordinal(),
                s.trajectory(),
                ACTIONS.toRow(s.action()),
                s.observation().map(StepRows::frame).orElse(null),
                s.after().map(StepRows::frame).orElse(null),
                s.window().map(WindowRows::row).orElse(null),
                s.target().map(StepRows::element).orElse(null));
    }

    @Override
    public Step fromRow(Row r) {
        return new Step(
                Cells.int32(r, "ordinal"),
                Cells.int32(r, "trajectory"),
                ACTIONS.fromRow(Cells.nested(r, "action")),
                Cells.maybeNested(r, "observation").map(StepRows::frame),
                Cells.maybeNested(r, "after").map(StepRows::frame),
                Cells.maybeNested(r, "window").map(WindowRows::window),
                Cells.maybeNested(r, "target").map(StepRows::element));
    }

    private static Row element(Element e) {
        return RowFactory.create(
                GeometryRows.row(e.box()), e.role(), e.text(), e.source().name());
    }

    private static Element element(Row r) {
        return new Element(
                GeometryRows.box(Cells.nested(r, "box")),
                Cells.text(r, "role"),
                Cells.text(r, "text"),
                Element.Source.valueOf(Cells.text(r, "source")));
    }

    static Row frame(FrameRef f) {
        return RowFactory.create(f.chunk(), f.indexInChunk(), f.tUs());
    }

    static FrameRef frame(Row r) {
        return new FrameRef(r.getInt(0), r.getInt(1), r.getLong(2));
    }
}
