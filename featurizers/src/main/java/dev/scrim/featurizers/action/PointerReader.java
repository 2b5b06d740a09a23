package dev.scrim.featurizers.action;

import dev.scrim.datasets.model.DropCode;
import dev.scrim.datasets.model.MouseButton;
import dev.scrim.datasets.model.MouseEvent;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Makes presses, drags and scrolls of what the pointing device reports. */
final class PointerReader {
    private final ActionProfile profile;
    private final AtomQueue queue;
    private final ModifierState modifiers;
    private final MoveBuffer moves;
    private final Map<MouseButton, Atom.Press> held = new EnumMap<>(MouseButton.class);

    PointerReader(ActionProfile profile, AtomQueue queue, ModifierState modifiers) {
        this.profile = profile;
        this.queue = queue;
        this.modifiers = modifiers;
        this.moves = new MoveBuffer(profile, queue);
    }

    void read(MouseEvent event) {
        held.values().removeIf(press -> press.dropped.isPresent());
        switch (event.kind()) {
            case MOVE -> move(event);
            case DOWN -> down(event);
            case UP -> up(event);
            case SCROLL -> scroll(event);
        }
    }

    /** Nothing is pressed, so movement is only movement. */
    boolean free() {
        return held.isEmpty();
    }

    void tick(long nowUs) {
        moves.expire(nowUs);
    }

    /** A cut or the end. */
    void clear() {
        moves.clear();
        held.clear();
    }

    private void move(MouseEvent event) {
        if (held.isEmpty()) {
            moves.add(event);
            return;
        }
        for (Atom.Press press : held.values()) {
            press.moveTo(event.tUs(), event.at());
        }
        queue.claim(held.values().iterator().next(), event);
    }

    private void down(MouseEvent event) {
        MouseButton button = event.button().orElse(MouseButton.LEFT);
        Atom.Press lost = held.remove(button);
        if (lost != null) {
            queue.drop(lost, DropCode.NEVER_RELEASED);
        }
        long approachUs = moves.approachStart(event.tUs());
        Atom.Press press = queue.begin(
                modifiers.names(), start -> new Atom.Press(start, event.tUs(), approachUs, button, event.at()));
        moves.give(press, approachUs);
        modifiers.use(press);
        queue.claim(press, event);
        held.put(button, press);
    }

    private void up(MouseEvent event) {
        Atom.Press press = held.remove(event.button().orElse(MouseButton.LEFT));
        if (press == null) {
            queue.drop(event, DropCode.RELEASE_WITHOUT_PRESS);
            return;
        }
        press.moveTo(event.tUs(), event.at());
        queue.claim(press, event);
        press.released = true;
    }

    private void scroll(MouseEvent event) {
        List<String> names = modifiers.names();
        Atom.Scroll run = null;
        if (queue.open().orElse(null) instanceof Atom.Scroll open
                && event.tUs() - open.endUs <= profile.scrollGapUs()
                && open.at.distanceTo(event.at()) <= profile.scrollPx()
                && open.modifiers.equals(names)
                && sameWay(open.ticksX, event.dx())
                && sameWay(open.ticksY, event.dy())
                && (open.ticksY != 0 || event.dy() == 0)
                && (open.ticksX != 0 || event.dx() == 0)) {
            run = open;
            moves.give(run, open.startUs);
        } else {
            long approachUs = moves.approachStart(event.tUs());
            run = queue.begin(names, start -> new Atom.Scroll(start, event.tUs(), approachUs, event.at()));
            moves.give(run, approachUs);
        }
        modifiers.use(run);
        queue.claim(run, event);
        run.ticksX += event.dx();
        run.ticksY += event.dy();
        run.endUs = event.tUs();
    }

    private static boolean sameWay(int ticks, int more) {
        return (long) ticks * more >= 0;
    }
}
