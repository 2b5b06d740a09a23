package dev.scrim.redaction.detect.finance;

import dev.scrim.datasets.model.Category;
import dev.scrim.redaction.detect.Cues;
import dev.scrim.redaction.detect.Reading;
import dev.scrim.redaction.detect.ReadingDetector;
import dev.scrim.redaction.taxonomy.Entity;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Card, IBAN, routing, BIC and account numbers. Sources: ISO/IEC 7812 (issuer prefixes, Luhn), ISO 13616 (IBAN), ABA routing
 * policy, ISO 9362 (BIC).
 */
public final class AccountDetector extends ReadingDetector {
    private static final Pattern CARD = Pattern.compile("(?<![\\d-])[3-6](?:[ -]{0,2}\\d){12,18}(?![\\d]|-\\d)");
    private static final Pattern CARD_TAIL =
            Pattern.compile("(?:[x*•●]{2,}[ -]?)+\\d{4}(?!\\d)", Pattern.CASE_INSENSITIVE);
    private static final Pattern IBAN = Pattern.compile(
            "(?<![\\p{L}\\d])[A-Z]{2}[\\dOoIlSB]{2}(?: ?[A-Z\\dOol]{4}){2,7}(?: ?[A-Z\\dOol]{1,4})?(?![\\p{L}\\d])");
    private static final Pattern NINE =
            Pattern.compile("(?<![\\d-])\\d{4} ?\\d{5}(?![\\d]|-\\d)|(?<![\\d-])\\d{9}(?![\\d]|-\\d)");
    private static final Pattern BIC =
            Pattern.compile("(?<![\\p{L}\\d])[A-Z]{6}[A-Z2-9][A-NP-Z0-9](?:[A-Z0-9]{3})?(?![\\p{L}\\d])");
    private static final Pattern ACCOUNT =
            Pattern.compile("(?<![\\p{L}\\d.,$€£-])\\d(?:[ -]?\\d){4,17}(?![\\p{L}\\d.,]\\d|\\d|[,.]\\d)");
    private static final Pattern CVV = Pattern.compile("(?<!\\d)\\d{3,4}(?!\\d)");
    private static final Pattern EXPIRY = Pattern.compile("(?<!\\d)(?:0[1-9]|1[0-2]) ?/ ?(?:20)?[2-4]\\d(?!\\d)");
    private static final Pattern CARD_WORDS = Cues.whole("exp(?:iry|ires|iration)?(?: date)?|valid thru|cvv2?|cvc2?");

    private static final Set<Integer> DINERS_OR_JCB = Set.of(30, 35, 36, 38, 39);

    private static final Set<String> IBAN_COUNTRIES = Set.of(
            "AD", "AE", "AL", "AT", "AZ", "BA", "BE", "BG", "BH", "BR", "BY", "CH", "CR", "CY", "CZ", "DE", "DK", "DO",
            "EE", "EG", "ES", "FI", "FO", "FR", "GB", "GE", "GI", "GL", "GR", "GT", "HR", "HU", "IE", "IL", "IQ", "IS",
            "IT", "JO", "KW", "KZ", "LB", "LC", "LI", "LT", "LU", "LV", "LY", "MC", "MD", "ME", "MK", "MR", "MT", "MU",
            "NL", "NO", "PK", "PL", "PS", "PT", "QA", "RO", "RS", "SA", "SC", "SE", "SI", "SK", "SM", "ST", "SV", "TL",
            "TN", "TR", "UA", "VA", "VG", "XK");

    public AccountDetector() {
        super("finance", "1");
    }

    @Override
    protected void find(Reading r, Reading.Spans out) {
        if (r.mentions(Cues.SWIFT)) {
            r.eachNumber(BIC, (m, at) -> {
                if (r.cued(Cues.SWIFT, at[0])) {
                    out.add(at, Category.FINANCE, Entity.BIC, 0.85, "bic");
                }
            });
        }
        if (r.digitCount() < 3) {
            return;
        }
        cards(r, out);
        r.eachNumber(IBAN, (m, at) -> {
            String iban = m.group().replace(" ", "").toUpperCase(Locale.ROOT);
            boolean country = IBAN_COUNTRIES.contains(iban.substring(0, 2));
            boolean holds = country && (Checksums.iban(iban) || Checksums.iban(digitsInBody(iban)));
            if (holds || (country && r.mentions(Cues.ACCOUNT))) {
                out.add(at, Category.FINANCE, Entity.IBAN, holds ? 0.98 : 0.8, "iban");
            }
        });
        r.eachNumber(NINE, (m, at) -> {
            boolean cued = r.cued(Cues.ROUTING, at[0]);
            boolean holds = Checksums.routing(m.group().replace(" ", ""));
            if (cued || (holds && (r.likely(Category.FINANCE) || r.cued(Cues.ACCOUNT, at[0])))) {
                out.add(at, Category.FINANCE, Entity.ROUTING_NUMBER, cued ? 0.95 : 0.8, "aba");
            }
        });
        r.eachNumber(ACCOUNT, (m, at) -> {
            if (r.cued(Cues.ACCOUNT, at[0]) && !looksLikeDate(m.group())) {
                out.add(at, Category.FINANCE, Entity.ACCOUNT_NUMBER, r.labelHas(Cues.ACCOUNT) ? 0.95 : 0.8, "account");
            }
        });
    }

    private static void cards(Reading r, Reading.Spans out) {
        r.eachNumber(CARD, (m, at) -> {
            String digits = m.group().replaceAll("[^0-9]", "");
            boolean cued = r.cued(Cues.CARD, at[0]);
            if ((issued(digits) && (Checksums.luhn(digits) || cued)) || (cued && digits.length() >= 15)) {
                out.add(at, Category.FINANCE, Entity.CARD_NUMBER, Checksums.luhn(digits) ? 0.97 : 0.8, "card");
            }
        });
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

    /** Issuer prefixes and lengths in use: Visa, Mastercard, American Express, Discover, Diners, JCB, UnionPay, Maestro. */
    private static boolean issued(String n) {
        int two = Integer.parseInt(n.substring(0, 2));
        return switch (n.charAt(0)) {
            case '4' -> n.length() == 16 || n.length() == 13 || n.length() == 19;
            case '5' -> n.length() == 16 && two >= 50;
            case '3' -> (two == 34 || two == 37) ? n.length() == 15 : n.length() >= 14 && DINERS_OR_JCB.contains(two);
            default -> n.length() >= 16;
        };
    }

    private static boolean looksLikeDate(String s) {
        return s.matches("(?:19|20)\\d\\d-\\d\\d-\\d\\d|\\d\\d-\\d\\d-(?:19|20)\\d\\d");
    }

    private static String digitsInBody(String iban) {
        String body = iban.substring(2)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1')
                .replace('S', '5');
        return iban.substring(0, 2) + body;
    }
}
