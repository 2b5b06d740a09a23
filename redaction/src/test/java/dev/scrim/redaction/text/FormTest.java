package dev.scrim.redaction.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
    private final Form form = Form.of("AA 99 99 99 A");

    @ParameterizedTest
    @CsvSource({
        "QQ 12 34 56 C, QQ123456C, 0",
        "QQ123456C, QQ123456C, 0",
        "QQ l2 3A 56 C, QQ123456C, 2",
        "QQ-12-34-56-C, QQ123456C, 0",
        "Q0 12 34 S6 C, QO123456C, 2"
    })
    void mendsEachPlaceByWhatItMustHold(String text, String repaired, int mended) {
        Form.Match match = form.find("no: " + text + ".").get(0);
        assertThat(match.repaired()).isEqualTo(repaired);
        assertThat(match.mended()).isEqualTo(mended);
        assertThat(match.start()).isEqualTo(4);
        assertThat(match.end()).isEqualTo(4 + text.length());
    }

    @Test
    void goesOverLineBreaksAndStraySpacesAndCountsThem() {
        assertThat(form.find("QQ 12\n34 56 C").get(0).tidy()).isTrue();
        Form.Match split = form.find("QQ 1 2 34 56 C").get(0);
        assertThat(split.tidy()).isFalse();
        assertThat(split.nearlyTidy()).isTrue();
        assertThat(form.find("Q q 1 2 3 4 5 6 C")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SOLI SO IO C", "QQ 12 34 56 CX", "XQQ 12 34 56 C", "QQ 12 34 5 C", "lol soil big A"})
    void whatIsHardlyReadAsItsFormIsNone(String text) {
        assertThat(form.find(text)).isEmpty();
    }
}
