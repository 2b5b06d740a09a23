package dev.scrim.redaction.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldingTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SSN 2l2-O9-4477         | SSN 212-09-4477
            ID - 398-42-5861        | ID - 398-42-5861
            call (7IS) 896-8757     | call (715) 896-8757
            963-249-854SxO64        | 963-249-8545x064
            4ZOS 2984 6930 4708     | 4205 2984 6930 4708
            Hex bolts M8 120        | Hex bolts M8 120
            the dog said so         | the dog said so
            """)
    void numbersAreRepairedAndWordsAreLeftAlone(String text, String expected) {
        assertThat(Folding.digits(text).text()).isEqualTo(expected);
    }

    @Test
    void offsetsLeadBackToWhatWasRead() {
        Folded folded = Folding.digits("id 2l2 - O9 - 4477.");
        int at = folded.text().indexOf("212-09-4477");
        assertThat(folded.origin(at, at + 11)).containsExactly(3, 18);
        assertThat(folded.at(3)).isEqualTo(at);
        assertThat(Folding.unwrapped("ab\ncd").origin(1, 3)).containsExactly(1, 4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            social security number | s0cial security number
            social security number | socialsecurity nurnber
            social security number | sociaI security number
            medical record         | MEDICAL  RECORD
            medical record         | rnedicaI record
            """)
    void cuesAreKnownAlthoughMisread(String cue, String read) {
        assertThat(Pattern.compile(Misreadings.tolerant(cue))
                        .matcher(Folding.lower(read))
                        .find())
                .isTrue();
    }

    @Test
    void tolerantPatternsKeepClassesAndCounts() {
        assertThat(Misreadings.tolerant("[il ]x{2,14} \\p{L}")).isEqualTo("[il ]x{2,14}\\s{0,3}\\p{L}");
        assertThat("duplicate").doesNotMatch(Misreadings.tolerant("lic"));
    }
}
