package dev.scrim.redaction.layout;

import dev.scrim.datasets.model.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Splits a window's content into side-by-side panes at empty vertical strips whose two sides are not one table. */
public final class Panes {
    /** A strip is at least this many median line heights wide. */
    private static final double MIN_GUTTER = 1.4;
    /** Above this share of rows that continue across a strip it separates columns of one table, not panes. */
    private static final double TABLE_SHARE = 0.5;

    private Panes() {}

    /** The panes from left to right, each with its pieces in reading order; at least one when there are pieces. */
    public static List<List<Piece>> split(List<Piece> content) {
        List<List<Piece>> out = new ArrayList<>();
        split(content, out, 0);
        return out;
    }

    /** Whether a pane is a list beside the content: narrow, at the window's side, short entries. */
    public static boolean isSidebar(List<Piece> pane, PlacedWindow window) {
        Box box = pane.stream().map(Piece::box).reduce(Box::union).orElse(new Box(0, 0, 0, 0));
        double words = pane.stream().mapToInt(Piece::wordCount).average().orElse(0);
        boolean left = box.x() - window.bounds().x() < 0.2 * window.bounds().w();
        boolean narrow = box.w() < 0.34 * window.bounds().w();
        boolean endsEarly =
                box.right() - window.bounds().x() < 0.4 * window.bounds().w();
        return left && narrow && endsEarly && words <= 6;
    }

    private static void split(List<Piece> content, List<List<Piece>> out, int depth) {
        if (content.size() < 4 || depth > 3) {
            if (!content.isEmpty()) {
                out.add(content);
            }
            return;
        }
        List<Piece> byX = new ArrayList<>(content);
        byX.sort(Comparator.comparingInt(p -> p.box().x()));
        int height = content.stream().mapToInt(p -> p.box().h()).sorted().toArray()[content.size() / 2];
        int right = byX.get(0).box().right();
        int bestCut = -1;
        double bestWidth = MIN_GUTTER * height;
        for (int i = 1; i < byX.size(); i++) {
            int gap = byX.get(i).box().x() - right;
            if (gap > bestWidth && !isTable(byX.subList(0, i), byX.subList(i, byX.size()))) {
                bestWidth = gap;
                bestCut = right + gap / 2;
            }
            right = Math.max(right, byX.get(i).box().right());
        }
        if (bestCut < 0) {
            out.add(content);
            return;
        }
        int cut = bestCut;
        split(content.stream().filter(p -> p.box().x() < cut).toList(), out, depth + 1);
        split(content.stream().filter(p -> p.box().x() >= cut).toList(), out, depth + 1);
    }

    private static boolean isTable(List<Piece> left, List<Piece> right) {
        List<Piece> few = left.size() < right.size() ? left : right;
        List<Piece> many = few == left ? right : left;
        long paired = few.stream()
                .filter(p -> many.stream()
                        .anyMatch(q -> FrameLayout.sameRow(p.box(), q.box())
                                && Math.abs(p.box().centerY() - q.box().centerY())
                                        < 0.3 * Math.min(p.box().h(), q.box().h())))
                .count();
        return few.size() < 2 || paired > TABLE_SHARE * few.size();
    }
}
