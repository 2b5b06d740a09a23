package dev.scrim.jobs.rows;

import static dev.scrim.jobs.rows.Cells.may;
import static dev.scrim.jobs.rows.Cells.must;
import static dev.scrim.jobs.rows.Cells.struct;

import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.MouseButton;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Actions of every kind in one flat struct; {@code type} names the record and decides which cells are filled. */
public final class ActionRows implements RowCodec<Action> {
    private static final long serialVersionUID = 1L;
    private static final StructType SCHEMA = struct(
            must("type", DataTypes.StringType),
            must("start_us", DataTypes.LongType),
            must("end_us", DataTypes.LongType),
            may("points", DataTypes.createArrayType(GeometryRows.POINT, false)),
            may("button", DataTypes.StringType),
            may("count", DataTypes.IntegerType),
            may("names", DataTypes.createArrayType(DataTypes.StringType, false)),
            may("ticks_x", DataTypes.IntegerType),
            may("ticks_y", DataTypes.IntegerType),
            may("text", DataTypes.StringType),
            may("text_2", DataTypes.StringType),
            may("uncertain", DataTypes.BooleanType));

    @Override
    public StructType schema() {
        return SCHEMA;
    }

    @Override
    public Row toRow(Action a) {
        @Nullable Object[] c = new @Nullable Object[SCHEMA.size()];
        c[1] = a.span().startUs();
        c[2] = a.span().endUs();
        if (a instanceof Action.Click k) {
            c[0] = "click";
            c[3] = points(List.of(k.at()));
            c[4] = k.button().name();
            c[5] = k.count();
            c[6] = k.modifiers().toArray();
        } else if (a instanceof Action.Drag d) {
            c[0] = "drag";
            c[3] = points(d.path());
            c[4] = d.button().name();
            c[6] = d.modifiers().toArray();
        } else if (a instanceof Action.Scroll s) {
            c[0] = "scroll";
            c[3] = points(List.of(s.at()));
            c[6] = s.modifiers().toArray();
            c[7] = s.ticksX();
            c[8] = s.ticksY();
        } else if (a instanceof Action.TypeText t) {
            c[0] = "type";
            c[9] = t.text();
            c[10] = t.raw();
            c[11] = t.uncertain();
        } else if (a instanceof Action.PressKey p) {
            c[0] = "key";
            c[5] = p.count();
            c[9] = p.key();
        } else if (a instanceof Action.Hotkey h) {
            c[0] = "hotkey";
            c[6] = h.keys().toArray();
            c[9] = h.name().orElse(null);
        } else if (a instanceof Action.DropdownSelect d) {
            c[0] = "dropdown";
            c[3] = points(List.of(d.control(), d.option()));
            c[9] = d.controlText().orElse(null);
            c[10] = d.optionText().orElse(null);
        } else {
            c[0] = "wait";
        }
        return RowFactory.create(c);
    }

    @Override
    public Action fromRow(Row r) {
        TimeSpan span = new TimeSpan(Cells.int64(r, "start_us"), Cells.int64(r, "end_us"));
        String type = Cells.text(r, "type");
        return switch (type) {
            case "click" ->
                new Action.Click(span, at(r, 0), button(r), Cells.int32(r, "count"), Cells.<String>list(r, "names"));
            case "drag" -> new Action.Drag(span, path(r), button(r), Cells.<String>list(r, "names"));
            case "scroll" ->
                new Action.Scroll(
                        span,
                        at(r, 0),
                        Cells.int32(r, "ticks_x"),
                        Cells.int32(r, "ticks_y"),
                        Cells.<String>list(r, "names"));
            case "type" ->
                new Action.TypeText(span, Cells.text(r, "text"), Cells.text(r, "text_2"), Cells.flag(r, "uncertain"));
            case "key" -> new Action.PressKey(span, Cells.text(r, "text"), Cells.int32(r, "count"));
            case "hotkey" -> new Action.Hotkey(span, Cells.<String>list(r, "names"), Cells.maybeText(r, "text"));
            case "dropdown" ->
                new Action.DropdownSelect(
                        span, at(r, 0), at(r, 1), Cells.maybeText(r, "text"), Cells.maybeText(r, "text_2"));
            case "wait" -> new Action.Wait(span);
            default -> throw new IllegalStateException("Cannot read an action of type " + type);
        };
    }

    private static Row[] points(List<Point> path) {
        return path.stream().map(GeometryRows::row).toArray(Row[]::new);
    }

    private static Point at(Row r, int i) {
        return GeometryRows.point(Cells.<Row>list(r, "points").get(i));
    }

    private static List<Point> path(Row r) {
        List<Point> out = new ArrayList<>();
        for (Row p : Cells.<Row>list(r, "points")) {
            out.add(GeometryRows.point(p));
        }
        return out;
    }

    private static MouseButton button(Row r) {
        return MouseButton.valueOf(Cells.text(r, "button"));
    }
}
