package dev.scrim.redaction;

import dev.scrim.datasets.model.Box;
import dev.scrim.redaction.layout.FrameLayout;
import dev.scrim.redaction.layout.Piece;
import dev.scrim.redaction.layout.WordLists;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Lists and columns of tables hold things of one sort. Where most cells under each other read as names all of them are,
 * also the rare one; where hardly any does, the one that does is a part, a place or a product.
 */
final class NameColumns {
    /** What a column says about its cells. */
    enum Vote {
        NAMES,
        OTHERS,
        NONE
    }

    /** A column is at least this many cells. */
    private static final int MIN_CELLS = 4;
    /** From this share of cells that read as names on all are. */
    private static final double MOST = 0.6;
    /** Up to this share none is. */
    private static final double FEW = 0.34;
    /** Cells of one column are at most this many heights apart. */
    private static final double MAX_GAP = 4;
    /** Longer texts are sentences, not cells. */
    private static final int MAX_WORDS = 4;

    private final Map<Integer, Vote> votes = new HashMap<>();

    /**
     * Votes of one frame.
     *
     * @param isName whether a cell's text reads as a person's name
     */
    NameColumns(FrameLayout layout, Predicate<String> isName) {
        WordLists lists = WordLists.standard();
        List<Piece> cells = new ArrayList<>();
        for (Piece p : layout.pieces()) {
            boolean words = !p.words().isEmpty() && p.wordCount() <= MAX_WORDS && !p.chrome();
            if (words
                    && p.text().chars().filter(Character::isLetter).count() >= 2
                    && !lists.isInterface(p.text())
                    && !lists.isHeading(p.text())) {
                cells.add(p);
            }
        }
        cells.sort(Comparator.comparingInt(Piece::window)
                .thenComparingInt(p -> p.box().x())
                .thenComparingInt(p -> p.box().y()));
        for (int i = 0; i < cells.size(); i++) {
            if (!votes.containsKey(cells.get(i).index())) {
                vote(column(cells, i), isName);
            }
        }
    }

    /** What the column of {@code piece} says, {@link Vote#NONE} when it stands in none. */
    Vote of(Piece piece) {
        return votes.getOrDefault(piece.index(), Vote.NONE);
    }

    private void vote(List<Piece> column, Predicate<String> isName) {
        Vote vote = Vote.NONE;
        if (column.size() >= MIN_CELLS) {
            long names = column.stream().filter(p -> isName.test(p.text())).count();
            vote = names >= MOST * column.size() ? Vote.NAMES : names <= FEW * column.size() ? Vote.OTHERS : Vote.NONE;
        }
        for (Piece p : column) {
            votes.put(p.index(), vote);
        }
    }

    /** The cells from {@code first} on that start at the same place, close under each other and of one height. */
    private static List<Piece> column(List<Piece> cells, int first) {
        Box head = cells.get(first).box();
        List<Piece> aligned = new ArrayList<>();
        for (Piece p : cells) {
            if (p.window() == cells.get(first).window()
                    && Math.abs(p.box().x() - head.x()) <= Math.max(4, head.h() / 4)
                    && Math.max(p.box().h(), head.h()) <= 1.6 * Math.min(p.box().h(), head.h())) {
                aligned.add(p);
            }
        }
        aligned.sort(Comparator.comparingInt(p -> p.box().y()));
        List<Piece> run = new ArrayList<>();
        boolean mine = false;
        for (Piece p : aligned) {
            if (!run.isEmpty() && p.box().y() - run.get(run.size() - 1).box().bottom() > MAX_GAP * head.h()) {
                if (mine) {
                    break;
                }
                run.clear();
            }
            run.add(p);
            mine |= p.index() == cells.get(first).index();
        }
        return run;
    }
}
