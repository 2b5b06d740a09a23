package dev.scrim.datasets.consent;

import dev.scrim.datasets.model.SubjectId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One entry of the ledger.
 *
 * @param purpose what the data may or may not be used for, such as {@code training}
 * @param validFrom first moment of recording that the entry is about
 * @param validTo first moment that it is no longer about; empty for an entry without an end
 * @param source how the entry came about, such as {@code signed-form}
 */
public record ConsentRow(
        SubjectId subject,
        String purpose,
        ConsentScope scope,
        State state,
        Instant validFrom,
        Optional<Instant> validTo,
        String source) {

    public ConsentRow {
        if (validTo.isPresent() && !validTo.get().isAfter(validFrom)) {
            throw new IllegalArgumentException("Cannot make a consent entry that ends before it begins");
        }
    }

    /** What an entry says. Only {@code GRANT} allows anything. */
    public enum State {
        GRANT,
        WITHDRAW,
        PAUSE,
        EXEMPT;

        /** Name in the ledger. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean allows() {
            return this == GRANT;
        }
    }
}
