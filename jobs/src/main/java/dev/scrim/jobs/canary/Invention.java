package dev.scrim.jobs.canary;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Invents private things that belong to nobody but have the right shape. The same seed invents the same. */
final class Invention {
    private static final List<String> GIVEN = List.of(
            "Maria", "James", "Aisha", "Robert", "Elena", "Daniel", "Priya", "Thomas", "Grace", "Samuel", "Nadia",
            "Victor", "Laura", "Peter", "Irene", "Oscar");
    private static final List<String> FAMILY = List.of(
            "Johnson",
            "Garcia",
            "Nguyen",
            "Miller",
            "Kowalski",
            "Anderson",
            "Patel",
            "Robinson",
            "Fischer",
            "Murphy",
            "Sanchez",
            "Bennett",
            "Larsen",
            "Hughes",
            "Okafor",
            "Walker");
    private static final List<String> TOPICS =
            List.of("the biopsy", "my divorce", "the loan", "my salary", "the surgery", "her therapist", "the lawsuit");
    private static final List<String> MOODS =
            List.of("keep that between us", "I have not told anyone", "please do not forward this", "call me tonight");
    private static final List<String> CONDITIONS =
            List.of("Type 2 diabetes", "Hypertension", "Major depression", "Asthma", "Chronic hepatitis C");
    private static final List<String> DRUGS = List.of(
            "Metformin 500 mg BID", "Lisinopril 10 mg daily", "Sertraline 50 mg daily", "Atorvastatin 20 mg daily");
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String MIXED = UPPER + "abcdefghijklmnopqrstuvwxyz0123456789";

    private final SplittableRandom random;

    Invention(long seed) {
        this.random = new SplittableRandom(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean coin() {
        return random.nextBoolean();
    }

    <T> T one(List<T> of) {
        return of.get(below(of.size()));
    }

    String person() {
        return one(GIVEN) + " " + one(FAMILY);
    }

    /** @param person whose address it is to look like */
    String mail(String person) {
        return person.toLowerCase(Locale.ROOT).replace(' ', '.') + between(10, 99) + "@example.com";
    }

    /** A number of the exchange 555, line numbers 0100 to 0199, which are kept for fiction. */
    String phone() {
        return "(" + between(210, 979) + ") 555-01" + digits(2);
    }

    /** Area, group and serial as the SSA could issue them (POMS RM 10201.010). */
    String ssn() {
        int area = between(100, 899);
        return (area == 666 ? 667 : area) + "-" + between(10, 99) + "-" + between(1000, 9999);
    }

    /** Group within 70 to 88 (IRS Publication 1915). */
    String itin() {
        return "9" + digits(2) + "-" + between(70, 88) + "-" + between(1000, 9999);
    }

    /** A prefix that the IRS issues. */
    String ein() {
        return one(List.of("20", "26", "27", "45", "46", "81", "82", "83")) + "-" + between(1000000, 9999999);
    }

    /** Sixteen digits of an issuer's range with the check digit of ISO/IEC 7812-1 annex B, in groups of four. */
    String card() {
        String body = one(List.of("4539", "4716", "5425", "5212")) + digits(11);
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int d = body.charAt(body.length() - 1 - i) - '0';
            int twice = d * 2 > 9 ? d * 2 - 9 : d * 2;
            sum += i % 2 == 0 ? twice : d;
        }
        String all = body + (10 - sum % 10) % 10;
        return String.join(" ", all.substring(0, 4), all.substring(4, 8), all.substring(8, 12), all.substring(12));
    }

    /** A German account with the check digits of ISO 13616. */
    String iban() {
        String account = digits(18);
        // DE00 behind the account, letters as 13 and 14.
        int rest =
                new BigInteger(account + "131400").mod(BigInteger.valueOf(97)).intValue();
        String all = "DE" + String.format(Locale.ROOT, "%02d", 98 - rest) + account;
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < all.length(); i += 4) {
            out.append(i == 0 ? "" : " ").append(all, i, Math.min(all.length(), i + 4));
        }
        return out.toString();
    }

    String recordNumber() {
        return String.valueOf(between(10000000, 99999999));
    }

    String accessKey() {
        return "AKIA" + letters(UPPER + "234567", 16);
    }

    String token() {
        return "ghp_" + letters(MIXED, 36);
    }

    String webToken() {
        String head = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
        return head + "." + base64("{\"sub\":\"" + digits(10) + "\"}") + "." + letters(MIXED, 43);
    }

    String password() {
        return one(List.of("Blue", "Oak", "Storm", "River"))
                + letters(MIXED, 5)
                + one(List.of("!", "#", "$"))
                + digits(3);
    }

    String message() {
        return "About " + one(TOPICS) + ": " + one(MOODS) + ".";
    }

    String condition() {
        return one(CONDITIONS);
    }

    String drug() {
        return one(DRUGS);
    }

    String amount() {
        return String.format(Locale.ROOT, "%,d.%02d", between(1000, 190000), below(100));
    }

    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    private String digits(int count) {
        return letters("0123456789", count);
    }

    private String letters(String alphabet, int count) {
        StringBuilder out = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            out.append(alphabet.charAt(below(alphabet.length())));
        }
        return out.toString();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
