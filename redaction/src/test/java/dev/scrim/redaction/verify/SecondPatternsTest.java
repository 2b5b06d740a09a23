package dev.scrim.redaction.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecondPatternsTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    isEvander,SSN548-37-2260                | SSN
                    548- 37-2260                            | SSN
                    548-37-226O                             | SSN
                    \uff15\uff14\uff18-37-2260              | SSN
                    no 912-74-1234                          | ITIN
                    writea.person@example.comnow            | EMAIL
                    PatientMRN:0012345                      | MRN
                    to DE89 3704 0044 0532 0130 00          | IBAN
                    IBAN:GB82WEST12345698765432             | IBAN
                    card4539 1488 0343 6467                 | CARD
                    key=AKIAIOSFODNN7EXAMPLE                | ACCESS_KEY
                    """)
    void identifiersAreFoundInWhatReadersMakeOfThem(String text, String entity) {
        assertThat(SecondPatterns.firstIn(text)).contains(entity);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-11-22 10:15:31",
                "000-12-3456",
                "1548-37-22601",
                "order 4539 1488 0343 6468",
                "DE88 3704 0044 0532 0130 00",
                "version 10.2-31-1024",
                "COMPLETELY NORMAL HEADLINE TEXT 2024",
                "MRNA vaccine 12345",
                "0000 0000 0000 0000",
                "see section Il-10-2000"
            })
    void lookAlikesAreLeftAlone(String text) {
        assertThat(SecondPatterns.firstIn(text)).isEmpty();
    }
}
