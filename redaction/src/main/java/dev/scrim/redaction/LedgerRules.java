package dev.scrim.redaction;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.FrameScene.WindowScene;
import dev.scrim.redaction.layout.FrameLayout;
import dev.scrim.redaction.layout.Piece;
import dev.scrim.redaction.layout.WordLists;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Windows of banks and brokers: whom somebody paid and what for is as private as how much. The rows of statements have a
 * date and an amount; everything that is said between them goes with them.
 */
final class LedgerRules {
    private static final String CURRENCY = "(?:[$€£¥₹]|R\\$|Rs\\.?|kr\\.?|zł|[A-Z]{3})";
    private static final Pattern AMOUNT = Pattern.compile(
            "[-+(−]?\\s?" + CURRENCY + "?\\s?[-+−]?\\s?\\d{1,3}(?:[,.' ]?\\d{3})*[.,]\\d{2}\\)?(?:\\s?(?:" + CURRENCY
                    + "|CR|DR))?|[-+−]?\\s?" + CURRENCY
                    + "\\s?\\d{1,3}(?:[,.' ]?\\d{3})*|\\d{1,3}(?:[,.' ]?\\d{3})+\\s?" + CURRENCY
                    + "|\\d+[.,]\\d{3,8}\\s?[A-Z]{3}");
    /** Money that comes in or goes out, which balances and prices do not say. */
    private static final Pattern SIGNED = Pattern.compile("^[-+−].*|.*(?:CR|DR)$");

    private static final Pattern DATE = Pattern.compile(
            "(?i).*(?:\\b\\d{1,4}[/.-]\\d{1,2}(?:[/.-]\\d{1,4})?\\b|\\b\\d{1,2}\\.? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
                    + "|\\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.? \\d{1,2}\\b|\\btoday\\b|\\byesterday\\b).*");
    /** Rows of two lines: the second, smaller one is at most this many heights below the first. */
    private static final double NEXT_LINE = 1.2;

    private final WordLists lists = WordLists.standard();

    void find(FrameScene frame, WindowScene scene, Finds out) {
        FrameLayout layout = frame.layout();
        for (Piece amount : scene.content()) {
            if (!AMOUNT.matcher(amount.text().strip()).matches()) {
                continue;
            }
            out.whole(layout, amount, Category.FINANCE, "MONEY", 0.8, "ledger.amount");
            List<Piece> row = new ArrayList<>();
            for (Piece p : scene.content()) {
                if (p.box().right() <= amount.box().x() && beside(p, amount)) {
                    row.add(p);
                }
            }
            boolean signed = SIGNED.matcher(amount.text().strip()).matches();
            if (!signed && row.stream().noneMatch(p -> DATE.matcher(p.text()).matches())) {
                continue;
            }
            for (Piece p : row) {
                boolean words = p.text().chars().filter(Character::isLetter).count() >= 2;
                if (words && !lists.isInterface(p.text()) && !lists.isHeading(p.text()) && !isDate(p.text())) {
                    out.whole(layout, p, Category.FINANCE, "TRANSACTION", 0.8, "ledger.row");
                }
            }
        }
    }

    /** A date and nothing else. */
    private static boolean isDate(String text) {
        return DATE.matcher(text).matches()
                && WordLists.tokens(text).size() <= 3
                && text.chars().filter(Character::isLetter).count() <= 9;
    }

    private static boolean beside(Piece p, Piece amount) {
        double reach = amount.box().h() * (0.5 + NEXT_LINE);
        return !p.words().isEmpty() && Math.abs(p.box().centerY() - amount.box().centerY()) <= reach;
    }
}
