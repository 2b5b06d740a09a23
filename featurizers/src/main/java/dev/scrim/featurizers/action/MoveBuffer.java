package dev.scrim.featurizers.action;

import dev.scrim.datasets.model.DropCode;
import dev.scrim.datasets.model.MouseEvent;
import dev.scrim.datasets.model.StreamKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Pointer movement that has led to nothing yet, in slices of time, no longer back than an approach can be. */
final class MoveBuffer {
    private static final long SLICE_US = 40_000;

    private record Slice(long startUs, long endUs, long first, long last) {
        EventClaims.Range range() {
            return new EventClaims.Range(StreamKind.MOUSE, first, last);
        }
    }

    private final ActionProfile profile;
    private final AtomQueue queue;
    private final Deque<Slice> slices = new ArrayDeque<>();

    MoveBuffer(ActionProfile profile, AtomQueue queue) {
        this.profile = profile;
        this.queue = queue;
    }

    void add(MouseEvent move) {
        Slice last = slices.peekLast();
        if (last != null && last.last() + 1 == move.ordinal() && move.tUs() - last.startUs() < SLICE_US) {
            slices.removeLast();
            slices.addLast(new Slice(last.startUs(), move.tUs(), last.first(), move.ordinal()));
        } else {
            slices.addLast(new Slice(move.tUs(), move.tUs(), move.ordinal(), move.ordinal()));
        }
        expire(move.tUs());
    }

    /** Movement too old to be an approach was idle. */
    void expire(long nowUs) {
        while (!slices.isEmpty()
                && slices.getFirst().endUs() < nowUs - profile.approachUs() - profile.approachDwellUs()) {
            idle(slices.removeFirst());
        }
    }

    /** When the movement that leads to a press at {@code tUs} began; {@code tUs} without one. */
    long approachStart(long tUs) {
        long startUs = tUs;
        long restUs = profile.approachDwellUs();
        for (Slice slice : (Iterable<Slice>) slices::descendingIterator) {
            if (startUs - slice.endUs() > restUs || tUs - slice.startUs() > profile.approachUs()) {
                break;
            }
            startUs = slice.startUs();
            restUs = profile.approachRestUs();
        }
        return startUs;
    }

    /** Gives {@code atom} the movement since {@code fromUs}; what came before was idle. */
    void give(Atom atom, long fromUs) {
        for (Slice slice : List.copyOf(slices)) {
            if (slice.startUs() >= fromUs) {
                queue.claim(atom, slice.range());
            } else {
                idle(slice);
            }
        }
        slices.clear();
    }

    /** A cut or the end: none of it led anywhere. */
    void clear() {
        slices.forEach(this::idle);
        slices.clear();
    }

    private void idle(Slice slice) {
        queue.drop(slice.range(), DropCode.IDLE_MOVE);
    }
}
