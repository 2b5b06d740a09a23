package dev.scrim.redaction.layout;

import dev.scrim.datasets.model.Box;
import java.util.ArrayList;
import java.util.List;

/**
 * Narrow tables: cells so close that the reader took a row for one line. Where a row of heads names private columns, the
 * rows below are cut where a word starts under a head.
 */
final class Columns {
    /** A cell starts under its head but for this many pixels. */
    private static final int SLACK_PX = 4;
    /** The gap between two cells, in heights; a space is a quarter to a third. */
    private static final double MIN_GAP = 0.45;

    private Columns() {}

    /** The pieces, those that run over several columns of a table with private heads cut. */
    static List<Piece> split(List<Piece> pieces) {
        List<Piece.PieceWord> heads = new ArrayList<>();
        List<Integer> windows = new ArrayList<>();
        for (Piece p : pieces) {
            if (isHeadRow(p) && !holdsValue(p, pieces)) {
                for (Piece q : pieces) {
                    if (q.window() == p.window() && FrameLayout.sameRow(q.box(), p.box())) {
                        for (Piece.PieceWord w : q.words()) {
                            // A small word goes on with the head before it.
                            if (!Character.isLowerCase(w.text().charAt(0))) {
                                heads.add(w);
                                windows.add(q.window());
                            }
                        }
                    }
                }
            }
        }
        if (heads.isEmpty()) {
            return pieces;
        }
        List<Piece> out = new ArrayList<>();
        for (Piece p : pieces) {
            int from = 0;
            for (int i = 1; i < p.words().size(); i++) {
                Piece.PieceWord word = p.words().get(i);
                int gap = word.box().x() - p.words().get(i - 1).box().right();
                if (gap >= MIN_GAP * p.box().h()
                        && startsCell(p, p.words().get(i).box(), heads, windows)) {
                    out.add(part(p, from, i));
                    from = i;
                }
            }
            out.add(from == 0 ? p : part(p, from, p.words().size()));
        }
        return out;
    }

    /** A label of a form has its value in its row, heads of columns have not. */
    private static boolean holdsValue(Piece head, List<Piece> pieces) {
        return pieces.stream()
                .anyMatch(q -> q.window() == head.window()
                        && FrameLayout.sameRow(q.box(), head.box())
                        && q.text().chars().filter(Character::isDigit).count() >= 2);
    }

    /** Short capitalised words without digits, one of them a strongly private field's label. */
    private static boolean isHeadRow(Piece p) {
        if (p.words().isEmpty() || p.wordCount() > 10 || p.text().chars().anyMatch(Character::isDigit)) {
            return false;
        }
        boolean field = FieldLabel.of(p.text()).filter(FieldLabel::strong).isPresent();
        for (Piece.PieceWord w : p.words()) {
            field |= Character.isUpperCase(w.text().charAt(0))
                    && FieldLabel.of(w.text()).filter(FieldLabel::strong).isPresent();
        }
        return field && !p.text().endsWith(":");
    }

    private static boolean startsCell(Piece piece, Box word, List<Piece.PieceWord> heads, List<Integer> windows) {
        for (int i = 0; i < heads.size(); i++) {
            Box head = heads.get(i).box();
            if (windows.get(i) == piece.window()
                    && head.bottom() <= word.y() + head.h() / 3
                    && Math.abs(head.x() - word.x()) <= SLACK_PX) {
                return true;
            }
        }
        return false;
    }

    private static Piece part(Piece p, int from, int to) {
        List<Piece.PieceWord> words = new ArrayList<>();
        int shift = p.words().get(from).start();
        for (Piece.PieceWord w : p.words().subList(from, to)) {
            words.add(new Piece.PieceWord(w.line(), w.start() - shift, w.text(), w.box()));
        }
        Box box = words.stream().map(Piece.PieceWord::box).reduce(Box::union).orElse(p.box());
        String text = p.text().substring(shift, p.words().get(to - 1).end());
        return new Piece(p.index(), words, text, box, p.confidence(), p.window(), p.chrome());
    }
}
