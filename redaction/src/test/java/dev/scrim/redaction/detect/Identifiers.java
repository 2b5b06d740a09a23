package dev.scrim.redaction.detect;

import dev.scrim.redaction.detect.finance.Checksums;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Seeded invented identifiers that obey the published rule of their kind, check digits included. */
final class Identifiers {
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String DIGIT = "0123456789";
    /** CMS: letters without S, L, O, I, B and Z. */
    private static final String MBI_LETTER = "ACDEFGHJKMNPQRTUVWXY";

    private final Random random;

    Identifiers(Random random) {
        this.random = random;
    }

    <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    String of(String alphabet, int n) {
        StringBuilder b = new StringBuilder(n);
        for (int i = 0; i < n; i++) {
            b.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return b.toString();
    }

    String digits(int n) {
        return of(DIGIT, n);
    }

    String upper(int n) {
        return of(UPPER, n);
    }

    String alnum(int n) {
        return of(UPPER + LOWER + DIGIT, n);
    }

    String hex(int n) {
        return of("0123456789abcdef", n);
    }

    /** {@code 9} a digit, {@code A} a capital, {@code a} a small letter, {@code *} either case or digit; others as they are. */
    String shape(String shape) {
        StringBuilder b = new StringBuilder();
        for (int i = 0; i < shape.length(); i++) {
            char c = shape.charAt(i);
            b.append(
                    switch (c) {
                        case '9' -> digits(1);
                        case 'A' -> upper(1);
                        case 'a' -> of(LOWER, 1);
                        case '*' -> alnum(1);
                        default -> String.valueOf(c);
                    });
        }
        return b.toString();
    }

    /** The first of some shapes that satisfies the rule. */
    String shape(String shape, Predicate<String> rule) {
        for (int i = 0; i < 100_000; i++) {
            String s = shape(shape);
            if (rule.test(s)) {
                return s;
            }
        }
        throw new IllegalStateException("Cannot make " + shape + " (its rule is too narrow)");
    }

    private int not(int low, int high, IntPredicate bad) {
        int v = between(low, high);
        return bad.test(v) ? not(low, high, bad) : v;
    }

    String ssn() {
        return String.format(
                Locale.ROOT, "%03d-%02d-%04d", not(1, 899, a -> a == 666), between(1, 99), between(1, 9999));
    }

    String itin() {
        int group = pick(List.of(between(50, 65), between(70, 88), between(90, 92), between(94, 99)));
        return String.format(Locale.ROOT, "9%02d-%02d-%04d", between(0, 99), group, between(0, 9999));
    }

    String atin() {
        return String.format(Locale.ROOT, "9%02d-93-%04d", between(0, 99), between(0, 9999));
    }

    String ein() {
        return pick(List.of("01", "12", "20", "27", "35", "46", "52", "61", "74", "83", "95")) + "-" + digits(7);
    }

    String npi() {
        return shape("1999999999", Checksums::npi);
    }

    String dea() {
        return pick(List.of("A", "B", "F", "G", "M")) + upper(1) + shape("9999999", Checksums::dea);
    }

    String mbi() {
        String n = MBI_LETTER + DIGIT;
        String plain = between(1, 9)
                + of(MBI_LETTER, 1)
                + of(n, 1)
                + digits(1)
                + of(MBI_LETTER, 1)
                + of(n, 1)
                + digits(1)
                + of(MBI_LETTER, 2)
                + digits(2);
        return random.nextBoolean()
                ? plain
                : plain.substring(0, 4) + "-" + plain.substring(4, 7) + "-" + plain.substring(7);
    }

    String card() {
        String body = pick(List.of("4", "51", "52", "55", "2221", "6011", "65", "37", "34", "3530"));
        int length = body.startsWith("37") || body.startsWith("34") ? 15 : 16;
        String pad = "9".repeat(length - body.length());
        String all = body + shape(pad, p -> Checksums.luhn(body + p));
        return switch (between(0, 2)) {
            case 0 -> all;
            case 1 -> grouped(all, " ");
            default -> grouped(all, "-");
        };
    }

    private static String grouped(String card, String by) {
        return card.length() == 15
                ? String.join(by, card.substring(0, 4), card.substring(4, 10), card.substring(10))
                : String.join(
                        by, card.substring(0, 4), card.substring(4, 8), card.substring(8, 12), card.substring(12));
    }

    String iban() {
        String bban = pick(List.of(
                "DE999999999999999999",
                "FR9999999999AAAAAAAAAAA99",
                "GBAAAA99999999999999",
                "NLAAAA9999999999",
                "ES99999999999999999999",
                "ITA9999999999AAAAAAAAAAAA",
                "CH99999AAAAAAAAAAAA",
                "BE999999999999",
                "AT9999999999999999",
                "PL999999999999999999999999",
                "SE99999999999999999999",
                "NO99999999999",
                "IEAAAA99999999999999"));
        String country = bban.substring(0, 2);
        String body = shape(bban.substring(2));
        for (int check = 2; check < 99; check++) {
            String iban = country + String.format(Locale.ROOT, "%02d", check) + body;
            if (Checksums.iban(iban)) {
                return random.nextInt(3) == 0 ? iban : iban.replaceAll("(.{4})(?=.)", "$1 ");
            }
        }
        throw new IllegalStateException("Cannot make an IBAN of " + country);
    }

    String aba() {
        String first = pick(List.of("02", "03", "07", "11", "12", "21", "26", "31", "32"));
        return first + shape("9999999", s -> Checksums.routing(first + s));
    }

    String bic() {
        return upper(4)
                + pick(List.of("DE", "FR", "GB", "US", "NL", "CH", "ES", "IT", "SE"))
                + of(UPPER + "23456789", 2)
                + (random.nextBoolean() ? "" : of(UPPER + DIGIT, 3));
    }

    String jwt() {
        String header = pick(List.of(
                "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
                "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"" + hex(8) + "\"}",
                "{\"alg\":\"ES256\"}"));
        String body = "{\"sub\":\"" + digits(10) + "\",\"iat\":16" + digits(8) + "}";
        return base64(header) + "." + base64(body) + "." + alnum(43);
    }

    private static String base64(String s) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(s.getBytes(StandardCharsets.UTF_8));
    }

