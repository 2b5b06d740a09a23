package dev.scrim.jobs.canary;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.validator.routines.checkdigit.IBANCheckDigit;
import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;
import org.junit.jupiter.api.Test;

class InventionTest {
    @Test
    void inventedNumbersHaveTheirShapesAndCheckDigits() {
        Invention made = new Invention(5);
        for (int i = 0; i < 200; i++) {
            assertThat(made.ssn()).matches("(?!666|9)[1-8]\\d{2}-[1-9]\\d-[1-9]\\d{3}");
            assertThat(made.itin()).matches("9\\d{2}-(7\\d|8[0-8])-\\d{4}");
            assertThat(LuhnCheckDigit.LUHN_CHECK_DIGIT.isValid(made.card().replace(" ", "")))
                    .isTrue();
            assertThat(IBANCheckDigit.IBAN_CHECK_DIGIT.isValid(made.iban().replace(" ", "")))
                    .isTrue();
        }
    }
}
