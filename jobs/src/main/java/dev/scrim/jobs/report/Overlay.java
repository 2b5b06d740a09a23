package dev.scrim.jobs.report;

import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.Point;
import java.util.List;

/** A mark on a sample frame, in the frame's own pixels. Marks tell what kind of thing was done, never its content. */
public sealed interface Overlay {
    /** Around a pressed place; more rings for more presses. */
    record Ring(Point at, int rings) implements Overlay {}

    /** From the first to the last point; {@code path} has at least two. */
    record Arrow(List<Point> path) implements Overlay {
        public Arrow {
            path = List.copyOf(path);
            if (path.size() < 2) {
                throw new IllegalArgumentException("Cannot draw an arrow without two ends");
            }
        }
    }

    /** A word beside a place. */
    record Tag(Point at, String text) implements Overlay {}

    /** A word in a corner, for what has no place. */
    record Note(String text) implements Overlay {}

    /** The marks of an action. */
    static List<Overlay> of(Action action) {
        if (action instanceof Action.Click click) {
            return List.of(new Ring(click.at(), click.count()), new Tag(click.at(), caption(action)));
        }
        if (action instanceof Action.Drag drag) {
            return List.of(
                    new Arrow(drag.path()), new Tag(drag.path().get(drag.path().size() - 1), caption(action)));
        }
        if (action instanceof Action.Scroll scroll) {
            return List.of(new Ring(scroll.at(), 1), new Tag(scroll.at(), caption(action)));
        }
        if (action instanceof Action.DropdownSelect select) {
            return List.of(
                    new Ring(select.control(), 1),
                    new Arrow(List.of(select.control(), select.option())),
                    new Tag(select.option(), caption(action)));
        }
        return List.of(new Note(caption(action)));
    }

    /** What was done, without any text that was typed or read: {@code type, 12 characters}. */
    static String caption(Action action) {
        if (action instanceof Action.TypeText type) {
            int characters = type.text().codePointCount(0, type.text().length());
            return "type, " + characters + (characters == 1 ? " character" : " characters");
        }
        if (action instanceof Action.Hotkey hotkey) {
            return "hotkey " + String.join("+", hotkey.keys());
        }
        if (action instanceof Action.PressKey press) {
            return "key " + press.key() + (press.count() > 1 ? " \u00d7" + press.count() : "");
        }
        if (action instanceof Action.Scroll scroll) {
            return "scroll " + direction(scroll);
        }
        return action.kind().replace('_', ' ');
    }

    private static String direction(Action.Scroll scroll) {
        // The event's convention: positive moves the content up or to the left, so what lies below or right is seen.
        if (scroll.ticksY() != 0) {
            return (scroll.ticksY() > 0 ? "down " : "up ") + Math.abs(scroll.ticksY());
        }
        return (scroll.ticksX() > 0 ? "right " : "left ") + Math.abs(scroll.ticksX());
    }
}
