package dev.scrim.datasets.consent;

import dev.scrim.datasets.model.SubjectId;
import dev.scrim.datasets.model.TimeSpan;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * The append-only ledger of what people allowed. Nothing is allowed that it does not grant.
 *
 * <p>An entry is about what was <em>recorded</em> between its {@code valid_from} and its {@code valid_to}. Of two entries
 * of one person, purpose and scope the later one in the ledger wins where both hold. Entries of different scopes add up:
 * something may be used when any grant covers it and no entry of another state does, so an exemption of one program
 * stands against a grant of everything, and a withdrawal of everything against a grant of one program.
 *
 * @param rows in the ledger's order, which is the order in which things were said
 */
public record ConsentLedger(List<ConsentRow> rows) {
    private static final String TAG = "scrim.consent/1";

    public ConsentLedger {
        rows = List.copyOf(rows);
    }

    /**
     * SHA-256 chain over the rows, lower-case hexadecimal. A build id pins it: any change of any row changes it. It is of
     * what was said, not of the file that it stands in: the same entries have the same head as CSV and as a chained file.
     */
    public String head() {
        List<String> heads = heads();
        return heads.get(heads.size() - 1);
    }

    /**
     * How many of the first rows had this head: what a ledger was that only grew since.
     *
     * @return empty when no beginning of this ledger has it, so that a row was changed or lost
     */
    public OptionalInt rowsAt(String head) {
        int rows = heads().indexOf(head);
        return rows < 0 ? OptionalInt.empty() : OptionalInt.of(rows);
    }

    /** The head of no rows, of the first, of the first two and so on. */
    private List<String> heads() {
        List<String> heads = new ArrayList<>();
        MessageDigest sha = sha256();
        byte[] head = sha.digest(TAG.getBytes(StandardCharsets.UTF_8));
        heads.add(HexFormat.of().formatHex(head));
        for (ConsentRow row : rows) {
            field(sha, TAG.getBytes(StandardCharsets.UTF_8));
            field(sha, head);
            for (String text : ConsentFields.write(row)) {
                field(sha, text.getBytes(StandardCharsets.UTF_8));
            }
            head = sha.digest();
            heads.add(HexFormat.of().formatHex(head));
        }
        return heads;
    }

    /** Everybody of whom anything is said, in the order of their first row. */
    public Set<SubjectId> subjects() {
        Set<SubjectId> subjects = new LinkedHashSet<>();
        rows.forEach(row -> subjects.add(row.subject()));
        return subjects;
    }

    /** What is said of one person, in the ledger's order. */
    public List<ConsentRow> of(SubjectId subject) {
        return rows.stream().filter(row -> row.subject().equals(subject)).toList();
    }

    private static void field(MessageDigest sha, byte[] bytes) {
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        sha.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Cannot hash: every Java has SHA-256", e);
        }
    }

    /** When anything at all of a recording may be used; windows may narrow it, see {@link #consentFor}. */
    public List<TimeSpan> spansFor(SubjectId subject, String purpose, Instant recordingStart, long endUs) {
        return consentFor(subject, purpose, recordingStart, endUs).spans();
    }

    /**
     * What the ledger leaves of a recording.
     *
     * @param recordingStart when the recording's clock showed 0
     * @param endUs first microsecond that is no longer in the recording
     */
    public RecordingConsent consentFor(SubjectId subject, String purpose, Instant recordingStart, long endUs) {
        Map<ConsentScope, List<ScopeRule>> byScope = new LinkedHashMap<>();
        for (ConsentRow row : rows) {
            if (row.subject().equals(subject) && row.purpose().equals(purpose)) {
                long from = onClock(row.validFrom(), recordingStart, endUs);
                long to = row.validTo()
                        .map(end -> onClock(end, recordingStart, endUs))
                        .orElse(endUs);
                if (from < to) {
                    List<ScopeRule> scope = byScope.computeIfAbsent(row.scope(), first -> new ArrayList<>());
                    cut(scope, new TimeSpan(from, to));
                    scope.add(new ScopeRule(new TimeSpan(from, to), row.scope(), row.state()));
                }
            }
        }
        List<ScopeRule> rules = byScope.values().stream()
                .flatMap(Collection::stream)
                .sorted((a, b) -> Long.compare(a.span().startUs(), b.span().startUs()))
                .toList();
        return new RecordingConsent(usable(rules), rules);
    }

    /** Microseconds on the recording's clock, cut to {@code [0, endUs]}; rounded down, so never later than said. */
    private static long onClock(Instant instant, Instant start, long endUs) {
        if (!instant.isAfter(start)) {
            return 0;
        }
        if (!instant.isBefore(start.plus(endUs, ChronoUnit.MICROS))) {
            return endUs;
        }
        return ChronoUnit.MICROS.between(start, instant);
    }

    /** Takes {@code span} out of what earlier entries of the same scope hold. */
    private static void cut(List<ScopeRule> scope, TimeSpan span) {
        List<ScopeRule> kept = new ArrayList<>();
        for (ScopeRule rule : scope) {
            TimeSpan old = rule.span();
            if (!old.overlaps(span)) {
                kept.add(rule);
                continue;
            }
            if (old.startUs() < span.startUs()) {
                kept.add(new ScopeRule(new TimeSpan(old.startUs(), span.startUs()), rule.scope(), rule.state()));
            }
            if (span.endUs() < old.endUs()) {
                kept.add(new ScopeRule(new TimeSpan(span.endUs(), old.endUs()), rule.scope(), rule.state()));
            }
        }
        scope.clear();
        scope.addAll(kept);
    }

    /** Where some grant holds and no entry forbids everything; neighbours are joined. */
    private static List<TimeSpan> usable(List<ScopeRule> rules) {
        NavigableSet<Long> edges = new TreeSet<>();
        rules.forEach(rule -> {
            edges.add(rule.span().startUs());
            edges.add(rule.span().endUs());
        });
        List<TimeSpan> spans = new ArrayList<>();
        for (Long from : edges) {
            Long to = edges.higher(from);
            if (to != null && usableAt(rules, from)) {
                boolean joins = !spans.isEmpty() && spans.get(spans.size() - 1).endUs() == from;
                long start = joins ? spans.remove(spans.size() - 1).startUs() : from;
                spans.add(new TimeSpan(start, to));
            }
        }
        return spans;
    }

    private static boolean usableAt(List<ScopeRule> rules, long tUs) {
        boolean granted = false;
        for (ScopeRule rule : rules) {
            if (rule.span().contains(tUs)) {
                if (rule.state().allows()) {
                    granted = true;
                } else if (rule.scope() instanceof ConsentScope.Everything) {
                    return false;
                }
            }
        }
        return granted;
    }
}
