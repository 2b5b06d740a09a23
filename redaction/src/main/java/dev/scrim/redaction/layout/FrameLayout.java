package dev.scrim.redaction.layout;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.PlacedLine;
import dev.scrim.datasets.model.ScreenView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One frame's text in order: pieces, blocks and the windows that show them.
 *
 * @param pieces top to bottom, then left to right; a piece's index is its place here
 * @param windows topmost first
 */
public record FrameLayout(ScreenView view, List<Piece> pieces, List<Block> blocks, List<PlacedWindow> windows) {
    /** Inside a line, a gap wider than this many line heights starts a new cell (a space is a third of the height). */
    private static final double CELL_GAP = 1.6;
    /** Lines of one row closer than this many heights are one piece that the reader split. */
    private static final double JOIN_GAP = 0.7;
    /** Rows of one paragraph are closer than this many heights (line spacing 1.2 to 1.8 leaves 0.3 to 0.9). */
    private static final double BLOCK_GAP = 1.0;

    /** Taller than this at scale 1 no line of running text is. */
    private static final double MAX_LINE_PX = 56;
    /** A line within this many heights of a window's edge goes on under it. */
    private static final double EDGE_REACH = 1.5;

    public FrameLayout {
        pieces = List.copyOf(pieces);
        blocks = List.copyOf(blocks);
        windows = List.copyOf(windows);
    }

    /** Arranges the lines of one frame. */
    public static FrameLayout of(ScreenView view, WindowStack stack) {
        List<PlacedWindow> windows = stack.at(view);
        List<Piece> raw = new ArrayList<>();
        for (int i = 0; i < view.lines().size(); i++) {
            if (isText(view.lines().get(i), view.viewport().scale())) {
                split(i, view.lines().get(i), windows, raw);
            }
        }
        List<Piece> joined = join(raw);
        joined.replaceAll(p -> toEdge(p, windows));
        joined = Columns.split(joined);
        Map<Integer, Integer> chromeBottom = new TreeMap<>();
        for (PlacedWindow w : windows) {
            chromeBottom.put(w.id(), Chrome.bottom(w, joined, view.viewport().scale()));
        }
        joined.sort(Comparator.comparingInt((Piece p) -> p.box().y())
                .thenComparingInt(p -> p.box().x()));
        List<Piece> pieces = new ArrayList<>();
        for (Piece p : joined) {
            Integer bottom = chromeBottom.get(p.window());
            boolean chrome = bottom != null && p.box().centerY() < bottom;
            pieces.add(new Piece(pieces.size(), p.words(), p.text(), p.box(), p.confidence(), p.window(), chrome));
        }
        return new FrameLayout(view, pieces, blocks(pieces), windows);
    }

    /** The window with this id. */
    public Optional<PlacedWindow> window(int id) {
        return windows.stream().filter(w -> w.id() == id).findFirst();
    }

    /** Whether the two stand in one row. */
    public static boolean sameRow(Box a, Box b) {
        int common = Math.min(a.bottom(), b.bottom()) - Math.max(a.y(), b.y());
        return common > 0.5 * Math.min(a.h(), b.h()) && Math.max(a.h(), b.h()) < 2.6 * Math.min(a.h(), b.h());
    }

    /** No line of text: a frame or picture that the reader took for one, or the rule between two cells. */
    private static boolean isText(PlacedLine placed, double scale) {
        Box box = placed.box();
        long letters =
                placed.line().text().chars().filter(Character::isLetterOrDigit).count();
        boolean huge = box.h() > MAX_LINE_PX * scale && letters * box.h() < box.w() * 4L && letters < 8;
        boolean upright = box.h() > 3 * box.w() && letters <= 1;
        boolean speck = box.w() < 4 || box.h() < 4;
        return !huge && !upright && !speck;
    }

    /** What another window cuts off shows half letters up to its edge: the box goes on to the edge. */
    private static Piece toEdge(Piece piece, List<PlacedWindow> windows) {
        Box box = piece.box();
        for (PlacedWindow above : windows) {
            if (above.id() == piece.window()) {
                break;
            }
            Box cover = above.bounds();
            if (cover.y() < box.bottom() && box.y() < cover.bottom()) {
                int left = box.x() - cover.right();
                int right = cover.x() - box.right();
                if (left > 0 && left < EDGE_REACH * box.h()) {
                    box = box.union(new Box(cover.right(), box.y(), 0, box.h()));
                } else if (right > 0 && right < EDGE_REACH * box.h()) {
                    box = box.union(new Box(cover.x(), box.y(), 0, box.h()));
                }
            }
        }
        return box.equals(piece.box())
                ? piece
                : new Piece(
                        piece.index(),
                        stretched(piece.words(), box),
                        piece.text(),
                        box,
                        piece.confidence(),
                        piece.window(),
                        piece.chrome());
    }

    /** The first and the last word reach to the ends of the box. */
    private static List<Piece.PieceWord> stretched(List<Piece.PieceWord> words, Box box) {
        List<Piece.PieceWord> out = new ArrayList<>(words);
        if (!out.isEmpty()) {
            Piece.PieceWord first = out.get(0);
            out.set(
                    0,
                    first.widened(
                            new Box(box.x(), first.box().y(), 0, first.box().h())));
            Piece.PieceWord last = out.get(out.size() - 1);
            out.set(
                    out.size() - 1,
                    last.widened(
                            new Box(box.right(), last.box().y(), 0, last.box().h())));
        }
        return out;
    }

