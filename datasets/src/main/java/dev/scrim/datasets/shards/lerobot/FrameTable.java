package dev.scrim.datasets.shards.lerobot;

import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.ExportOptions;
import dev.scrim.datasets.shards.ScreenProjection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * The columns of LeRobot's frames. {@code action} holds the numbers of the step that begins in the frame, 0 where one
 * does not apply and in frames without a step; {@code step.kind} says which. Names that begin with {@code action} or
 * {@code observation} are inputs of LeRobot's policies, so texts and times have other names.
 */
final class FrameTable {
    static final String ACTION = "action";

    /** Kind of frames in which no step begins. */
    static final String NO_STEP = "none";

    private static final List<String> NUMBERS = List.of("x", "y", "x2", "y2", "scroll_dx", "scroll_dy", "count");
    private static final List<String> TEXTS = List.of("button", "keys", "text", "shortcut");

    private final Canvas canvas;
    private final ExportOptions options;
    private final List<String> numbers;
    private final List<Column> columns;

    /** @param table of the steps, see {@link StepTable} */
    FrameTable(Schema table, ExportOptions options) {
        this.canvas = Canvas.of(options);
        this.options = options;
        this.numbers = NUMBERS.stream().filter(n -> table.find(n).isPresent()).toList();
        List<Column> all = new ArrayList<>();
        if (!numbers.isEmpty()) {
            all.add(new Column(ACTION, "float32", numbers, f -> actions(f.step())));
        }
        if (table.find("action").isPresent()) {
            all.add(Column.of(
                    "step.kind",
                    "string",
                    f -> f.step().flatMap(s -> s.string("action")).orElse(NO_STEP)));
        }
        for (String text : TEXTS) {
            if (table.find(text).isPresent()) {
                all.add(Column.of(
                        "step." + text,
                        "string",
                        f -> f.step().map(s -> words(s, text)).orElse("")));
            }
        }
        for (String number : List.of("step", "t_start_us", "t_end_us")) {
            if (table.find(number).isPresent()) {
                String column = number.equals("step") ? "step.index" : "step." + number;
                all.add(Column.of(
                        column,
                        "int64",
                        f -> f.step().map(s -> StepTable.number(s, number, -1)).orElse(-1L)));
            }
        }
        all.add(Column.of("next.done", "bool", f -> f.frame() + 1 == f.length()));
        all.add(Column.of("timestamp", "float32", f -> (float) ((double) f.frame() / options.fps())));
        all.add(Column.of("frame_index", "int64", Frame::frame));
        all.add(Column.of("episode_index", "int64", Frame::episode));
        all.add(Column.of("index", "int64", Frame::index));
        all.add(Column.of("task_index", "int64", Frame::task));
        this.columns = List.copyOf(all);
    }

    /**
     * One frame.
     *
     * @param step that begins in it
     * @param frame within the episode
     * @param length of the episode
     * @param index within the dataset
     */
    record Frame(Optional<DisclosedRow> step, long frame, long length, long episode, long index, long task) {}

    private record Size(int width, int height) {}

    interface Value {
        Object of(Frame frame);
    }

    /**
     * A feature, LeRobot's word for a column.
     *
     * @param dtype as NumPy names it, or {@code string}
     * @param names of a vector's numbers; of one value its own
     */
    record Column(String name, String dtype, List<String> names, Value value) {
        static Column of(String name, String dtype, Value value) {
            return new Column(name, dtype, List.of(name), value);
        }

        boolean isVector() {
            return names.size() > 1;
        }

        boolean isNumber() {
            return !dtype.equals("string");
        }

        Type type() {
            PrimitiveTypeName primitive = switch (dtype) {
                case "float32" -> PrimitiveTypeName.FLOAT;
                case "int64" -> PrimitiveTypeName.INT64;
                case "bool" -> PrimitiveTypeName.BOOLEAN;
                default -> PrimitiveTypeName.BINARY;
            };
            if (isVector()) {
                return GroupedParquet.list(GroupedParquet.element(primitive), name);
            }
            return primitive == PrimitiveTypeName.BINARY
                    ? GroupedParquet.text(name)
                    : GroupedParquet.primitive(primitive, name);
        }
    }

    List<Column> columns() {
        return columns;
    }

    MessageType type() {
        return new MessageType("frame", columns.stream().map(Column::type).toList());
    }

    List<Object> row(Frame frame) {
        return columns.stream().map(c -> c.value().of(frame)).toList();
    }

    private Object actions(Optional<DisclosedRow> step) {
        List<Float> all = numbers.stream()
                .map(n -> step.flatMap(s -> number(s, n)).orElse(0f))
                .toList();
        return all.size() == 1 ? all.get(0) : all;
    }

    /** Positions are those of the frame, which may show the picture smaller and never at its corner alone. */
    private Optional<Float> number(DisclosedRow step, String name) {
        Optional<Double> value = step.number(name).map(Number::doubleValue);
        if (value.isEmpty() || !(name.startsWith("x") || name.startsWith("y"))) {
            return value.map(Double::floatValue);
        }
        boolean across = name.startsWith("x");
        Optional<Size> picture = picture(step);
        if (picture.isEmpty()) {
            return value.map(Double::floatValue);
        }
        Point at = canvas.within(
                new Point(across ? value.get() : 0, across ? 0 : value.get()),
                picture.get().width(),
                picture.get().height());
        return Optional.of((float) (across ? at.x() : at.y()));
    }

    private static String words(DisclosedRow step, String field) {
        return step.value(field)
                .map(v -> v instanceof List<?> list
                        ? String.join(" ", list.stream().map(String::valueOf).toList())
                        : (String) v)
                .orElse("");
    }

    /** The size of the step's pictures; what the screen's would have been where it has none. */
    private Optional<Size> picture(DisclosedRow step) {
        for (String field : List.of(StepTable.IMAGE, StepTable.AFTER_IMAGE)) {
            int width = (int) StepTable.number(step, field + "_width", 0);
            int height = (int) StepTable.number(step, field + "_height", 0);
            if (width > 0 && height > 0) {
                return Optional.of(new Size(width, height));
            }
        }
        int width = (int) StepTable.number(step, "viewport_width", 0);
        int height = (int) StepTable.number(step, "viewport_height", 0);
        if (width <= 0 || height <= 0) {
            return Optional.empty();
        }
        ScreenProjection projection = new ScreenProjection(new Viewport(width, height, 1), options);
        return Optional.of(new Size(projection.widthPx(), projection.heightPx()));
    }
}
