package dev.scrim.redaction.detect.finance;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.detect.Cues;
import dev.scrim.redaction.detect.Reading;
import dev.scrim.redaction.detect.ReadingDetector;
import dev.scrim.redaction.taxonomy.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Card, IBAN, routing, BIC and account numbers. Sources: ISO/IEC 7812 (issuer prefixes, Luhn), ISO 13616 (IBAN), ABA routing
 * policy, ISO 9362 (BIC).
 */
public final class AccountDetector extends ReadingDetector {
    private static final Pattern CARD = Pattern.compile("(?<![\\d-])\\d(?:[ -]{0,2}\\d){12,30}(?![\\d]|-\\d)");
    /** A moment as year, month, day, hour and so on, without signs. */
    private static final Pattern TIME =
            Pattern.compile("20[0-4]\\d(?:0[1-9]|1[0-2])(?:[0-2]\\d|3[01])[0-2]\\d[0-5]\\d\\d*");

    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final Pattern CARD_TAIL =
            Pattern.compile("(?:[x*•●]{2,}[ -]?)+\\d{4}(?!\\d)", Pattern.CASE_INSENSITIVE);
    private static final Pattern EMBOSSED = Pattern.compile("[2-6]\\d{3} \\d{4} \\d{4} \\d{4}");
    private static final Pattern NINE =
            Pattern.compile("(?<![\\d-])\\d{4} ?\\d{5}(?![\\d]|-\\d)|(?<![\\d-])\\d{9}(?![\\d]|-\\d)");
    private static final Pattern BIC = Pattern.compile(
            "(?<![\\p{L}\\d])[A-Z0158|]{4} ?[A-Z0158|]{2} ?[A-Z0-9|]{2}(?: ?[A-Z0-9|]{3})?(?![\\p{L}\\d])",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NINE_SPLIT = Pattern.compile("(?<![\\d-])\\d(?:[ -]{0,3}\\d){7,9}(?![\\d]|-\\d)");
    private static final Pattern ACCOUNT =
            Pattern.compile("(?<![\\p{L}\\d.,$€£-])\\d(?:[ -]?\\d){4,17}(?![\\p{L}\\d.,]\\d|\\d|[,.]\\d)");
    private static final Pattern CVV = Pattern.compile("(?<!\\d)\\d{3,4}(?!\\d)");
    private static final Pattern EXPIRY = Pattern.compile("(?<!\\d)(?:0[1-9]|1[0-2]) ?/ ?(?:20)?[2-4]\\d(?!\\d)");
    private static final Pattern SORT_CODE =
            Cues.whole("sort ?code|bsb(?: (?:no|number))?|bank code|blz|bankleitzahl|ifsc|transit (?:no|number)");
    private static final Pattern CARD_WORDS = Cues.whole("exp(?:iry|ires|iration)?(?: date)?|valid thru|cvv2?|cvc2?");

    private static final Set<Integer> DINERS_OR_JCB = Set.of(30, 35, 36, 38, 39);

    private static final Pattern PART_OF_DATE =
            Pattern.compile("(?:19|20)\\d\\d-\\d\\d-\\d\\d|\\d\\d-\\d\\d-(?:19|20)\\d\\d");
    /** Sort codes of the United Kingdom (Vocalink: three pairs) and BSB numbers of Australia (three and three). */
    private static final Pattern BRANCH =
            Pattern.compile("(?<![\\d-])(?:\\d{2}[- ]\\d{2}[- ]\\d{2}|\\d{3}-?\\d{3})(?![\\d]|-\\d)");

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final Ibans ibans = new Ibans();

    public AccountDetector() {
        super("finance", "3");
    }

    @Override
    protected void find(Reading r, Reading.Spans out) {
        boolean swift = r.mentions(Cues.SWIFT);
        if (swift || r.likely(Category.FINANCE)) {
            Matcher m = BIC.matcher(r.text());
            while (m.find()) {
                boolean country = COUNTRIES.contains(m.group().substring(4, 6).toUpperCase(Locale.ROOT));
                // Codes are written in capitals; half of all words of eight letters have a country in the middle.
                boolean capitals = m.group().chars().noneMatch(Character::isLowerCase);
                if (capitals && (r.cued(Cues.SWIFT, m.start()) || (country && r.likely(Category.FINANCE)))) {
                    out.add(new int[] {m.start(), m.end()}, Category.FINANCE, Entity.BIC, 0.85, "bic");
                }
            }
        }
        if (r.digitCount() < 3) {
            return;
        }
        cards(r, out);
        for (int[] at : Coins.find(r)) {
            out.add(at, Category.FINANCE, Entity.ACCOUNT_NUMBER, 0.9, "coin-address");
        }
        for (Ibans.Hit hit : ibans.find(r.text())) {
            if (hit.holds() || r.mentions(Cues.ACCOUNT)) {
                out.add(
                        new int[] {hit.start(), hit.end()},
                        Category.FINANCE,
                        Entity.IBAN,
                        hit.holds() ? 0.98 : 0.8,
                        "iban");
            }
        }
        if (r.mentions(Cues.ROUTING)) {
            r.eachNumber(NINE_SPLIT, (m, at) -> {
                if (r.cued(Cues.ROUTING, at[0])) {
                    out.add(at, Category.FINANCE, Entity.ROUTING_NUMBER, 0.9, "aba-split");
                }
            });
        }
        r.eachNumber(NINE, (m, at) -> {
            boolean cued = r.cued(Cues.ROUTING, at[0]);
            boolean holds = Checksums.routing(m.group().replace(" ", ""));
            if (cued || (holds && (r.likely(Category.FINANCE) || r.cued(Cues.ACCOUNT, at[0])))) {
                out.add(at, Category.FINANCE, Entity.ROUTING_NUMBER, cued ? 0.95 : 0.8, "aba");
            }
        });
        if (r.mentions(SORT_CODE)) {
            r.eachNumber(BRANCH, (m, at) -> {
                if (r.cued(SORT_CODE, at[0])) {
                    out.add(at, Category.FINANCE, Entity.ROUTING_NUMBER, 0.85, "branch");
                }
            });
        }
        r.eachNumber(ACCOUNT, (m, at) -> {
            if (r.cued(Cues.ACCOUNT, at[0]) && !PART_OF_DATE.matcher(m.group()).matches()) {
                out.add(at, Category.FINANCE, Entity.ACCOUNT_NUMBER, r.labelHas(Cues.ACCOUNT) ? 0.95 : 0.8, "account");
            }
        });
    }

    private static void cards(Reading r, Reading.Spans out) {
        r.eachNumber(CARD, (m, at) -> card(r, out, m));
        r.eachNumber(CARD_TAIL, (m, at) -> {
            if (r.cued(Cues.CARD, at[0]) || r.cued(Cues.ACCOUNT, at[0]) || r.likely(Category.FINANCE)) {
                out.add(at, Category.FINANCE, Entity.CARD_NUMBER, 0.7, "card-tail");
            }
        });
        if (r.mentions(Cues.CVV)) {
            r.eachNumber(CVV, (m, at) -> {
                if (r.cued(Cues.CVV, at[0])) {
                    out.add(at, Category.FINANCE, Entity.CARD_CODE, 0.9, "cvv");
                }
            });
        }
        if (r.mentions(CARD_WORDS)) {
            r.eachNumber(EXPIRY, (m, at) -> {
                if (r.cued(CARD_WORDS, at[0])) {
                    out.add(at, Category.FINANCE, Entity.CARD_CODE, 0.7, "expiry");
                }
            });
        }
    }

    /** The groups of digits that are a card's; other numbers may stand before or after them in the row. */
    /** Four groups of four behind an issuer's digit, as cards are embossed: a misread digit does not make it another thing. */
    private static boolean isWritten(String text) {
        return EMBOSSED.matcher(text).matches();
    }

    private static void card(Reading r, Reading.Spans out, Matcher m) {
        List<int[]> groups = new ArrayList<>();
        Matcher g = DIGITS.matcher(m.group());
        while (g.find()) {
            groups.add(new int[] {g.start(), g.end()});
        }
        for (int first = 0; first < groups.size(); first++) {
            for (int last = groups.size() - 1; last >= first; last--) {
                int from = m.start() + groups.get(first)[0];
                int to = m.start() + groups.get(last)[1];
                String digits = r.digits().text().substring(from, to).replaceAll("[^0-9]", "");
                int[] at = r.digits().origin(from, to);
                if (digits.length() >= 13
                        && digits.length() <= 19
                        && (isCard(r, digits, at[0], first == 0 && last == groups.size() - 1)
                                || isWritten(r.text().substring(at[0], at[1])))) {
                    out.add(at, Category.FINANCE, Entity.CARD_NUMBER, Checksums.luhn(digits) ? 0.97 : 0.8, "card");
                    return;
                }
            }
        }
    }

    private static boolean isCard(Reading r, String digits, int start, boolean whole) {
        boolean cued = r.cued(Cues.CARD, start);
        boolean other = r.cued(Cues.PART, start) || TIME.matcher(digits).matches();
        boolean holds = issued(digits) && Checksums.luhn(digits) && !other;
        return holds || (cued && whole && (issued(digits) || digits.length() >= 15));
    }

    /** Issuer prefixes and lengths in use (ISO/IEC 7812-1 as the networks publish them): Visa, Mastercard, American Express, Discover, Diners, JCB, UnionPay, Maestro. */
    private static boolean issued(String n) {
        int two = Integer.parseInt(n.substring(0, 2));
        int four = Integer.parseInt(n.substring(0, 4));
        return switch (n.charAt(0)) {
            case '4' -> n.length() == 16 || n.length() == 13 || n.length() == 19;
            case '2' -> n.length() == 16 && four >= 2221 && four <= 2720;
            case '5' -> n.length() == 16 && two >= 50;
            case '3' -> (two == 34 || two == 37) ? n.length() == 15 : n.length() >= 14 && DINERS_OR_JCB.contains(two);
            default -> n.length() >= 16;
        };
    }
}
