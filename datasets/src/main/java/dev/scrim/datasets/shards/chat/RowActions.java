package dev.scrim.datasets.shards.chat;

import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.MouseButton;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.datasets.shards.DisclosedRow;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** From a step's columns back to its action, the reverse of {@link dev.scrim.datasets.shards.FlatAction#from}. */
final class RowActions {
    private RowActions() {}

    /**
     * The action, empty when a value that it needs is not there. A drag has its two ends: columns hold no way between.
     *
     * @param place from the export's unit to pixels of the screen that is spoken of
     */
    static Optional<Action> of(DisclosedRow row, UnaryOperator<Point> place) {
        TimeSpan span = new TimeSpan(count(row, "t_start_us"), count(row, "t_end_us"));
        Optional<Point> at = point(row, "x", "y").map(place);
        Optional<Point> to = point(row, "x2", "y2").map(place);
        List<String> keys = keys(row);
        return switch (row.string("action").orElse("")) {
            case "click", "double_click", "triple_click", "right_click", "middle_click" ->
                at.flatMap(p -> button(row)
                        .filter(b -> whole(row, "count") >= 1 && whole(row, "count") <= 3)
                        .map(b -> new Action.Click(span, p, b, whole(row, "count"), keys)));
            case "drag" ->
                at.flatMap(p -> to.flatMap(q -> button(row).map(b -> new Action.Drag(span, List.of(p, q), b, keys))));
            case "scroll" ->
                at.map(p -> new Action.Scroll(span, p, whole(row, "scroll_dx"), whole(row, "scroll_dy"), keys));
            case "type" -> row.string("text").map(t -> new Action.TypeText(span, t, t, false));
            case "key" ->
                keys.size() == 1 && whole(row, "count") >= 1
                        ? Optional.of(new Action.PressKey(span, keys.get(0), whole(row, "count")))
                        : Optional.empty();
            case "hotkey" -> Optional.of(new Action.Hotkey(span, keys, row.string("shortcut")));
            case "dropdown_select" ->
                at.flatMap(
                        p -> to.map(q -> new Action.DropdownSelect(span, p, q, Optional.empty(), row.string("text"))));
            case "wait" -> Optional.of(new Action.Wait(span));
            default -> Optional.empty();
        };
    }

    static int whole(DisclosedRow row, String field) {
        return row.number(field).map(Number::intValue).orElse(0);
    }

    private static long count(DisclosedRow row, String field) {
        return row.number(field).map(Number::longValue).orElse(0L);
    }

    private static Optional<Point> point(DisclosedRow row, String x, String y) {
        return row.number(x)
                .flatMap(across -> row.number(y).map(down -> new Point(across.doubleValue(), down.doubleValue())));
    }

    private static Optional<MouseButton> button(DisclosedRow row) {
        return row.string("button")
                .flatMap(name -> Arrays.stream(MouseButton.values())
                        .filter(b -> b.name().toLowerCase(Locale.ROOT).equals(name))
                        .findFirst());
    }

    private static List<String> keys(DisclosedRow row) {
        return row.value("keys").stream()
                .flatMap(v -> ((List<?>) v).stream())
                .map(String.class::cast)
                .toList();
    }
}
