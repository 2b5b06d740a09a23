package dev.scrim.jobs.readings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.consent.ConsentFile;
import dev.scrim.datasets.consent.ConsentLedger;
import dev.scrim.datasets.consent.ConsentRow;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.SubjectId;
import dev.scrim.datasets.model.TextLine;
import dev.scrim.datasets.model.Word;
import dev.scrim.datasets.vault.KeyId;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.featurizers.reading.InkKey;
import dev.scrim.featurizers.reading.KnownReadings.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingPurgeTest {
    private static final SubjectId ADA = new SubjectId("ada");
    private static final SubjectId BOB = new SubjectId("bob");

    @TempDir
    Path workspace;

    private LocalKeyring keys;
    private ReadingPurge purge;
    private final List<ConsentRow> said = new ArrayList<>();

    @BeforeEach
    void bothAreReadUnderAGrant() {
        keys = LocalKeyring.openOrCreate(workspace.resolve("keyring.json"));
        purge = new ReadingPurge(new org.apache.hadoop.fs.Path(workspace.toUri()), keys);
        say("ada", "*", "grant");
        say("bob", "*", "grant");
        purge.settle(ledger());
        read(ADA);
        read(BOB);
        assertThat(kept()).containsExactlyInAnyOrder("ada", "bob");
    }

    private void say(String subject, String scope, String state) {
        said.add(ConsentFile.row(List.of(subject, "training", scope, state, "2026-01-01T00:00:00Z", "", "form")));
    }

    private ConsentLedger ledger() {
        return new ConsentLedger(said);
    }

    private void read(SubjectId person) {
        ReadingStore store = ReadingStore.open(
                new ReadingStore.Place(
                        workspace.resolve(ReadingPurge.FOLDER).toUri().toString(),
                        workspace.resolve("keyring.json").toString(),
                        "v1"),
                keys.opaque(person));
        TextLine line = new TextLine("id", "text", List.of(new Word("text", new Box(0, 0, 9, 9), 0.9f)), 0.9f, 9, 9);
        store.add(new InkKey(1, 2, 3, 4), new Known(null, line));
        store.flush();
        assertThat(store.damaged()).isZero();
    }

    private Set<String> kept() {
        try (Stream<Path> all = Files.walk(workspace.resolve(ReadingPurge.FOLDER))) {
            return all.filter(p -> p.toString().endsWith(".lines"))
                    .map(p -> p.toString().contains(keys.opaque(ADA))
                            ? "ada"
                            : p.toString().contains(keys.opaque(BOB)) ? "bob" : "?")
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void whatIsStillAllowedIsKeptAndAFurtherGrantTakesNothingAway() {
        assertThat(purge.settle(ledger())).isZero();
        say("ada", "app:mail", "grant");
        assertThat(purge.settle(ledger())).isZero();
        assertThat(kept()).containsExactlyInAnyOrder("ada", "bob");
    }

    @Test
    void aWithdrawalForgetsThatPersonAndNobodyElse() {
        say("ada", "*", "withdraw");
        assertThat(purge.settle(ledger())).isEqualTo(1);
        assertThat(kept()).containsExactly("bob");
        assertThat(workspace.resolve(ReadingPurge.FOLDER).resolve("subject=" + keys.opaque(ADA)))
                .doesNotExist();
    }

    /** Readings are kept by person, not by place: what the exempted program showed cannot be told apart. */
    @Test
    void anExemptionOfOneProgramForgetsAllOfThePerson() {
        say("bob", "app:mail", "exempt");
        assertThat(purge.settle(ledger())).isEqualTo(1);
        assertThat(kept()).containsExactly("ada");
        // Once: what is read from then on was read under it.
        read(BOB);
        assertThat(purge.settle(ledger())).isZero();
        assertThat(kept()).containsExactlyInAnyOrder("ada", "bob");
    }

    @Test
    void whatABuildAddsWhileAWithdrawalIsTakenDownIsForgottenAtTheNextStart() {
        say("ada", "app:mail", "exempt");
        assertThat(purge.forget(ledger())).isEqualTo(1);
        read(ADA);
        assertThat(purge.settle(ledger())).isEqualTo(1);
        assertThat(kept()).containsExactly("bob");
    }

    @Test
    void whoWithdrewIsForgottenHoweverOftenTheyAreRead() {
        say("ada", "*", "withdraw");
        purge.settle(ledger());
        read(ADA);
        assertThat(purge.settle(ledger())).isEqualTo(1);
        assertThat(kept()).containsExactly("bob");
    }

    @Test
    void aChangedPastForgetsToo() {
        said.remove(0);
        say("ada", "*", "grant");
        said.set(0, ConsentFile.row(List.of("bob", "training", "*", "grant", "2026-02-01T00:00:00Z", "", "form")));
        assertThat(purge.settle(ledger())).isEqualTo(1);
        assertThat(kept()).containsExactly("ada");
    }

    @Test
    void whoIsUnknownOrErasedIsForgotten() {
        said.remove(1);
        keys.destroy(new KeyId(keys.opaque(ADA), 0));
        assertThat(purge.settle(ledger())).isEqualTo(2);
        assertThat(kept()).isEmpty();
    }

    @Test
    void whereNothingSaysWhatWasAllowedEverythingIsForgotten() throws IOException {
        Files.writeString(workspace.resolve(ReadingPurge.FOLDER).resolve("consent.state"), "damaged\n");
        assertThat(purge.settle(ledger())).isEqualTo(2);
        assertThat(kept()).isEmpty();
    }

    @Test
    void whatIsRememberedNamesNobody() throws IOException {
        String state = Files.readString(workspace.resolve(ReadingPurge.FOLDER).resolve("consent.state"));
        assertThat(state).hasLineCount(2).doesNotContain("ada", "bob", "training", ledger().head());
    }
}
