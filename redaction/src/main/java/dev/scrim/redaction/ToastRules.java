package dev.scrim.redaction;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.redaction.layout.FrameLayout;
import dev.scrim.redaction.layout.Piece;
import dev.scrim.redaction.layout.PlacedWindow;
import dev.scrim.redaction.layout.Speakers;
import dev.scrim.redaction.text.Folding;
import java.util.ArrayList;
import java.util.List;

/**
 * Notifications: a few rows, a name or program over a message, that come for some seconds at a corner of the screen on
 * top of whatever is there. Sender and message are private.
 */
final class ToastRules {
    /** Toasts of common desktops leave after 5 to 10 seconds. */
    private static final long MAX_LIFE_US = 20_000_000L;

    private static final int MAX_ROWS = 6;
    /** Toasts of a stack start at the same place but for so many pixels. */
    private static final int STACK_PX = 4;
    /** Rows of a toast are closer than this many heights. */
    private static final double ROW_GAP = 1.1;

    private final PieceRules names;

    ToastRules(PieceRules names) {
        this.names = names;
    }

    void find(List<FrameScene> frames, int at, Finds out) {
        FrameLayout layout = frames.get(at).layout();
        List<Piece> heads = new ArrayList<>();
        for (Piece head : layout.pieces()) {
            if (!head.words().isEmpty()
                    && inCorner(head.box(), layout.view().viewport())
                    && isToast(frames, at, head, false, out)) {
                heads.add(head);
            }
        }
        // Toasts stand in a stack: what starts where one of them starts is another one.
        for (Piece head : layout.pieces()) {
            boolean stack = heads.stream()
                    .anyMatch(h -> h.index() != head.index()
                            && Math.abs(h.box().x() - head.box().x()) <= STACK_PX
                            && Math.abs(h.box().h() - head.box().h()) <= STACK_PX);
            if (stack && !head.words().isEmpty() && !heads.contains(head)) {
                isToast(frames, at, head, true, out);
            }
        }
    }

    private boolean isToast(List<FrameScene> frames, int at, Piece head, boolean stacked, Finds out) {
        FrameLayout layout = frames.get(at).layout();
        List<Piece> rows = rows(layout, head);
        if (rows.size() < 2 || rows.size() > MAX_ROWS) {
            return false;
        }
        String sender = Speakers.nameOf(head.text());
        boolean person =
                Speakers.looksLikeName(sender) && !names.names(sender, true).isEmpty();
        boolean body = rows.stream().skip(1).anyMatch(p -> p.wordCount() >= 3);
        boolean outOfPlace = rows.stream().anyMatch(p -> p.window() < 0 || crosses(layout, p));
        boolean toast = body
                && (person || ((outOfPlace || stacked) && Speakers.looksLikeName(sender)))
                && isBrief(frames, at, head);
        if (toast) {
            for (Piece row : rows) {
                boolean first = row.index() == head.index();
                out.whole(layout, row, Category.CHAT, first && person ? "PERSON" : "MESSAGE", 0.8, "toast.message");
            }
        }
        return toast;
    }

    /** The rows below that continue {@code head}: the same left edge and close spacing; empty when one is above. */
    private static List<Piece> rows(FrameLayout layout, Piece head) {
        List<Piece> rows = new ArrayList<>();
        for (Piece p : layout.pieces()) {
            if (p.index() != head.index() && stacked(p, head)) {
                return rows;
            }
        }
        rows.add(head);
        boolean grown = true;
        while (grown && rows.size() <= MAX_ROWS) {
            grown = false;
            Piece last = rows.get(rows.size() - 1);
            for (Piece p : layout.pieces()) {
                if (stacked(last, p) && !rows.contains(p)) {
                    rows.add(p);
                    grown = true;
                    break;
                }
            }
        }
        return rows;
    }

    private static boolean stacked(Piece upper, Piece lower) {
        Box u = upper.box();
        Box l = lower.box();
        int h = Math.min(u.h(), l.h());
        int gap = l.y() - u.bottom();
        return !upper.words().isEmpty()
                && !lower.words().isEmpty()
                && gap > -h / 2
                && gap < ROW_GAP * h
                && Math.abs(u.x() - l.x()) <= Math.max(4, h / 3);
    }

    /** Whether the piece sticks out of the window that holds its middle, by more than a misplaced letter. */
    private static boolean crosses(FrameLayout layout, Piece piece) {
        return layout.window(piece.window())
                .map(PlacedWindow::bounds)
                .filter(w -> !w.grow(piece.box().h(), piece.box().h()).contains(piece.box()))
                .isPresent();
    }

    private static boolean inCorner(Box box, Viewport screen) {
        boolean side = box.x() > 0.55 * screen.widthPx() || box.right() < 0.4 * screen.widthPx();
        boolean edge = box.y() < 0.25 * screen.heightPx() || box.y() > 0.7 * screen.heightPx();
        return side && edge;
    }

    /** Whether the text stands there for a short time only; a single frame cannot tell and counts as brief. */
    private static boolean isBrief(List<FrameScene> frames, int at, Piece head) {
        long from = frames.get(at).tUs();
        long to = from;
        int i = at;
        while (i > 0 && shows(frames.get(i - 1), head)) {
            from = frames.get(--i).tUs();
        }
        int j = at;
        while (j + 1 < frames.size() && shows(frames.get(j + 1), head)) {
            to = frames.get(++j).tUs();
        }
        boolean always = i == 0 && j == frames.size() - 1 && frames.size() > 1;
        return !always && to - from <= MAX_LIFE_US;
    }

    private static boolean shows(FrameScene frame, Piece head) {
        String key = Folding.key(head.text()).text();
        return frame.layout().pieces().stream()
                .anyMatch(p -> p.box().intersects(head.box())
                        && (Folding.key(p.text()).text().equals(key) || p.text().contains(head.text())));
    }
}
