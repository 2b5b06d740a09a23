package dev.scrim.jobs.erase;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.consent.ConsentCsv;
import dev.scrim.datasets.consent.ConsentFile;
import dev.scrim.datasets.consent.ConsentLedger;
import dev.scrim.datasets.consent.ConsentRow;
import dev.scrim.datasets.model.SubjectId;
import dev.scrim.jobs.consent.ConsentDesk;
import dev.scrim.jobs.consent.LedgerPlaces;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The consent ledgers that an erasure writes to: those that the workspace was built under, and one that is named. */
final class ErasedConsent {
    private static final String SOURCE = "erasure";
    private static final String EVER = "1970-01-01T00:00:00Z";

    private final Path root;
    private final Path keyring;
    private final Optional<Path> named;
    private final Clock clock;
    private final List<URI> known;
    private final Set<String> said = new TreeSet<>();

    ErasedConsent(Path root, Path keyring, Optional<Path> named, Clock clock) {
        this.root = root;
        this.keyring = keyring;
        this.named = named.map(p -> p.toAbsolutePath().normalize());
        this.clock = clock;
        this.known = new LedgerPlaces(root).all();
    }

    /**
     * Before anything is done: a ledger that nobody writes to would let the person into the next build.
     *
     * @throws UserError when a ledger is not known, or is not where it was
     */
    void requireKnown() {
        named.filter(p -> !Files.isRegularFile(p)).ifPresent(p -> {
            throw new UserError("Cannot take back a consent: there is no ledger " + p, "name its file in --ledger");
        });
        if (named.isEmpty() && known.isEmpty()) {
            throw new UserError(
                    "Cannot take back a consent: it is not known under which ledger the workspace was built",
                    "name the ledger's file in --ledger");
        }
        if (named.isEmpty() && known.stream().anyMatch(u -> isLocal(u) && !Files.isRegularFile(Path.of(u)))) {
            throw new UserError(
                    "Cannot take back a consent: a ledger that the workspace was built under is not where it was",
                    "name the place where it is now in --ledger");
        }
    }

    private static boolean isLocal(URI ledger) {
        return "file".equals(ledger.getScheme());
    }

    /** Writes a withdrawal of everything, ever, for each purpose, where that is not the last word already. */
    void withdraw(SubjectId subject, String who) throws IOException {
        Set<Path> files = Stream.concat(
                        named.stream(),
                        known.stream().filter(ErasedConsent::isLocal).map(Path::of))
                .filter(Files::isRegularFile)
                .collect(Collectors.toCollection(TreeSet::new));
        for (Path file : files) {
            String text = Files.readString(file);
            if (ConsentFile.isOne(text)) {
                withdraw(file, subject, who);
                said.add("withdrawn");
            } else {
                csv(text, subject);
            }
        }
        if (known.stream().anyMatch(u -> !isLocal(u))) {
            said.add("not written to: a ledger of CSV on another machine; take their consent back in it");
        }
    }

    private void withdraw(Path ledger, SubjectId subject, String who) {
        List<ConsentRow> rows = new ConsentFile(ledger).entries().ledger().of(subject);
        Set<String> purposes = rows.stream().map(ConsentRow::purpose).collect(Collectors.toCollection(TreeSet::new));
        for (String purpose : purposes) {
            ConsentRow last = rows.stream()
                    .filter(r -> r.purpose().equals(purpose))
                    .reduce((a, b) -> b)
                    .orElseThrow();
            if (isWithdrawal(last)) {
                continue;
            }
            new ConsentDesk(ledger, Optional.of(root), Optional.of(keyring), clock)
                    .take(
                            ConsentFile.row(List.of(
                                    subject.value(),
                                    purpose,
                                    "*",
                                    ConsentRow.State.WITHDRAW.label(),
                                    EVER,
                                    "",
                                    SOURCE)),
                            who);
        }
    }

    private static boolean isWithdrawal(ConsentRow row) {
        return row.state() == ConsentRow.State.WITHDRAW
                && row.scope().text().equals("*")
                && row.validFrom().equals(Instant.EPOCH)
                && row.validTo().isEmpty();
    }

    /** A ledger of CSV is edited by hand; what can be said is whether it still has a grant. */
    private void csv(String text, SubjectId subject) {
        ConsentLedger ledger = ConsentCsv.parse(text, "consent ledger");
        List<ConsentRow> rows = ledger.of(subject);
        boolean grants = rows.stream().anyMatch(r -> r.state() == ConsentRow.State.GRANT)
                && !isWithdrawal(rows.get(rows.size() - 1));
        said.add(
                grants
                        ? "not written to: it is CSV and still grants; take their consent back in it"
                        : "CSV, which grants nothing any more");
    }

    /** What came of it, in words for the certificate. */
    Set<String> said() {
        return said;
    }
}
