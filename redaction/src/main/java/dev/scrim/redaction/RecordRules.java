package dev.scrim.redaction;

import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Finding;
import dev.scrim.redaction.FrameScene.WindowScene;
import dev.scrim.redaction.layout.FrameLayout;
import dev.scrim.redaction.layout.KindScores;
import dev.scrim.redaction.layout.Notices;
import dev.scrim.redaction.layout.Piece;
import dev.scrim.redaction.layout.WordLists;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Records about persons: everything in a table's row that begins with a person belongs to that person, and what is
 * written in sentences on a personnel page is an opinion about somebody.
 */
final class RecordRules {
    /** Sentences have so many words or more; captions fewer. */
    private static final int SENTENCE = 5;
    /** Cells of one row are at most this many heights apart. */
    private static final double REACH = 120;

    private static final Set<String> PERSONS = Set.of("PERSON", "EMPLOYEE_ID");

    private final PieceRules pieces;
    private final WordLists lists = WordLists.standard();

    RecordRules(PieceRules pieces) {
        this.pieces = pieces;
    }

    /** Adds cells of rows with a person {@code found} in this frame, and sentences of personnel pages. */
    void find(FrameScene frame, WindowScene scene, Category category, List<Finding> found, Finds out) {
        FrameLayout layout = frame.layout();
        Furniture furniture = pieces.furniture(frame);
        List<Finding> names =
                found.stream().filter(f -> PERSONS.contains(f.entity())).toList();
        List<Piece> persons = new ArrayList<>();
        for (Piece piece : scene.content()) {
            if (isPerson(piece, names)) {
                persons.add(piece);
            }
        }
        boolean personnel = category == Category.HR && !KindScores.isCode(scene.content());
        List<Piece> sentences = personnel
                ? layout.pieces().stream().filter(RecordRules::isSentence).toList()
                : List.of();
        for (Piece piece : scene.content()) {
            boolean rest = !piece.words().isEmpty() && endsSentence(sentences, piece);
            if (piece.words().isEmpty()
                    || furniture.has(piece)
                    || frame.labels().isFormLabel(piece)) {
                continue;
            }
            boolean cell = persons.stream()
                            .anyMatch(p -> p.index() != piece.index()
                                    && FrameLayout.sameRow(p.box(), piece.box())
                                    && piece.box().x() > p.box().right()
                                    && piece.box().x() - p.box().right()
                                            < REACH * p.box().h())
                    && isTable(piece, persons)
                    && !isAction(frame, piece);
            if (!cell && !rest && isCaption(piece)) {
                continue;
            }
            boolean sentence = rest || (personnel && isSentence(piece));
            boolean note = category == Category.HR && persons.stream().anyMatch(p -> isUnder(p, piece));
            if (cell || sentence || note) {
                out.whole(layout, piece, category, "NOTE", 0.7, cell ? "record.cell" : "record.sentence");
            }
        }
    }

    /** Two rows with persons at the same place, one of them this piece's: a table, not a label beside a value. */
    private static boolean isTable(Piece piece, List<Piece> persons) {
        return persons.stream()
                .filter(p -> FrameLayout.sameRow(p.box(), piece.box()))
                .anyMatch(p -> persons.stream()
                        .anyMatch(q -> q.index() != p.index()
                                && q.window() == p.window()
                                && Math.abs(q.box().x() - p.box().x())
                                        <= p.box().h()
                                && !FrameLayout.sameRow(q.box(), p.box())));
    }

    /** Whether it stands close below the person's name, as on a card. */
    private static boolean isUnder(Piece person, Piece piece) {
        int gap = piece.box().y() - person.box().bottom();
        return Math.abs(piece.box().x() - person.box().x())
                        <= Math.max(4, person.box().h() / 2)
                && gap > -person.box().h() / 3
                && gap < person.box().h()
                && piece.wordCount() >= 2;
    }

    /** Words of which some are small: titles and rows of buttons have capitals. */
    private static boolean isSentence(Piece piece) {
        long small = piece.words().stream()
                .filter(w -> Character.isLowerCase(w.text().charAt(0)))
                .count();
        long words = piece.words().stream()
                .filter(w -> w.text().chars().filter(Character::isLetter).count() >= 2)
                .count();
        return words >= SENTENCE && small * 5 >= words * 2;
    }

    /** The last, short row of a paragraph whose row above is a sentence. */
    private static boolean endsSentence(List<Piece> sentences, Piece piece) {
        return sentences.stream()
                .anyMatch(p -> p.window() == piece.window()
                        && Math.abs(p.box().x() - piece.box().x())
                                <= Math.max(4, p.box().h() / 3)
                        && piece.box().y() > p.box().y()
                        && piece.box().y() - p.box().bottom() < 0.8 * p.box().h()
                        && Math.abs(p.box().h() - piece.box().h())
                                <= Math.max(4, p.box().h() / 3));
    }

    /** What is the same in every person's row: buttons, marks, and the labels of cards. A heading's words are a value there. */
    private boolean isAction(FrameScene frame, Piece piece) {
        String text = piece.text();
        return lists.isInterface(text)
                || lists.isPrompt(text)
                || isCommand(text)
                || frame.labels().field(piece).isPresent()
                || text.chars().noneMatch(Character::isLetterOrDigit);
    }

    /** A word of interfaces and a heading: "Find patient". */
    private boolean isCommand(String text) {
        List<String> words = WordLists.tokens(text);
        return words.size() >= 2 && lists.isInterfaceWord(words.get(0)) && lists.isHeading(text);
    }

    /** A heading, a question, or words of interfaces. */
    private boolean isCaption(Piece piece) {
        String text = piece.text().strip();
        return lists.isInterface(text)
                || lists.isHeading(text)
                || lists.isPrompt(text)
                || Notices.isNotice(piece)
                || text.endsWith("?")
                || (text.endsWith(":") && piece.wordCount() <= SENTENCE)
                || text.chars().noneMatch(Character::isLetterOrDigit);
    }

    private static boolean isPerson(Piece piece, List<Finding> names) {
        return names.stream()
                .anyMatch(f -> f.place() instanceof Finding.OnScreen on
                        && f.text().length() * 2 > piece.text().length()
                        && on.boxes().stream()
                                .anyMatch(b -> b.commonArea(piece.box()) * 2
                                        > piece.box().area()));
    }
}
