package dev.scrim.jobs.erase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.consent.ConsentFile;
import dev.scrim.datasets.consent.ConsentRow;
import dev.scrim.datasets.model.SubjectId;
import dev.scrim.jobs.consent.LedgerPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An erasure writes to the ledgers that the workspace was built under, and to no other. */
class ErasedConsentTest {
    private static final SubjectId WHO = new SubjectId("subj-7");
    private static final String HEADER = "subject_id,purpose,scope,state,valid_from,valid_to,source\n";
    private static final String GRANT = "subj-7,training,*,grant,2026-01-01T00:00:00Z,,form\n";

    @TempDir
    Path root;

    @BeforeEach
    void workspace() throws IOException {
        Files.createDirectory(root.resolve("builds"));
    }

    private ErasedConsent consent(Optional<Path> named) {
        return new ErasedConsent(root, root.resolve("keyring.json"), named, Clock.systemUTC());
    }

    private static ConsentRow grant(String purpose) {
        return ConsentFile.row(List.of("subj-7", purpose, "*", "grant", "2026-01-01T00:00:00Z", "", "form"));
    }

    @Test
    void aLedgerThatNobodyNamedAndNoBuildKnowsIsNotTaken() {
        // It lies in the workspace under the usual name, and still no build was made under it.
        new ConsentFile(root.resolve(ConsentFile.NAME)).append(grant("training"));
        assertThatThrownBy(() -> consent(Optional.empty()).requireKnown())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--ledger");
        assertThatThrownBy(() -> consent(Optional.of(root.resolve("no-such"))).requireKnown())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no-such");
    }

    @Test
    void everyPurposeIsWithdrawnOnceInTheLedgersThatBuildsKnow() throws IOException {
        Path known = root.resolve("known.jsonl");
        Path named = root.resolve("named.jsonl");
        Path other = root.resolve("other.jsonl");
        for (Path ledger : List.of(known, named, other)) {
            new ConsentFile(ledger).append(grant("training"));
            new ConsentFile(ledger).append(grant("research"));
        }
        new LedgerPlaces(root).add(known.toUri());
        new LedgerPlaces(root).add(known.toUri());
        assertThat(new LedgerPlaces(root).all()).containsExactly(known.toUri());
        for (int again = 0; again < 2; again++) {
            ErasedConsent consent = consent(Optional.of(named));
            consent.requireKnown();
            consent.withdraw(WHO, "olga");
            assertThat(consent.said()).containsExactly("withdrawn");
            for (Path ledger : List.of(known, named)) {
                assertThat(new ConsentFile(ledger).entries().ledger().of(WHO))
                        .extracting(ConsentRow::state, ConsentRow::purpose)
                        .hasSize(4)
                        .contains(
                                org.assertj.core.api.Assertions.tuple(ConsentRow.State.WITHDRAW, "training"),
                                org.assertj.core.api.Assertions.tuple(ConsentRow.State.WITHDRAW, "research"));
            }
        }
        assertThat(new ConsentFile(other).entries().ledger().of(WHO)).hasSize(2);
    }

    @Test
    void aLedgerOfCsvIsLeftAloneAndWhatItStillSaysIsSaid() throws IOException {
        Path csv = root.resolve("consent.csv");
        Files.writeString(csv, HEADER + GRANT);
        new LedgerPlaces(root).add(csv.toUri());
        ErasedConsent grants = consent(Optional.empty());
        grants.requireKnown();
        grants.withdraw(WHO, "olga");
        assertThat(grants.said()).singleElement().asString().contains("still grants");
        assertThat(csv).hasContent(HEADER + GRANT);

        Files.writeString(csv, HEADER);
        ErasedConsent taken = consent(Optional.empty());
        taken.withdraw(WHO, "olga");
        assertThat(taken.said()).singleElement().asString().contains("grants nothing");

        Files.delete(csv);
        assertThatThrownBy(() -> consent(Optional.empty()).requireKnown())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("not where it was");
    }
}
