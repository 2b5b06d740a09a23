package dev.scrim.redaction;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.detect.Span;
import dev.scrim.redaction.layout.Piece;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** How far a private span reaches on the screen, where a reader has put spaces and people have put units. */
final class Reach {
    private static final Set<String> AMOUNTS = Set.of("MONEY", "SALARY");
    /** Short texts around an amount are its unit and period: "per year", "today", "a month". */
    private static final int MAX_AMOUNT_WORDS = 5;
    /** A space that a reader saw inside a key is narrower than this share of the height. */
    private static final double NO_SPACE = 0.75;
    /** A name, an equals sign and a value: the value goes on to the end of the line. */
    private static final Pattern ASSIGNMENT = Pattern.compile("^\\s*(?:export\\s+|set\\s+)?[\\w.-]+\\s*=.*");

    /** Behind a street: a comma and a town, with its state or without. */
    private static final Pattern TOWN = Pattern.compile("\\s*,\\s*\\p{Lu}[\\p{L}.'’ -]{1,30}(?:,.{0,20})?\\s*");

    private Reach() {}

    /** Where the span ends in its piece; never before its own end. */
    static int end(Piece piece, Span span) {
        if (span.category() == Category.CREDENTIAL) {
            boolean assigned =
                    ASSIGNMENT.matcher(piece.text()).matches() && span.rule().contains("assigned");
            return assigned ? piece.text().length() : key(piece, span);
        }
        if (span.entity().equals("ADDRESS")
                && TOWN.matcher(piece.text().substring(span.end())).matches()) {
            return piece.text().length();
        }
        if (AMOUNTS.contains(span.entity()) && piece.wordCount() <= MAX_AMOUNT_WORDS) {
            return piece.text().length();
        }
        return span.end();
    }

    /** Takes in the words behind that are pieces of a key too. */
    private static int key(Piece piece, Span span) {
        List<Piece.PieceWord> words = piece.words();
        int end = span.end();
        for (int i = 1; i < words.size(); i++) {
            Piece.PieceWord before = words.get(i - 1);
            Piece.PieceWord word = words.get(i);
            boolean next = before.start() < end && before.end() <= end + 1 && word.start() >= end;
            int gap = word.box().x() - before.box().right();
            if (next
                    && (looksMade(word.text())
                            || (gap < NO_SPACE * word.box().h() / 2
                                    && word.text().length() <= 3))) {
                end = word.end();
            }
        }
        return end;
    }

    /** Letters of both sizes or letters and digits mixed, as no word has them. */
    private static boolean looksMade(String word) {
        boolean digit = word.chars().anyMatch(Character::isDigit);
        boolean letter = word.chars().anyMatch(Character::isLetter);
        boolean inner = word.chars().skip(1).anyMatch(Character::isUpperCase)
                && word.chars().anyMatch(Character::isLowerCase);
        return word.length() >= 3 && ((digit && letter) || inner);
    }
}
