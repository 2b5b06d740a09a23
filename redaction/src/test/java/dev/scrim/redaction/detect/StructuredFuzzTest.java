package dev.scrim.redaction.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.redaction.detect.finance.Checksums;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Planted identifiers, whole and as OCR, line breaks and hasty typing leave them. */
class StructuredFuzzTest {
    private final Random random = new Random(20261122);
    private final List<Detector> detectors = Detectors.standard();

    private record Planted(String kind, String before, String secret, String after) {}

    private final Map<String, Supplier<Planted>> makers = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "ssn", () -> plant("ssn", List.of("SSN ", "Social security number: ", "", "Taxpayer ID "), ssn())),
            Map.entry(
                    "ein",
                    () -> plant(
                            "ein",
                            List.of("EIN ", "Employer identification number ", ""),
                            (20 + random.nextInt(7)) + "-" + digits(7))),
            Map.entry("mrn", () -> plant("mrn", List.of("MRN ", "Medical record number: ", "Patient ID "), digits(8))),
            Map.entry("member", () -> plant("member", List.of("Member ID: ", "Subscriber ID "), "XQ" + digits(9))),
            Map.entry("claim", () -> plant("claim", List.of("claim ", "Claim number: "), "KT-" + digits(7))),
            Map.entry("rx", () -> plant("rx", List.of("Rx ", "Prescription "), digits(4) + "-" + digits(4))),
            Map.entry(
                    "phone",
                    () -> plant(
                            "phone",
                            List.of("Phone: ", "call me ", ""),
                            (200 + random.nextInt(700)) + "-" + (200 + random.nextInt(700)) + "-" + digits(4))),
            Map.entry("card", () -> plant("card", List.of("Card number ", ""), card())),
            Map.entry("account", () -> plant("account", List.of("Account number ", "Account no. "), digits(10))),
            Map.entry("routing", () -> plant("routing", List.of("Routing number "), "02100" + digits(4))),
            Map.entry(
                    "dob",
                    () -> plant(
                            "dob",
                            List.of("DOB ", "Date of birth: "),
                            String.format(
                                    Locale.ROOT,
                                    "%02d/%02d/%d",
                                    1 + random.nextInt(12),
                                    1 + random.nextInt(28),
                                    1930 + random.nextInt(80))))));

    @Test
    void findsNinetyNinePercentOfCorruptedIdentifiers() {
        Map<String, int[]> score = new TreeMap<>();
        int found = 0;
        int n = 0;
        for (int round = 0; n < 2200; round++) {
            for (Map.Entry<String, Supplier<Planted>> maker : makers.entrySet()) {
                Planted p = maker.getValue().get();
                String secret = round == 0 ? p.secret() : corrupt(p.secret());
                String before = random.nextInt(6) == 0 ? p.before().toUpperCase(Locale.ROOT) : p.before();
                String text = before + secret + p.after();
                int from = before.length();
                int to = from + secret.length();
                boolean hit = Detectors.detect(detectors, TextUnit.of(text)).stream()
                        .anyMatch(s -> s.start() <= from && s.end() >= to);
                int[] c = score.computeIfAbsent(maker.getKey(), k -> new int[2]);
                c[0] += hit ? 1 : 0;
                c[1]++;
                found += hit ? 1 : 0;
                n++;
            }
        }
        Map<String, String> table = new HashMap<>();
        score.forEach((k, c) -> table.put(k, c[0] + "/" + c[1]));
        System.out.printf(
                Locale.ROOT,
                "structured: recall %.4f of %d corrupted identifiers %s%n",
                found / (double) n,
                n,
                new TreeMap<>(table));
        assertThat(found / (double) n).isGreaterThanOrEqualTo(0.99);
    }

    private Planted plant(String kind, List<String> labels, String secret) {
        String[] tails = {"", " and more", ".", ", thanks", " | next"};
        return new Planted(
                kind, labels.get(random.nextInt(labels.size())), secret, tails[random.nextInt(tails.length)]);
    }

    private String corrupt(String s) {
        StringBuilder b = new StringBuilder();
        int swaps = 0;
        int digits = (int) s.chars().filter(Character::isDigit).count();
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            int at = "01582".indexOf(c);
            if (at >= 0 && swaps < digits / 3 && random.nextInt(4) == 0) {
                b.append(List.of("O", random.nextBoolean() ? "l" : "I", "S", "B", "Z")
                        .get(at));
                swaps++;
            } else if (c == '-' && random.nextInt(4) == 0) {
                b.append(List.of(" - ", "- ", "–", "-\n", " -").get(random.nextInt(5)));
            } else {
                b.append(c);
            }
        }
        return b.toString();
    }

    private String digits(int n) {
        StringBuilder b = new StringBuilder();
        for (int i = 0; i < n; i++) {
            b.append(random.nextInt(10));
        }
        return b.toString();
    }

    private String ssn() {
        int area = 1 + random.nextInt(665);
        return String.format(Locale.ROOT, "%03d-%02d-%04d", area, 1 + random.nextInt(99), 1 + random.nextInt(9999));
    }

    private String card() {
        String body = "4" + digits(14);
        for (int d = 0; d < 10; d++) {
            if (Checksums.luhn(body + d)) {
                String all = body + d;
                return all.substring(0, 4) + " " + all.substring(4, 8) + " " + all.substring(8, 12) + " "
                        + all.substring(12);
            }
        }
        throw new IllegalStateException("no check digit");
    }
}
