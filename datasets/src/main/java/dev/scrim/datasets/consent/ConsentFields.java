package dev.scrim.datasets.consent;

import dev.scrim.datasets.model.SubjectId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An entry of the ledger as seven texts, however it came: by a line of CSV, of a chained file or of a command. */
final class ConsentFields {
    /** Their names, by place. */
    static final List<String> NAMES =
            List.of("subject_id", "purpose", "scope", "state", "valid_from", "valid_to", "source");

    private final List<String> problems = new ArrayList<>();

    private ConsentFields() {}

    /**
     * What came of reading: an entry, or why there is none. Problems name fields, never what stands in them.
     *
     * @param row empty exactly where there are problems
     */
    record Read(Optional<ConsentRow> row, List<String> problems) {}

    /** @param values one for each of {@link #NAMES} */
    static Read read(List<String> values) {
        ConsentFields fields = new ConsentFields();
        @Nullable ConsentRow row = fields.row(values);
        return new Read(Optional.ofNullable(row), List.copyOf(fields.problems));
    }

    /** What {@link #read} makes the same entry of. */
    static List<String> write(ConsentRow row) {
        return List.of(
                row.subject().value(),
                row.purpose(),
                row.scope().text(),
                row.state().label(),
                row.validFrom().toString(),
                row.validTo().map(Instant::toString).orElse(""),
                row.source());
    }

    private @Nullable ConsentRow row(List<String> values) {
        SubjectId subject = field(values, 0, SubjectId::new, "1 to 128 of A-Z a-z 0-9 . _ -");
        String purpose = field(values, 1, ConsentFields::word, "a word of a-z 0-9 _ -");
        ConsentScope scope = field(values, 2, ConsentScope::parse, "*, app:<name> or url:<address>");
        ConsentRow.State state = field(values, 3, ConsentFields::state, "grant, withdraw, pause or exempt");
        Instant from = field(values, 4, Instant::parse, "a UTC time such as 2026-01-01T00:00:00Z");
        Optional<Instant> to = field(
                values,
                5,
                text -> text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text)),
                "a UTC time such as 2030-01-01T00:00:00Z, or empty for no end");
        String source = field(values, 6, ConsentFields::filled, "how it came about, such as signed-form");
        if (from != null && to != null && to.isPresent() && !to.get().isAfter(from)) {
            problems.add("valid_to must be later than valid_from");
        }
        if (!problems.isEmpty()
                || subject == null
                || purpose == null
                || scope == null
                || state == null
                || from == null
                || to == null
                || source == null) {
            return null;
        }
        return new ConsentRow(subject, purpose, scope, state, from, to, source);
    }

    private <T> @Nullable T field(List<String> values, int place, Function<String, T> read, String expected) {
        try {
            return read.apply(values.get(place));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            problems.add(NAMES.get(place) + " must be " + expected);
            return null;
        }
    }

    private static String word(String text) {
        if (!text.matches("[a-z0-9][a-z0-9_-]{0,62}")) {
            throw new IllegalArgumentException("not a word");
        }
        return text;
    }

    private static ConsentRow.State state(String text) {
        for (ConsentRow.State state : ConsentRow.State.values()) {
            if (state.label().equals(text)) {
                return state;
            }
        }
        throw new IllegalArgumentException("not a state");
    }

    private static String filled(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("empty");
        }
        return text;
    }
}
