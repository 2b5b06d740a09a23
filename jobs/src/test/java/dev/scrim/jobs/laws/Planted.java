package dev.scrim.jobs.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the invented people of the demo recording would not want to be known. */
final class Planted {
    /** Shown and typed in the recording, as it is and as a reader that skips its hyphens has it. */
    static final List<String> IDENTIFIERS = List.of("219-09-8841", "524-11-7730", "219098841", "524117730");

    static final List<String> SECRETS = Stream.concat(
                    IDENTIFIERS.stream(),
                    Stream.of(
                            "Odalys", "Brenneman", "can you cover my shift", "kid has a fever", "Priya", "Vantongeren"))
            .toList();

    /** Fields that no export discloses, by values that this recording has in them. */
    static final List<String> WITHHELD = List.of("subj-01", "dev-a", "Digit5");

    /** Everything of the recording that a stage holds in some form. */
    static final List<String> RECORDED = Stream.concat(
                    SECRETS.stream(),
                    Stream.of("subj-01", "Digit5", "Stock desk", "desk.test", "filing status", "linux-x11"))
            .toList();

    private Planted() {}

    static void assertAbsent(String name, byte[] bytes, List<String> secrets) {
        assertAbsent(name, new String(bytes, StandardCharsets.ISO_8859_1), secrets);
    }

    static void assertAbsent(String name, String text, List<String> secrets) {
        String folded = text.toLowerCase(Locale.ROOT);
        for (String secret : secrets) {
            assertThat(folded.contains(secret.toLowerCase(Locale.ROOT)))
                    .as("%s holds planted %s", name, secret)
                    .isFalse();
        }
    }
}
