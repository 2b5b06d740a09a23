package dev.scrim.redaction.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretProbeTest {
    private static final String NAME = "Quillan Thorvaldsen";

    @Test
    void foldingLeavesLettersAndDigitsOnly() {
        assertThat(SecretProbe.fold("  Ab-12 \uFF23.d\u00e9 ")).isEqualTo("ab12cd\u00e9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Quillan Thorvaldsen",
                "name: QUILLAN  THORVALDSEN, today",
                "QuillanThorvaldsen",
                "Qui11an Thorvaldsen",
                "Quillan Thorva1dsen",
                "Quilan Thorvaldsen"
            })
    void findsWhatAReaderMayMakeOfASecret(String reading) {
        assertThat(SecretProbe.of(NAME).isIn(SecretProbe.fold(reading))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Quillan", "Thorvald the senator", "the quick brown fox jumps over"})
    void findsNothingInOtherText(String reading) {
        assertThat(SecretProbe.of(NAME).isIn(SecretProbe.fold(reading))).isFalse();
    }

    @Test
    void aShortSecretMustBeThereToTheLetter() {
        SecretProbe probe = SecretProbe.of("4711-08");
        assertThat(probe.length()).isEqualTo(6);
        assertThat(probe.isIn("x471108y")).isTrue();
        assertThat(probe.isIn("x471109y")).isFalse();
    }

    @Test
    void aSecretWithoutLettersOrDigitsIsNowhere() {
        assertThat(SecretProbe.of("--- ---").isIn("anything")).isFalse();
    }

    /** The shortcut by exact pieces must not lose what the full comparison finds. */
    @Test
    void findsEverySecretWithAsManyReadingErrorsAsItForgives() {
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            int length = 8 + random.nextInt(40);
            String secret = letters(random, length);
            StringBuilder read = new StringBuilder(secret);
            for (int e = 0; e < length / 8; e++) {
                int at = random.nextInt(read.length());
                switch (random.nextInt(3)) {
                    case 0 -> read.setCharAt(at, '0');
                    case 1 -> read.deleteCharAt(at);
                    default -> read.insert(at, '0');
                }
            }
            String page = letters(random, 20) + read + letters(random, 20);
            assertThat(SecretProbe.of(secret).isIn(page)).as("round %d", round).isTrue();
        }
    }

    private static String letters(Random random, int length) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < length; i++) {
            out.append((char) ('a' + random.nextInt(26)));
        }
        return out.toString();
    }
}
