package dev.scrim.redaction.detect.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.redaction.detect.Span;
import dev.scrim.redaction.detect.TextUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoinsTest {
    private final AccountDetector detector = new AccountDetector();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx",
                "ltc1qhw0ad6hj5mmnr3lk2kq0tkwfy7v6s2jz9d8xyt",
                "0x52908400098527886E0F7030069857D2E4169EE7",
                "send to 1BoatSLRHtKNngkdXEeobR76b53LETtpyT"
            })
    void addressesOfCoins(String text) {
        assertThat(detector.detect(TextUnit.of(text))).extracting(Span::rule).contains("finance.coin-address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x7fff5fbff8c0",
                "commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
                "bc1 is a prefix",
                "id 1BoatSLRHtKNngkdXEeobR76b53LETtpyT"
            })
    void otherHexadecimalsAndDrawnWordsAreNone(String text) {
        assertThat(detector.detect(TextUnit.of(text))).extracting(Span::rule).doesNotContain("finance.coin-address");
    }
}
