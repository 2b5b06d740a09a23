package dev.scrim.redaction.propagate;

import dev.scrim.datasets.model.Box;
import dev.scrim.redaction.layout.FrameLayout;
import dev.scrim.redaction.layout.Piece;
import dev.scrim.redaction.text.Folding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far the text around a place has moved between two frames: not at all, or by a scroll or a drag. Lines that both
 * frames show are the witnesses; those in the same column count, because panes of one window scroll apart.
 */
final class Drift {
    /** Fewer witnesses than this say nothing. */
    private static final int MIN_WITNESSES = 3;
    /** Share of the witnesses that must agree. */
    private static final double AGREEING = 0.5;
    /** Share of a column's lines that must still be seen: a scroll by a page leaves fewer, and starts anew. */
    private static final double KEPT = 0.4;
    /** Witnesses agree that differ by at most this many pixels: line boxes wander by as much. */
    private static final int SLACK_PX = 2;
    /** Shorter texts (numbers of rows, bullets) stand in too many places to be witnesses. */
    private static final int MIN_CHARS = 4;

    private final List<FrameLayout> layouts;
    private final List<Map<String, Piece>> marks = new ArrayList<>();
    private final Map<Long, List<Witness>> pairs = new HashMap<>();

    Drift(List<FrameLayout> layouts) {
        this.layouts = layouts;
        layouts.forEach(l -> marks.add(marks(l)));
    }

    /** One line seen in both frames. */
    private record Witness(int window, Box box, int dx, int dy) {}

    /** Texts that stand in exactly one place of the frame, by window and text. */
    private static Map<String, Piece> marks(FrameLayout layout) {
        Map<String, Piece> once = new TreeMap<>();
        Map<String, Integer> count = new HashMap<>();
        for (Piece p : layout.pieces()) {
            String key = Folding.key(p.text()).text();
            if (key.length() >= MIN_CHARS) {
                String mark = p.window() + " " + key;
                once.putIfAbsent(mark, p);
                count.merge(mark, 1, Integer::sum);
            }
        }
        once.keySet().removeIf(k -> count.getOrDefault(k, 0) > 1);
        return once;
    }

    /** Where {@code box} of frame {@code from} is in frame {@code to}; empty when the frames do not tell. */
    Optional<Box> moved(int from, int to, Box box) {
        int window = layouts.get(from).windows().stream()
                .filter(w -> w.bounds().contains(box.centerX(), box.centerY()))
                .findFirst()
                .map(w -> w.id())
                .orElse(-1);
        List<Witness> all = pairs.computeIfAbsent((long) from << 32 | to, k -> witnesses(from, to)).stream()
                .filter(w -> w.window() == window)
                .toList();
        List<Witness> column = all.stream().filter(w -> beside(w.box(), box)).toList();
        long lines = marks.get(from).values().stream()
                .filter(p -> p.window() == window && beside(p.box(), box))
                .count();
        // A column of which little is left shows something else now, whatever the panes beside it do.
        boolean own = lines >= MIN_WITNESSES;
        return consensus(own ? column : all)
                .filter(w -> !own || column.size() >= KEPT * lines)
                .map(w -> box.shift(w.dx(), w.dy()))
                .filter(b -> inWindow(to, window, b));
    }

    private static boolean beside(Box a, Box b) {
        return a.x() < b.right() && b.x() < a.right();
    }

    private List<Witness> witnesses(int from, int to) {
        List<Witness> out = new ArrayList<>();
        marks.get(from).forEach((mark, piece) -> {
            Piece there = marks.get(to).get(mark);
            if (there != null) {
                out.add(new Witness(
                        piece.window(),
                        piece.box(),
                        there.box().x() - piece.box().x(),
                        there.box().y() - piece.box().y()));
            }
        });
        return out;
    }

    private static Optional<Witness> consensus(List<Witness> witnesses) {
        if (witnesses.size() < MIN_WITNESSES) {
            return Optional.empty();
        }
        return witnesses.stream()
                .max(Comparator.comparingLong((Witness w) -> agreeing(witnesses, w))
                        .thenComparing(w -> -Math.abs(w.dx()) - Math.abs(w.dy())))
                .filter(w -> agreeing(witnesses, w) >= Math.max(MIN_WITNESSES, AGREEING * witnesses.size()));
    }

    private static long agreeing(List<Witness> witnesses, Witness one) {
        return witnesses.stream()
                .filter(w -> Math.abs(w.dx() - one.dx()) <= SLACK_PX && Math.abs(w.dy() - one.dy()) <= SLACK_PX)
                .count();
    }

    /** Scrolled out of its window, or now below another one, it is not there. */
    private boolean inWindow(int frame, int window, Box box) {
        int owner = layouts.get(frame).windows().stream()
                .filter(w -> w.bounds().contains(box.centerX(), box.centerY()))
                .findFirst()
                .map(w -> w.id())
                .orElse(-1);
        return owner == window;
    }
}
