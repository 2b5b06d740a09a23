package dev.scrim.datasets.shards;

import static dev.scrim.datasets.schema.Disclosure.DISCLOSED;

import dev.scrim.datasets.model.Element;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.Sensitivity;
import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.schema.FieldType;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.schema.Unit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The columns of a step in an export, each declared once with its type, unit and disclosure. */
public final class StepSchema {
    /** Name of the column that holds a step's rating before redaction, 1 to 4. */
    public static final String SENSITIVITY = "sensitivity";

    /** Name of the column that holds the rating of the most sensitive step of the same trajectory. */
    public static final String TRAJECTORY_SENSITIVITY = "trajectory_sensitivity";

    private static final List<Column> COLUMNS = List.of(
            required("sample_id", FieldType.STRING, Unit.NONE, ShardSample::sampleId),
            required("trajectory_id", FieldType.STRING, Unit.NONE, ShardSample::trajectoryId),
            required("split", FieldType.STRING, Unit.NONE, s -> s.split().label()),
            required("step", FieldType.INT32, Unit.NONE, ShardSample::step),
            optional("task", FieldType.STRING, Unit.NONE, ShardSample::task),
            optional("app", FieldType.STRING, Unit.NONE, ShardSample::app),
            optional("title", FieldType.STRING, Unit.NONE, ShardSample::title),
            optional("url", FieldType.STRING, Unit.NONE, ShardSample::url),
            required(
                    "viewport_width",
                    FieldType.INT32,
                    Unit.PIXELS,
                    s -> s.viewport().widthPx()),
            required(
                    "viewport_height",
                    FieldType.INT32,
                    Unit.PIXELS,
                    s -> s.viewport().heightPx()),
            required(
                    "viewport_scale",
                    FieldType.FLOAT64,
                    Unit.RATIO,
                    s -> s.viewport().scale()),
            optional(
                    "image",
                    FieldType.IMAGE,
                    Unit.NONE,
                    s -> s.observation()
                            .map(i -> i.named(s.sampleId() + "." + i.codec().extension()))),
            optional(
                    "image_width",
                    FieldType.INT32,
                    Unit.PIXELS,
                    s -> s.observation().map(EncodedImage::widthPx)),
            optional(
                    "image_height",
                    FieldType.INT32,
                    Unit.PIXELS,
                    s -> s.observation().map(EncodedImage::heightPx)),
            optional(
                    "image_sha256",
                    FieldType.STRING,
                    Unit.NONE,
                    s -> s.observation().map(EncodedImage::sha256)),
            optional(
                    "after_image",
                    FieldType.IMAGE,
                    Unit.NONE,
                    s -> s.after()
                            .map(i ->
                                    i.named(s.sampleId() + "-after." + i.codec().extension()))),
            optional(
                    "after_image_width",
                    FieldType.INT32,
                    Unit.PIXELS,
                    s -> s.after().map(EncodedImage::widthPx)),
            optional(
                    "after_image_height",
                    FieldType.INT32,
                    Unit.PIXELS,
                    s -> s.after().map(EncodedImage::heightPx)),
            optional(
                    "after_image_sha256",
                    FieldType.STRING,
                    Unit.NONE,
                    s -> s.after().map(EncodedImage::sha256)),
            required("action", FieldType.STRING, Unit.NONE, s -> s.action().kind()),
            optional("x", FieldType.FLOAT64, Unit.PIXELS, s -> s.action().at().map(Point::x)),
            optional("y", FieldType.FLOAT64, Unit.PIXELS, s -> s.action().at().map(Point::y)),
            optional("x2", FieldType.FLOAT64, Unit.PIXELS, s -> s.action().to().map(Point::x)),
            optional("y2", FieldType.FLOAT64, Unit.PIXELS, s -> s.action().to().map(Point::y)),
            optional("button", FieldType.STRING, Unit.NONE, s -> s.action().button()),
            required("count", FieldType.INT32, Unit.COUNT, s -> s.action().count()),
            required("keys", FieldType.STRING_LIST, Unit.NONE, s -> s.action().keys()),
            optional("text", FieldType.STRING, Unit.NONE, s -> s.action().text()),
            optional("shortcut", FieldType.STRING, Unit.NONE, s -> s.action().name()),
            optional(
                    "element_role", FieldType.STRING, Unit.NONE, s -> s.target().map(Element::role)),
            optional(
                    "element_text",
                    FieldType.STRING,
                    Unit.NONE,
                    s -> s.target().map(Element::text).filter(t -> !t.isEmpty())),
            optional("element_x", FieldType.FLOAT64, Unit.PIXELS, s -> area(s).map(ShardSample.Area::x)),
            optional("element_y", FieldType.FLOAT64, Unit.PIXELS, s -> area(s).map(ShardSample.Area::y)),
            optional("element_width", FieldType.FLOAT64, Unit.PIXELS, s -> area(s).map(ShardSample.Area::w)),
            optional("element_height", FieldType.FLOAT64, Unit.PIXELS, s -> area(s).map(ShardSample.Area::h)),
            required("scroll_dx", FieldType.INT32, Unit.NOTCHES, s -> s.action().scrollX()),
            required("scroll_dy", FieldType.INT32, Unit.NOTCHES, s -> s.action().scrollY()),
            required(
                    "t_start_us",
                    FieldType.INT64,
                    Unit.MICROSECONDS,
                    s -> s.action().span().startUs()),
            required(
                    "t_end_us",
                    FieldType.INT64,
                    Unit.MICROSECONDS,
                    s -> s.action().span().endUs()),
            required("redactions", FieldType.CATEGORY_COUNTS, Unit.COUNT, ShardSample::redactions),
            required(
                    SENSITIVITY,
                    FieldType.INT32,
                    Unit.NONE,
                    s -> s.rating().step().level()),
            required(
                    TRAJECTORY_SENSITIVITY,
                    FieldType.INT32,
                    Unit.NONE,
                    s -> s.rating().trajectory().level()));

