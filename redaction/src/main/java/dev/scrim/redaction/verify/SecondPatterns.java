package dev.scrim.redaction.verify;

import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Identifiers that are private wherever they stand, as a second, narrower family of rules: each must be right nearly
 * always, since a hit withholds data.
 */
final class SecondPatterns {
    private record Rule(String entity, Pattern pattern) {}

    /** Letters that readers take digits for, inside numbers only. */
    private static final Pattern MISREAD_DIGIT = Pattern.compile("(?<=[\\d-])[OoQDlI|](?=[\\d-]|\\b)");

    /**
     * Sources: SSA POMS RM 10201 (SSN), IRS Pub. 1915 (ITIN), RFC 5322 (e-mail), RFC 7468 (PEM), RFC 7519 (JWT), ISO
     * 13616 (IBAN). Readers lose spaces, so that a label may touch its value on the left; they also set a space after a
     * dash.
     */
    private static final List<Rule> RULES = List.of(
            new Rule(
                    "SSN",
                    Pattern.compile(
                            "(?<![\\d-])(?!000|666)[0-8]\\d{2}[-\u2013] ?(?!00)\\d{2}[-\u2013] ?(?!0000)\\d{4}(?![\\d-])")),
            new Rule(
                    "ITIN",
                    Pattern.compile("(?<![\\d-])9\\d{2}- ?(?:5\\d|6[0-5]|7\\d|8[0-8]|9[0-24-9])- ?\\d{4}(?![\\d-])")),
            new Rule("EMAIL", Pattern.compile("[\\w.+-]{2,}@[\\w-]+(?:\\.[\\w-]+)*\\.[A-Za-z]{2,}")),
            new Rule("PRIVATE_KEY", Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY")),
            new Rule("JWT", Pattern.compile("eyJ[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]{8,}")),
            new Rule(
                    "ACCESS_KEY",
                    Pattern.compile("(?:AKIA|ASIA)[A-Z0-9]{16}|gh[pousr]_\\w{30,}|xox[abprs]-[\\w-]{10,}")),
            new Rule("MRN", Pattern.compile("(?<![A-Z])MRN[:#. ]{0,3}\\d{5,}")),
            new Rule(
                    "IBAN",
                    Pattern.compile(
                            "(?<![A-Z\\d])[A-Z]{2}\\d{2}(?: ?[A-Z\\d]{4}){2,7}(?: ?[A-Z\\d]{1,4})?(?![A-Z\\d])")),
            new Rule("CARD", Pattern.compile("(?<!\\d)\\d(?:[ -]?\\d){12,18}(?!\\d)")));

    private SecondPatterns() {}

    /** The first entity that {@code text} still holds. */
    static Optional<String> firstIn(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
        Optional<String> found = search(plain);
        return found.isPresent() ? found : search(withDigits(plain));
    }

    private static Optional<String> search(String text) {
        for (Rule rule : RULES) {
            Matcher m = rule.pattern().matcher(text);
            while (m.find()) {
                boolean right = switch (rule.entity()) {
                    case "CARD" -> luhn(m.group());
                    case "IBAN" -> mod97(m.group());
                    default -> true;
                };
                if (right) {
                    return Optional.of(rule.entity());
                }
            }
        }
        return Optional.empty();
    }

    private static String withDigits(String text) {
        return MISREAD_DIGIT.matcher(text).replaceAll(m -> "lI|".contains(m.group()) ? "1" : "0");
    }

    /** ISO 13616-1 section 6: the rearranged number leaves 1 when divided by 97. */
    private static boolean mod97(String number) {
        String plain = number.replace(" ", "");
        String turned = plain.substring(4) + plain.substring(0, 4);
        int rest = 0;
        for (int i = 0; i < turned.length(); i++) {
            int value = Character.digit(turned.charAt(i), 36);
            rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
        }
        return rest == 1;
    }

    /** ISO/IEC 7812-1 annex B. */
    private static boolean luhn(String number) {
        int sum = 0;
        int place = 0;
        boolean varied = false;
        char seen = 0;
        for (int i = number.length() - 1; i >= 0; i--) {
            char c = number.charAt(i);
            if (c < '0' || c > '9') {
                continue;
            }
            varied |= seen != 0 && seen != c;
            seen = c;
            int d = c - '0';
            if (place++ % 2 == 1) {
                d = d * 2 > 9 ? d * 2 - 9 : d * 2;
            }
            sum += d;
        }
        return varied && sum % 10 == 0;
    }
}
