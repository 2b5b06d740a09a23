package dev.scrim.redaction;

import dev.scrim.datasets.model.Box;
import dev.scrim.redaction.layout.FieldLabel;
import dev.scrim.redaction.layout.FrameLayout;
import dev.scrim.redaction.layout.Piece;
import dev.scrim.redaction.layout.PlacedWindow;
import dev.scrim.redaction.layout.WordLists;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Menus, toolbars, navigation and the head rows of tables, known by the company they keep: a row or column of short texts
 * most of which are words of interfaces is furniture as a whole. A text that reads as a name never is.
 */
final class Furniture {
    /** Entries of menus and heads of columns have so many words at most. */
    private static final int MAX_WORDS = 3;

    private static final int MIN_ROW = 3;
    private static final int MIN_COLUMN = 4;
    /** Share of a row or column that must be known words. */
    private static final double KNOWN = 0.5;
    /** Menus and toolbars lie within this share of a window's height from its top. */
    private static final double TOP = 0.16;
    /** Entries of one navigation column are at most this many heights apart. */
    private static final double MAX_GAP = 3.2;

    private final WordLists lists = WordLists.standard();
    private final Set<Integer> pieces = new HashSet<>();

    /**
     * Furniture of one frame.
     *
     * @param isName whether a short text reads as a person's name
     */
    Furniture(FrameLayout layout, Predicate<String> isName) {
        List<Piece> entries = new ArrayList<>();
        for (Piece p : layout.pieces()) {
            if (!p.words().isEmpty()
                    && p.wordCount() <= MAX_WORDS
                    && p.text().chars().noneMatch(Character::isDigit)
                    && p.text().chars().anyMatch(Character::isLetter)
                    && (isKnown(p) || !isName.test(p.text()))) {
                entries.add(p);
            }
        }
        for (Piece first : entries) {
            row(layout, entries, first);
            column(entries, first);
        }
    }

    boolean has(Piece piece) {
        return pieces.contains(piece.index());
    }

    private boolean isKnown(Piece p) {
        return lists.isInterface(p.text())
                || lists.isHeading(p.text())
                || lists.knownShare(p.text()) >= 1
                || FieldLabel.of(p.text()).isPresent();
    }

    private void row(FrameLayout layout, List<Piece> entries, Piece first) {
        List<Piece> row = new ArrayList<>();
        for (Piece p : layout.pieces()) {
            if (p.window() == first.window()
                    && level(p.box(), first.box())
                    && !p.words().isEmpty()) {
                if (!entries.contains(p)) {
                    return;
                }
                row.add(p);
            }
        }
        if (row.size() >= MIN_ROW && isMostlyKnown(row) && (isTop(layout, first) || isHead(layout, row))) {
            row.forEach(p -> pieces.add(p.index()));
        }
    }

    private void column(List<Piece> entries, Piece first) {
        List<Piece> aligned = new ArrayList<>();
        for (Piece p : entries) {
            if (p.window() == first.window()
                    && Math.abs(p.box().x() - first.box().x())
                            <= Math.max(4, first.box().h() / 4)
                    && p.box().y() >= first.box().y()) {
                aligned.add(p);
            }
        }
        aligned.sort(Comparator.comparingInt(p -> p.box().y()));
        List<Piece> run = new ArrayList<>();
        for (Piece p : aligned) {
            if (!run.isEmpty()
                    && p.box().y() - run.get(run.size() - 1).box().bottom()
                            > MAX_GAP * first.box().h()) {
                break;
            }
            run.add(p);
        }
        if (run.size() >= MIN_COLUMN && isMostlyKnown(run)) {
            run.forEach(p -> pieces.add(p.index()));
        }
    }

    private boolean isMostlyKnown(List<Piece> some) {
        return some.stream().filter(this::isKnown).count() >= KNOWN * some.size();
    }

    private static boolean isTop(FrameLayout layout, Piece piece) {
        return layout.window(piece.window())
                .map(PlacedWindow::bounds)
                .filter(w -> piece.box().y() - w.y() < TOP * w.h())
                .isPresent();
    }

    /** Whether the row heads a table: cells with digits stand below two of its entries, and none above. */
    private static boolean isHead(FrameLayout layout, List<Piece> row) {
        int below = 0;
        int columns = 0;
        for (Piece head : row) {
            boolean cells = false;
            for (Piece p : layout.pieces()) {
                boolean same = p.window() == head.window()
                        && p.box().x() < head.box().right() + head.box().h()
                        && head.box().x() < p.box().right();
                int gap = p.box().y() - head.box().bottom();
                if (same && gap >= 0 && gap < 4 * head.box().h()) {
                    cells = true;
                    below += p.text().chars().anyMatch(Character::isDigit) ? 1 : 0;
                }
            }
            columns += cells ? 1 : 0;
        }
        return columns * 2 >= row.size() && columns >= 2 && below >= 1;
    }

    private static boolean level(Box a, Box b) {
        return Math.abs(a.centerY() - b.centerY()) < 0.4 * Math.max(a.h(), b.h());
    }
}
