package dev.scrim.datasets.shards;

import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.TimeSpan;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An action as columns: the form in which both tables and JSON lines carry it.
 *
 * @param kind as {@link Action#kind()}
 * @param span relative to whatever the export says; {@link #from} keeps the action's own
 * @param at in the export's unit; where a drag starts and where a dropdown's control is
 * @param to in the export's unit; where a drag ends and where a dropdown's chosen option is
 * @param button lower-case name
 * @param count presses, 1 where it does not apply
 * @param keys keys pressed, or the modifiers held during a pointer action; lower case
 * @param text after redaction
 * @param name of a shortcut, such as {@code copy}; what it is usually bound to
 * @param scrollX notches, 0 where it does not apply
 * @param scrollY notches, 0 where it does not apply
 */
public record FlatAction(
        String kind,
        TimeSpan span,
        Optional<Point> at,
        Optional<Point> to,
        Optional<String> button,
        int count,
        List<String> keys,
        Optional<String> text,
        Optional<String> name,
        int scrollX,
        int scrollY) {
    public FlatAction {
        keys = List.copyOf(keys);
    }

    /**
     * Flattens {@code action}. Its own texts are never looked at: what may be exported comes in {@code redactedText}
     * (typed text, or the chosen option's) or not at all.
     */
    public static FlatAction from(Action action, Optional<String> redactedText) {
        if (action instanceof Action.Click a) {
            return pointer(a, a.at(), Optional.empty(), a.button().name(), a.count(), a.modifiers());
        }
        if (action instanceof Action.Drag a) {
            Point end = a.path().get(a.path().size() - 1);
            return pointer(a, a.path().get(0), Optional.of(end), a.button().name(), 1, a.modifiers());
        }
        if (action instanceof Action.Scroll a) {
            return new FlatAction(
                    a.kind(),
                    a.span(),
                    Optional.of(a.at()),
                    Optional.empty(),
                    Optional.empty(),
                    1,
                    lower(a.modifiers()),
                    Optional.empty(),
                    Optional.empty(),
                    a.ticksX(),
                    a.ticksY());
        }
        if (action instanceof Action.DropdownSelect a) {
            return new FlatAction(
                    a.kind(),
                    a.span(),
                    Optional.of(a.control()),
                    Optional.of(a.option()),
                    Optional.empty(),
                    1,
                    List.of(),
                    redactedText,
                    Optional.empty(),
                    0,
                    0);
        }
        if (action instanceof Action.TypeText a) {
            return keyboard(a, 1, List.of(), redactedText, Optional.empty());
        }
        if (action instanceof Action.PressKey a) {
            return keyboard(a, a.count(), List.of(a.key()), Optional.empty(), Optional.empty());
        }
        if (action instanceof Action.Hotkey a) {
            return keyboard(a, 1, a.keys(), Optional.empty(), a.name());
        }
        return keyboard(action, 1, List.of(), Optional.empty(), Optional.empty());
    }

    /** The same action at another time, such as relative to its trajectory's start. */
    public FlatAction at(TimeSpan other) {
        return new FlatAction(kind, other, at, to, button, count, keys, text, name, scrollX, scrollY);
    }

    /** The same action with its positions in another unit. */
    public FlatAction projected(UnaryOperator<Point> projection) {
        return new FlatAction(
                kind, span, at.map(projection), to.map(projection), button, count, keys, text, name, scrollX, scrollY);
    }

    private static FlatAction pointer(
            Action action, Point at, Optional<Point> to, String button, int count, List<String> modifiers) {
        return new FlatAction(
                action.kind(),
                action.span(),
                Optional.of(at),
                to,
                Optional.of(button.toLowerCase(Locale.ROOT)),
                count,
                lower(modifiers),
                Optional.empty(),
                Optional.empty(),
                0,
                0);
    }

    private static FlatAction keyboard(
            Action action, int count, List<String> keys, Optional<String> text, Optional<String> name) {
        return new FlatAction(
                action.kind(),
                action.span(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                count,
                lower(keys),
                text,
                name,
                0,
                0);
    }

    private static List<String> lower(List<String> keys) {
        return keys.stream().map(k -> k.toLowerCase(Locale.ROOT)).toList();
    }
}
