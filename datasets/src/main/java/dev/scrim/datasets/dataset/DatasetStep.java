package dev.scrim.datasets.dataset;

import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.datasets.schema.CategoryCounts;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.FlatAction;
import dev.scrim.datasets.split.Split;
import java.util.List;
import java.util.Optional;

/**
 * One step: what was on the screen, what was done, what the screen showed then. All texts are redacted; what was taken
 * out stands as a placeholder such as {@code <PERSON>}. Immutable; a view of {@link #row}, which has every column.
 *
 * @param row as the shard holds it
 */
public record DatasetStep(DisclosedRow row) {
    /** Opaque, unique in the dataset. */
    public String id() {
        return must("sample_id");
    }

    /** Opaque, shared by all steps of a trajectory. */
    public String trajectory() {
        return must("trajectory_id");
    }

    public Split split() {
        return Split.of(must("split"));
    }

    /** Place within its trajectory, from 0. */
    public int index() {
        return number("step");
    }

    /** What the person set out to do, where somebody said so. */
    public Optional<String> task() {
        return row.string("task");
    }

    /** Name of the active program. */
    public Optional<String> app() {
        return row.string("app");
    }

    /** Title of the active window. */
    public Optional<String> title() {
        return row.string("title");
    }

    /** Address of the visible page. */
    public Optional<String> url() {
        return row.string("url");
    }

    /** The screen that was recorded: its physical pixels, and the factor that programs draw at. */
    public Viewport viewport() {
        return new Viewport(
                number("viewport_width"),
                number("viewport_height"),
                row.number("viewport_scale").map(Number::doubleValue).orElse(1.0));
    }

    /**
     * What was done. Places count in what the export was asked for ({@code coordinates} in its card; pixels unless it
     * says otherwise); times are microseconds since the trajectory's start.
     */
    public FlatAction action() {
        return new FlatAction(
                must("action"),
                new TimeSpan(time("t_start_us"), time("t_end_us")),
                point("x", "y"),
                point("x2", "y2"),
                row.string("button"),
                number("count"),
                keys(),
                row.string("text"),
                row.string("shortcut"),
                number("scroll_dx"),
                number("scroll_dy"));
    }

    /** The screen before the action; empty where there is none that is early enough. */
    public Optional<DatasetFrame> before() {
        return frame("image");
    }

    /** The screen behind the action's effect. */
    public Optional<DatasetFrame> after() {
        return frame("after_image");
    }

    /** Role of the control that the action was done to, such as {@code button}. */
    public Optional<String> elementRole() {
        return row.string("element_role");
    }

    /** What stands on that control. */
    public Optional<String> elementText() {
        return row.string("element_text");
    }

    /** How much was taken out of this step, by category. */
    public CategoryCounts redactions() {
        return row.counts("redactions").orElse(CategoryCounts.NONE);
    }

    /** How private the step was before redaction: 1 nothing found, to 4. Empty where a policy withholds it. */
    public Optional<Integer> sensitivity() {
        return row.number("sensitivity").map(Number::intValue);
    }

    /** Names the step; a row's values are not for logs. */
    @Override
    public String toString() {
        return "DatasetStep[" + id() + "]";
    }

    private Optional<DatasetFrame> frame(String column) {
        return row.image(column)
                .map(image -> new DatasetFrame(
                        image, number(column + "_width"), number(column + "_height"), row.string(column + "_sha256")));
    }

    private Optional<Point> point(String x, String y) {
        return row.number(x).flatMap(px -> row.number(y).map(py -> new Point(px.doubleValue(), py.doubleValue())));
    }

    private List<String> keys() {
        return row.value("keys")
                .map(v -> ((List<?>) v).stream().map(String.class::cast).toList())
                .orElse(List.of());
    }

    private String must(String column) {
        return row.string(column)
                .orElseThrow(() -> new IllegalStateException("Cannot find column " + column + " in this dataset"));
    }

    private int number(String column) {
        return row.number(column).map(Number::intValue).orElse(0);
    }

    private long time(String column) {
        return row.number(column).map(Number::longValue).orElse(0L);
    }
}