    private static void split(int index, PlacedLine placed, List<PlacedWindow> windows, List<Piece> out) {
        Box line = placed.box();
        int count = placed.line().words().size();
        if (count == 0 || placed.line().text().isBlank()) {
            out.add(new Piece(0, List.of(), "", line, 0f, ownerOf(line, windows), false));
            return;
        }
        int from = 0;
        for (int i = 1; i <= count; i++) {
            int gap = i == count
                    ? 0
                    : placed.wordBox(i).x() - placed.wordBox(i - 1).right();
            if (i == count || gap > CELL_GAP * line.h()) {
                out.add(piece(index, placed, from, i, windows));
                from = i;
            }
        }
    }

    private static Piece piece(int index, PlacedLine placed, int from, int to, List<PlacedWindow> windows) {
        Box line = placed.box();
        List<Piece.PieceWord> words = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        double confidence = 0;
        for (int i = from; i < to; i++) {
            Box box = placed.wordBox(i);
            int top = Math.min(line.y(), box.y());
            int bottom = Math.max(line.bottom(), box.bottom());
            if (!text.isEmpty()) {
                text.append(' ');
            }
            String word = placed.line().words().get(i).text();
            words.add(new Piece.PieceWord(index, text.length(), word, new Box(box.x(), top, box.w(), bottom - top)));
            text.append(word);
            confidence += placed.line().words().get(i).confidence();
        }
        Box box = words.stream().map(Piece.PieceWord::box).reduce(Box::union).orElse(line);
        if (from == 0) {
            box = box.union(new Box(line.x(), line.y(), 0, line.h()));
        }
        if (to == placed.line().words().size()) {
            box = box.union(new Box(line.right(), line.y(), 0, line.h()));
        }
        return new Piece(
                0, words, text.toString(), box, (float) (confidence / (to - from)), ownerOf(box, windows), false);
    }

    private static int ownerOf(Box box, List<PlacedWindow> windows) {
        for (PlacedWindow w : windows) {
            if (w.bounds().contains(box.centerX(), box.centerY())) {
                return w.id();
            }
        }
        return -1;
    }

    /** Unites neighbours of one row that only the reader split. */
    private static List<Piece> join(List<Piece> raw) {
        List<Piece> sorted = new ArrayList<>(raw);
        sorted.sort(Comparator.comparingInt((Piece p) -> p.box().x())
                .thenComparingInt(p -> p.box().y()));
        List<Piece> out = new ArrayList<>();
        for (Piece next : sorted) {
            int home = -1;
            for (int i = out.size() - 1; i >= 0 && home < 0 && !next.words().isEmpty(); i--) {
                Piece left = out.get(i);
                int gap = next.box().x() - left.box().right();
                int height = Math.min(left.box().h(), next.box().h());
                if (!left.words().isEmpty()
                        && left.window() == next.window()
                        && gap > -height / 2
                        && gap < JOIN_GAP * height
                        && sameRow(left.box(), next.box())) {
                    home = i;
                }
            }
            if (home < 0) {
                out.add(next);
            } else {
                out.set(home, concat(out.get(home), next));
            }
        }
        return out;
    }

    private static Piece concat(Piece left, Piece right) {
        List<Piece.PieceWord> words = new ArrayList<>(left.words());
        int shift = left.text().length() + 1;
        for (Piece.PieceWord w : right.words()) {
            words.add(new Piece.PieceWord(w.line(), w.start() + shift, w.text(), w.box()));
        }
        int n = left.words().size();
        int m = right.words().size();
        return new Piece(
                0,
                words,
                left.text() + " " + right.text(),
                left.box().union(right.box()),
                (left.confidence() * n + right.confidence() * m) / (n + m),
                left.window(),
                false);
    }

    private static List<Block> blocks(List<Piece> pieces) {
        int[] root = new int[pieces.size()];
        Arrays.setAll(root, i -> i);
        for (int i = 0; i < pieces.size(); i++) {
            for (int j = i + 1; j < pieces.size(); j++) {
                if (stacked(pieces.get(i), pieces.get(j))) {
                    int a = find(root, i);
                    int b = find(root, j);
                    root[Math.max(a, b)] = Math.min(a, b);
                }
            }
        }
        Map<Integer, List<Piece>> groups = new TreeMap<>();
        for (int i = 0; i < pieces.size(); i++) {
            groups.computeIfAbsent(find(root, i), k -> new ArrayList<>()).add(pieces.get(i));
        }
        return groups.values().stream().map(Block::of).toList();
    }

    private static boolean stacked(Piece a, Piece b) {
        int h = Math.min(a.box().h(), b.box().h());
        int gap = Math.max(a.box().y(), b.box().y())
                - Math.min(a.box().bottom(), b.box().bottom());
        int common = Math.min(a.box().right(), b.box().right())
                - Math.max(a.box().x(), b.box().x());
        return a.window() == b.window()
                && a.chrome() == b.chrome()
                && gap < BLOCK_GAP * h
                && common > 0
                && Math.max(a.box().h(), b.box().h()) < 1.8 * h;
    }

    private static int find(int[] root, int i) {
        int r = i;
        while (root[r] != r) {
            r = root[r];
        }
        root[i] = r;
        return r;
    }
}
