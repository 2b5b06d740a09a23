package dev.scrim.redaction.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All identifiers are invented, or the ones their issuers print in advertisements. */
class SecondPatternsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SSN         | SSN 219-09-9999 on file
                    SSN         | 078–05–1120
                    ITIN        | 912-70-1234
                    EMAIL       | write to a.person+x@mail.example.org today
                    PRIVATE_KEY | -----BEGIN RSA PRIVATE KEY-----
                    JWT         | eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.dozjgNryP4J3jVmN
                    ACCESS_KEY  | AKIAIOSFODNN7EXAMPLE
                    ACCESS_KEY  | ghp_0123456789abcdefghijABCDEFGHIJ0123
                    MRN         | MRN: 0048213
                    CARD        | 4111 1111 1111 1111
                    CARD        | pay with 5555555555554444 now
                    """)
    void findsAnIdentifier(String entity, String text) {
        assertThat(SecondPatterns.firstIn(text)).contains(entity);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "000-12-3456",
                "666-12-3456",
                "219-00-9999",
                "219-09-0000",
                "1219-09-99991",
                "4111 1111 1111 1112",
                "0000 0000 0000 0000",
                "2026-11-22 14:05",
                "order 12345678",
                "Version 1.2.3",
                "see @home"
            })
    void findsNothingInOrdinaryText(String text) {
        assertThat(SecondPatterns.firstIn(text)).isEmpty();
    }
}