    String apiKey() {
        return switch (between(0, 15)) {
            case 0 -> "AKIA" + of(UPPER + "234567", 16);
            case 1 -> "ghp_" + alnum(36);
            case 2 -> "github_pat_" + alnum(22) + "_" + alnum(59);
            case 3 -> "glpat-" + alnum(20);
            case 4 -> "xoxb-" + digits(11) + "-" + digits(12) + "-" + alnum(24);
            case 5 -> "sk_live_" + alnum(24);
            case 6 -> "AIza" + alnum(35);
            case 7 -> "npm_" + alnum(36);
            case 8 -> "pypi-AgEIcHlwaS5vcmc" + alnum(60);
            case 9 -> "SG." + alnum(22) + "." + alnum(43);
            case 10 -> "hf_" + alnum(34);
            case 11 -> "dop_v1_" + hex(64);
            case 12 -> "sk-ant-api03-" + alnum(60);
            case 13 -> "sk-proj-" + alnum(48);
            case 14 -> "shpat_" + hex(32);
            default -> digits(9) + ":AA" + alnum(33);
        };
    }

    String email(String first, String last) {
        String user = pick(List.of(
                        first + "." + last,
                        first.substring(0, 1) + last,
                        first + between(1, 99),
                        last + "_" + first.charAt(0),
                        first + "-" + last))
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9._-]", "");
        return user + "@"
                + pick(List.of(
                        "example.com",
                        "mail.example.org",
                        "corp-mail.net",
                        "uni.example.edu",
                        "post.example.de",
                        "clinic.health",
                        "firma.example.ch"));
    }

    String nanp() {
        String area = String.valueOf(between(201, 989));
        String exchange = String.valueOf(between(200, 999));
        String line = digits(4);
        return switch (between(0, 5)) {
            case 0 -> "(" + area + ") " + exchange + "-" + line;
            case 1 -> area + "." + exchange + "." + line;
            case 2 -> "+1 " + area + " " + exchange + " " + line;
            case 3 -> "+1-" + area + "-" + exchange + "-" + line;
            case 4 -> area + "-" + exchange + "-" + line + " x" + digits(3);
            default -> area + "-" + exchange + "-" + line;
        };
    }

    /** The check digit of a number by weights, with the digits' products summed modulo {@code m}. */
    static int weighted(String digits, int[] weights, int m) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += (digits.charAt(i) - '0') * weights[i];
        }
        return sum % m;
    }

    String nhs() {
        int[] weights = {10, 9, 8, 7, 6, 5, 4, 3, 2};
        String n = shape("4999999999", s -> (11 - weighted(s, weights, 11)) % 11 == s.charAt(9) - '0');
        return n.substring(0, 3) + " " + n.substring(3, 6) + " " + n.substring(6);
    }

    String sin() {
        String n = shape("199999999", Checksums::luhn);
        return n.substring(0, 3) + " " + n.substring(3, 6) + " " + n.substring(6);
    }

    String nino() {
        return of("ABCEGHJKLMPRSTWX", 1)
                + of("ABCEGHJKLMPRSTWX", 1).replace('B', 'A').replace('G', 'A').replace('K', 'L') + " " + digits(2)
                + " " + digits(2) + " " + digits(2) + " " + of("ABCD", 1);
    }

    String aadhaar() {
        return between(2, 9) + digits(3) + " " + digits(4) + " " + digits(4);
    }

    String steuerId() {
        String n = between(1, 9) + digits(10);
        return n.substring(0, 2) + " " + n.substring(2, 5) + " " + n.substring(5, 8) + " " + n.substring(8);
    }
}
