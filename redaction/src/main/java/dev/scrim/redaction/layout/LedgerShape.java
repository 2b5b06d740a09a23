package dev.scrim.redaction.layout;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What windows about somebody's money have and shops and price lists have not: amounts that come in or go out with their
 * sign, and numbers of cards and accounts.
 */
final class LedgerShape {
    private static final String CURRENCY = "(?:[$€£¥₹]|R\\$|Rs\\.?|kr\\.?|zł|Kč|Ft|CHF|[A-Z]{3})";
    private static final Pattern SIGNED =
            Pattern.compile("[-+−–] ?" + CURRENCY + "? ?\\d[\\d.,' ]*[.,]\\d{2}(?: ?" + CURRENCY + ")?|" + CURRENCY
                    + " ?[-+−–] ?\\d[\\d.,' ]*[.,]\\d{2}|\\d[\\d.,' ]*[.,]\\d{2} ?(?:CR|DR|[-+−])");
    private static final Pattern ACCOUNT = Pattern.compile(
            "(?i).*(?:(?:[*•●x]{2,}[ -]?)+\\d{3,4}\\b|\\b[a-z]{2}\\d{2}(?: ?[a-z0-9]{4}){3,7}|\\b\\d{4} \\d{4} \\d{4} \\d{4}\\b"
                    + "|\\b\\d{2}-\\d{2}-\\d{2} \\d{6,8}\\b).*");
    /** So many signed amounts make a ledger. */
    private static final int ENOUGH = 3;

    private LedgerShape() {}

    /** 0 to 1. */
    static double score(List<Piece> content) {
        long signed = content.stream()
                .filter(p -> SIGNED.matcher(p.text().strip()).matches())
                .count();
        boolean account =
                content.stream().anyMatch(p -> ACCOUNT.matcher(p.text()).matches());
        return Math.min(1, (signed >= ENOUGH ? 0.75 : 0) + (account ? 0.5 : 0));
    }
}