    /** Every column; a policy takes columns back with {@link Schema#withholding}. */
    public static final Schema STEP =
            new Schema("step", COLUMNS.stream().map(Column::field).toList());

    private StepSchema() {}

    /**
     * The one way from a sample to a writer: copies those fields that {@code schema} discloses, reads no other.
     *
     * @param schema {@link #STEP}, or less
     */
    public static DisclosedRow disclose(ShardSample sample, Schema schema) {
        Schema disclosed = schema.disclosed();
        Map<String, Object> values = new LinkedHashMap<>();
        for (Column column : COLUMNS) {
            if (disclosed.find(column.field.name()).isPresent()) {
                column.value.apply(sample).ifPresent(v -> values.put(column.field.name(), v));
            }
        }
        return new DisclosedRow(disclosed, values);
    }

    /**
     * Whether two ratings in a file can be true: 1 to 4, no trajectory below its step. One that a policy took back is
     * missing, and is not wrong.
     */
    public static boolean rated(Optional<Integer> step, Optional<Integer> trajectory) {
        int most = Sensitivity.RESTRICTED.level();
        int own = step.orElse(1);
        int whole = trajectory.orElse(most);
        return own >= 1 && own <= whole && whole <= most;
    }

    private static Optional<ShardSample.Area> area(ShardSample sample) {
        return sample.targetArea();
    }

    private static Column required(String name, FieldType type, Unit unit, Function<ShardSample, Object> value) {
        return new Column(new Field(name, type, unit, false, DISCLOSED), value.andThen(Optional::of));
    }

    private static <T> Column optional(
            String name, FieldType type, Unit unit, Function<ShardSample, Optional<T>> value) {
        return new Column(new Field(name, type, unit, true, DISCLOSED), value.andThen(v -> v.map(Object.class::cast)));
    }

    private record Column(Field field, Function<ShardSample, Optional<Object>> value) {}
}
