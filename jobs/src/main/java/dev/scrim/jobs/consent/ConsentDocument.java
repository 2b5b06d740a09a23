package dev.scrim.jobs.consent;

import dev.scrim.datasets.chain.ChainHead;
import dev.scrim.datasets.consent.ConsentLedger;
import dev.scrim.datasets.consent.ConsentRow;
import dev.scrim.datasets.consent.RecordingConsent;
import dev.scrim.datasets.consent.ScopeRule;
import dev.scrim.datasets.model.SubjectId;
import dev.scrim.datasets.model.TimeSpan;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A ledger for programs: what {@link ConsentTable} says, with nothing left out for want of room. */
final class ConsentDocument {
    private ConsentDocument() {}

    /**
     * Maps, lists and texts; times in UTC, and a span without an end is open.
     *
     * @param head of the chained file; empty for CSV
     */
    static Map<String, Object> of(ConsentLedger ledger, Optional<ChainHead> head, boolean entries) {
        Map<String, Object> out = new LinkedHashMap<>();
        List<Map<String, Object>> people = new ArrayList<>();
        for (SubjectId person : ledger.subjects()) {
            ledger.of(person).stream()
                    .map(ConsentRow::purpose)
                    .distinct()
                    .forEach(purpose -> people.add(person(ledger, person, purpose)));
        }
        out.put("people", people);
        if (entries) {
            out.put(
                    "entries",
                    ledger.rows().stream().map(ConsentDocument::entry).toList());
        }
        out.put("entry_count", ledger.rows().size());
        out.put("ledger_head", ledger.head());
        head.ifPresent(h -> out.put("chain_head", h.toString()));
        return out;
    }

    private static Map<String, Object> person(ConsentLedger ledger, SubjectId person, String purpose) {
        RecordingConsent consent = ledger.consentFor(person, purpose, Instant.EPOCH, ConsentTable.ALL_TIME_US);
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("subject", person.value());
        out.put("purpose", purpose);
        out.put(
                "may_be_used",
                consent.spans().stream().map(ConsentDocument::span).toList());
        out.put("rules", consent.rules().stream().map(ConsentDocument::rule).toList());
        return out;
    }

    private static Map<String, Object> rule(ScopeRule rule) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("state", rule.state().label());
        out.put("scope", rule.scope().text());
        out.putAll(span(rule.span()));
        return out;
    }

    private static Map<String, Object> span(TimeSpan span) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("from", at(span.startUs()));
        if (span.endUs() < ConsentTable.ALL_TIME_US) {
            out.put("to", at(span.endUs()));
        }
        return out;
    }

    private static Map<String, Object> entry(ConsentRow row) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("state", row.state().label());
        out.put("subject", row.subject().value());
        out.put("purpose", row.purpose());
        out.put("scope", row.scope().text());
        out.put("from", row.validFrom().toString());
        row.validTo().ifPresent(to -> out.put("to", to.toString()));
        out.put("source", row.source());
        return out;
    }

    private static String at(long us) {
        return Instant.EPOCH.plus(us, ChronoUnit.MICROS).toString();
    }
}
