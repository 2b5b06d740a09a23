package dev.scrim.redaction.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FuzzyMatcherTest {
    private static List<String> found(String secret, String text) {
        return new FuzzyMatcher(secret)
                .find(text).stream().map(r -> text.substring(r[0], r[1])).toList();
    }

    @Test
    void findsExactlyTheSecretAndNotItsSurroundings() {
        assertThat(found("Ysolde Brackwater", "Call Ysolde Brackwater today")).containsExactly("Ysolde Brackwater");
        assertThat(found("123-45-6780", "a 123-45-6780 b 123 45 6780")).containsExactly("123-45-6780", "123 45 6780");
    }

    @Test
    void forgivesConfusionsCaseAndOneEditPerEightCharacters() {
        assertThat(found("Ysolde Brackwater", "ca11 YSO1DE BRACKWATFR.")).containsExactly("YSO1DE BRACKWATFR");
        assertThat(found("Warnock Burnham", "from Wamock Bumham to")).containsExactly("Wamock Bumham");
        assertThat(found("123-45-6780", "no l23-4S-678O")).containsExactly("l23-4S-678O");
        assertThat(found("123-45-6780", "12345 67801x")).hasSize(1);
    }

    @Test
    void findsHalfOfASecretAndTheLinesOfAWrappedOne() {
        assertThat(found("Ysolde Brackwater", "Dear Brackwater,")).containsExactly("Brackwater");
        String message = "please do not tell anyone that the merger talks with the others have failed again";
        assertThat(found(message, "anyone that the merger talks")).containsExactly("anyone that the merger talks");
        assertThat(found("123-45-6780", "123-45-6")).containsExactly("123-45-6");
    }

    @Test
    void leavesOtherTextAlone() {
        assertThat(found("Ysolde Brackwater", "The water was black and the solder was new"))
                .isEmpty();
        assertThat(found("4471", "order 84471 of 44712")).isEmpty();
        assertThat(found("on my way", "the only money waypoint")).isEmpty();
        assertThat(found("..", "a .. b")).isEmpty();
        assertThat(found("123-45-6780", "123-45")).isEmpty();
    }

    @Test
    void survivesTwoThousandSeededCorruptions() {
        Random random = new Random(7);
        int hit = 0;
        int n = 2000;
        for (int i = 0; i < n; i++) {
            String secret = word(random) + " " + word(random) + (i % 2 == 0 ? " " + (1000 + random.nextInt(9000)) : "");
            String bad = corrupt(secret, random);
            String text = "Note for " + bad + " and more";
            List<int[]> ranges = new FuzzyMatcher(secret).find(text);
            int from = text.indexOf(bad);
            hit += ranges.stream().anyMatch(r -> r[0] <= from + 3 && r[1] >= from + bad.length() - 3) ? 1 : 0;
        }
        System.out.printf(Locale.ROOT, "fuzzy: recall %.4f of %d corrupted secrets%n", hit / (double) n, n);
        assertThat(hit / (double) n).isGreaterThan(0.99);
    }

    @Test
    void costsAboutAMicrosecondPerSecretAndLine() {
        Random random = new Random(9);
        List<FuzzyMatcher> matchers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            matchers.add(new FuzzyMatcher(word(random) + " " + word(random) + " " + word(random)));
        }
        List<Folded> lines = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            lines.add(Folding.key(word(random) + " " + word(random) + " " + word(random) + " " + word(random)));
        }
        long t0 = System.nanoTime();
        int hits = 0;
        for (int round = 0; round < 3; round++) {
            for (FuzzyMatcher m : matchers) {
                for (Folded line : lines) {
                    hits += m.find(line).size();
                }
            }
        }
        double nanos = (System.nanoTime() - t0) / (3.0 * matchers.size() * lines.size());
        System.out.printf(Locale.ROOT, "fuzzy: %.0f ns per secret and line, %d chance hits%n", nanos, hits);
        assertThat(nanos).isLessThan(20_000);
    }

    private static String word(Random random) {
        StringBuilder b = new StringBuilder();
        for (int i = 0, n = 4 + random.nextInt(6); i < n; i++) {
            b.append((char) ((i == 0 ? 'A' : 'a') + random.nextInt(26)));
        }
        return b.toString();
    }

    private static String corrupt(String s, Random random) {
        StringBuilder b = new StringBuilder(s.length());
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            int at = "0O1lI5S8Bmw".indexOf(c);
            boolean swap = random.nextInt(3) == 0;
            b.append(
                    at >= 0 && swap
                            ? List.of("O", "0", "l", "1", "1", "S", "5", "B", "8", "rn", "vv")
                                    .get(at)
                            : String.valueOf(c));
        }
        if (random.nextBoolean()) {
            int at = b.indexOf(" ");
            b.replace(at, at + 1, random.nextBoolean() ? "" : " \n");
        }
        return random.nextInt(3) == 0 ? b.toString().toUpperCase(Locale.ROOT) : b.toString();
    }
}
