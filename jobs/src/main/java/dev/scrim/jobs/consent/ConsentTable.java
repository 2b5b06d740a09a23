package dev.scrim.jobs.consent;

import dev.scrim.datasets.chain.ChainHead;
import dev.scrim.datasets.check.OneLine;
import dev.scrim.datasets.consent.ConsentLedger;
import dev.scrim.datasets.consent.ConsentRow;
import dev.scrim.datasets.consent.ConsentScope;
import dev.scrim.datasets.consent.RecordingConsent;
import dev.scrim.datasets.model.SubjectId;
import dev.scrim.datasets.model.TimeSpan;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A ledger for people: what of whom may be used for what, worked out as a build works it out. */
final class ConsentTable {
    /** From the epoch on; whatever a computer recorded lies in it. */
    static final long ALL_TIME_US = TimeUnit.DAYS.toMicros(365_000);
    /** Spans of one person that a line has room for. */
    private static final int SPANS = 3;

    private ConsentTable() {}

    /** @param head of the chained file; empty for CSV */
    static String of(ConsentLedger ledger, Optional<ChainHead> head, boolean entries) {
        StringBuilder out = new StringBuilder();
        int width = Math.max(
                7,
                ledger.subjects().stream()
                        .mapToInt(s -> s.value().length())
                        .max()
                        .orElse(0));
        String line = "%-" + width + "s  %-12s  %-44s  %s%n";
        out.append(
                String.format(Locale.ROOT, line, "subject", "purpose", "may be used, by time of recording", "except"));
        for (SubjectId person : ledger.subjects()) {
            for (String purpose : ledger.of(person).stream()
                    .map(ConsentRow::purpose)
                    .distinct()
                    .toList()) {
                RecordingConsent consent = ledger.consentFor(person, purpose, Instant.EPOCH, ALL_TIME_US);
                out.append(String.format(
                        Locale.ROOT,
                        line,
                        person.value(),
                        purpose,
                        OneLine.of(spans(consent)),
                        OneLine.of(exceptions(consent))));
            }
        }
        if (entries) {
            entries(ledger, out);
        }
        out.append('\n')
                .append(ledger.rows().size())
                .append(" entries about ")
                .append(ledger.subjects().size());
        out.append(" people.\nA build pins  ").append(ledger.head()).append('\n');
        head.ifPresent(h -> out.append("The chain's head  ").append(h).append('\n'));
        return out.toString();
    }

    private static void entries(ConsentLedger ledger, StringBuilder out) {
        out.append('\n');
        int seq = 1;
        for (ConsentRow row : ledger.rows()) {
            out.append(String.format(
                    Locale.ROOT,
                    "%6d  %-8s  %s  %s  %s  %s .. %s  %s%n",
                    seq++,
                    row.state().label(),
                    row.subject().value(),
                    row.purpose(),
                    OneLine.of(row.scope().text()),
                    row.validFrom(),
                    row.validTo().map(Instant::toString).orElse("open"),
                    OneLine.of(row.source())));
        }
    }

    private static String spans(RecordingConsent consent) {
        if (consent.spans().isEmpty()) {
            return "nothing";
        }
        List<String> shown = new ArrayList<>();
        for (TimeSpan span : consent.spans().stream().limit(SPANS).toList()) {
            shown.add(at(span.startUs()) + " .. " + (span.endUs() >= ALL_TIME_US ? "open" : at(span.endUs())));
        }
        int more = consent.spans().size() - shown.size();
        boolean narrow = consent.rules().stream()
                .filter(rule -> rule.state() == ConsentRow.State.GRANT)
                .noneMatch(rule -> rule.scope() instanceof ConsentScope.Everything);
        String only = narrow
                ? consent.rules().stream()
                        .filter(rule -> rule.state() == ConsentRow.State.GRANT)
                        .map(rule -> rule.scope().text())
                        .distinct()
                        .collect(Collectors.joining(" ", " only ", ""))
                : "";
        return String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "") + only;
    }

    private static String exceptions(RecordingConsent consent) {
        String out = consent.rules().stream()
                .filter(rule -> rule.state() != ConsentRow.State.GRANT)
                .filter(rule -> !(rule.scope() instanceof ConsentScope.Everything))
                .map(rule -> rule.state().label() + " " + rule.scope().text())
                .distinct()
                .collect(Collectors.joining(", "));
        return out.isEmpty() ? "-" : out;
    }

    private static String at(long us) {
        String text = Instant.EPOCH.plus(us, ChronoUnit.MICROS).toString();
        return text.endsWith("T00:00:00Z") ? text.substring(0, 10) : text;
    }
}
