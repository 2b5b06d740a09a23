package dev.scrim.jobs.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.consent.ConsentCsv;
import dev.scrim.datasets.consent.ConsentFile;
import dev.scrim.datasets.consent.ConsentRow;
import dev.scrim.datasets.model.SubjectId;
import dev.scrim.datasets.vault.KeyId;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.jobs.audit.AuditEntry;
import dev.scrim.jobs.audit.AuditLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsentDeskTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC);

    @TempDir
    Path temp;

    private Path workspace;
    private ConsentDesk desk;

    @BeforeEach
    void workspace() throws IOException {
        workspace = temp.resolve("ws");
        Files.createDirectories(workspace.resolve("builds"));
        desk = desk(temp.resolve(ConsentFile.NAME));
    }

    private ConsentDesk desk(Path ledger) {
        return new ConsentDesk(ledger, Optional.of(workspace), Optional.empty(), CLOCK);
    }

    private static ConsentRow row(String subject, String scope, String state, String from, String to) {
        return ConsentFile.row(List.of(subject, "training", scope, state, from, to, "form"));
    }

    private static ConsentRow grant(String subject) {
        return row(subject, "*", "grant", "2026-01-01T00:00:00Z", "");
    }

    @Test
    void everyEntryIsOnRecordByItsNumberAndNobodysName() {
        desk.take(grant("ada"), "officer");
        desk.take(row("ada", "*", "withdraw", "1970-01-01T00:00:00Z", ""), "officer");
        assertThat(new AuditLog(workspace, CLOCK).entries())
                .extracting(AuditEntry::who, AuditEntry::what, AuditEntry::object)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("officer", "consent.grant", "ledger entry 1"),
                        org.assertj.core.api.Assertions.tuple("officer", "consent.withdraw", "ledger entry 2"));
    }

    @Test
    void aWithdrawalForgetsAtOnceWhatWasReadInTheWorkspace() throws IOException {
        LocalKeyring keys = LocalKeyring.openOrCreate(workspace.resolve("keyring.json"));
        String ada = keys.opaque(new SubjectId("ada"));
        keys.dataKey(new KeyId(ada, 0));
        desk.take(grant("ada"), "officer");
        Path readings = Files.createDirectories(workspace.resolve("readings/subject=" + ada + "/v1"));
        Files.writeString(readings.resolve("x.lines"), "sealed");
        ConsentDesk.Taken taken = desk.take(row("ada", "*", "withdraw", "1970-01-01T00:00:00Z", ""), "officer");
        assertThat(taken).isEqualTo(new ConsentDesk.Taken(2, 1, 1));
        assertThat(workspace.resolve("readings")).isEmptyDirectory();
    }

    @Test
    void theTableSaysWhatABuildWouldUse() {
        desk.take(grant("ada"), "o");
        desk.take(row("ada", "url:*.bank.test", "exempt", "1970-01-01T00:00:00Z", ""), "o");
        desk.take(row("ada", "*", "pause", "2026-02-01T00:00:00Z", "2026-02-02T00:00:00Z"), "o");
        desk.take(grant("bob"), "o");
        desk.take(row("bob", "*", "withdraw", "1970-01-01T00:00:00Z", ""), "o");
        desk.take(row("cyd", "app:mail", "grant", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"), "o");
        assertThat(desk.show(false).lines())
                .anyMatch(
                        l -> l.matches(
                                "ada +training +2026-01-01 \\.\\. 2026-02-01, 2026-02-02 \\.\\. open +exempt url:\\*\\.bank\\.test"))
                .anyMatch(l -> l.matches("bob +training +nothing +-"))
                .anyMatch(l -> l.matches("cyd +training +2026-01-01 \\.\\. 2027-01-01 only app:mail +-"))
                .anyMatch(l -> l.matches("6 entries about 3 people\\."))
                .anyMatch(l -> l.matches("The chain's head +6:[0-9a-f]{64}"))
                .noneMatch(l -> l.contains("form"));
        assertThat(desk.show(true).lines().filter(l -> l.endsWith("form"))).hasSize(6);
    }

    @Test
    void aPinnedHeadTellsALedgerThatOnlyGrewFromOneThatDidNot() throws IOException {
        Path ledger = temp.resolve(ConsentFile.NAME);
        desk.take(grant("ada"), "o");
        String pinned = new ConsentFile(ledger).entries().ledger().head();
        desk.take(row("ada", "*", "withdraw", "1970-01-01T00:00:00Z", ""), "o");
        assertThat(desk.since(pinned)).isEqualTo(1);
        Files.delete(ledger);
        desk.take(grant("bob"), "o");
        assertThatThrownBy(() -> desk.since(pinned))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("changed or gone");
    }

    @Test
    void csvIsShownAndImportedButNotAppendedTo() throws IOException {
        Path csv = Files.writeString(
                temp.resolve("consent.csv"),
                String.join(",", ConsentCsv.HEADER) + "\nada,training,*,grant,2026-01-01T00:00:00Z,,form\n");
        assertThat(desk(csv).show(false)).contains("1 entries about 1 people").doesNotContain("chain");
        assertThatThrownBy(() -> desk(csv).take(grant("bob"), "o"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("scrim consent import");
        assertThat(desk.importCsv(csv, "o")).isEqualTo(new ConsentDesk.Taken(1, 1, 0));
        assertThat(desk.importCsv(csv, "o").entries()).isZero();
        assertThat(desk.since(ConsentCsv.read(Files.newInputStream(csv), "c").head()))
                .isEqualTo(1);
    }

    @Test
    void aPlaceThatIsNoneIsTheCallersMistake() {
        assertThatThrownBy(() -> desk.show(false)).isInstanceOf(UserError.class).hasMessageContaining("is not there");
        assertThatThrownBy(() -> new ConsentDesk(temp.resolve("l.jsonl"), Optional.of(temp), Optional.empty(), CLOCK))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no folder named builds");
        assertThatThrownBy(() -> desk(temp.resolve("none/l.jsonl"))).isInstanceOf(UserError.class);
    }
}
