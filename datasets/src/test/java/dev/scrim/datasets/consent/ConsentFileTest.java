package dev.scrim.datasets.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.chain.Anchors;
import dev.scrim.datasets.chain.ChainHead;
import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.model.SubjectId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsentFileTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    @TempDir
    Path temp;

    private Path path() {
        return temp.resolve(ConsentFile.NAME);
    }

    private ConsentFile file() {
        return new ConsentFile(path());
    }

    private static ConsentRow row(String subject, String state) {
        return ConsentFile.row(List.of(
                subject, "training", "*", state, "2026-01-01T00:00:00Z", "2030-01-01T00:00:00Z", "form, signed"));
    }

    private static ConsentLedger csv(String... rows) {
        return ConsentCsv.parse(String.join(",", ConsentCsv.HEADER) + "\n" + String.join("\n", rows) + "\n", "c.csv");
    }

    @Test
    void whatWasSaidIsReadBackInItsOrderAndOnlyByItsOwner() throws IOException {
        assertThat(file().append(row("ada", "grant"))).isEqualTo(1);
        assertThat(file().append(row("bob", "grant"))).isEqualTo(2);
        assertThat(file().append(row("ada", "withdraw"))).isEqualTo(3);
        assertThat(file().entries().ledger().rows())
                .containsExactly(row("ada", "grant"), row("bob", "grant"), row("ada", "withdraw"));
        assertThat(file().entries().head().seq()).isEqualTo(3);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                .isEqualTo("rw-------");
        assertThat(ConsentFile.isOne(Files.readString(path()))).isTrue();
        assertThat(ConsentFile.isOne(String.join(",", ConsentCsv.HEADER))).isFalse();
    }

    @Test
    void whoHasNoGrantHasNothingAndAWithdrawalStandsAgainstIt() {
        file().append(row("ada", "grant"));
        Instant start = Instant.parse("2026-05-05T05:05:05Z");
        ConsentLedger granted = file().entries().ledger();
        assertThat(granted.spansFor(new SubjectId("ada"), "training", start, 1_000))
                .hasSize(1);
        assertThat(granted.spansFor(new SubjectId("bob"), "training", start, 1_000))
                .isEmpty();
        assertThat(granted.spansFor(new SubjectId("ada"), "other", start, 1_000))
                .isEmpty();
        file().append(row("ada", "withdraw"));
        assertThat(file().entries().ledger().spansFor(new SubjectId("ada"), "training", start, 1_000))
                .isEmpty();
    }

    /** A build that pinned the head of the CSV is the same build after the import. */
    @Test
    void theSameEntriesHaveTheSamePinnedHeadAsCsvAndAsAChain() {
        ConsentLedger csv = csv(
                "ada,training,*,grant,2026-01-01T00:00:00Z,,form",
                "bob,training,app:mail,exempt,2026-01-01T00:00:00Z,2027-01-01T00:00:00Z,\"a, b\"");
        assertThat(file().importAll(csv)).isEqualTo(2);
        ConsentLedger chained = file().entries().ledger();
        assertThat(chained).isEqualTo(csv);
        assertThat(chained.head()).isEqualTo(csv.head());
        assertThat(ConsentCsv.parse(ConsentCsv.write(chained), "again")).isEqualTo(csv);
    }

    @Test
    void anImportContinuesTheLedgerOrIsAboutOthers() {
        String ada = "ada,training,*,grant,2026-01-01T00:00:00Z,,form";
        String bob = "bob,training,*,grant,2026-01-01T00:00:00Z,,form";
        String cyd = "cyd,training,*,grant,2026-01-01T00:00:00Z,,form";
        assertThat(file().importAll(csv(ada))).isEqualTo(1);
        assertThat(file().importAll(csv(ada))).isZero();
        assertThat(file().importAll(csv(ada, bob))).isEqualTo(1);
        file().append(row("ada", "withdraw"));
        assertThat(file().importAll(csv(cyd))).isEqualTo(1);
        assertThat(file().entries().ledger().rows()).hasSize(4);
    }

    @Test
    void anOldGrantIsNeverWrittenBehindANewerWithdrawal() {
        ConsentLedger old = csv("ada,training,*,grant,2026-01-01T00:00:00Z,,form");
        file().importAll(old);
        file().append(row("ada", "withdraw"));
        assertThatThrownBy(() -> file().importAll(old))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("1 of 1 rows")
                .hasMessageNotContaining("ada");
        assertThat(file().entries().ledger().rows()).hasSize(2);
    }

    @Test
    void everyWrongFieldIsNamedAndNothingIsQuoted() {
        assertThatThrownBy(() -> ConsentFile.row(List.of("Jane Doe", "Train!", "window:x", "maybe", "now", "", "")))
                .isInstanceOf(UserError.class)
                .hasMessageContainingAll("subject_id", "purpose", "scope", "state", "valid_from", "source")
                .hasMessageNotContainingAny("Jane", "Train!", "window:x", "maybe");
    }

    @Test
    void editedRemovedAndSwappedLinesAreFound() throws IOException {
        for (String person : List.of("ada", "bob", "cyd")) {
            file().append(row(person, "withdraw"));
        }
        List<String> lines = Files.readAllLines(path());
        refused(lines.get(0), lines.get(1).replace("withdraw", "grant"), lines.get(2));
        refused(lines.get(0), lines.get(2));
        refused(lines.get(1), lines.get(2));
        refused(lines.get(0), lines.get(2), lines.get(1));
        refused(lines.get(0), lines.get(1), lines.get(2).substring(0, 40));
        Files.writeString(path(), String.join("\n", lines) + "\n");
        assertThat(file().entries().ledger().rows()).hasSize(3);
    }

    private void refused(String... lines) throws IOException {
        Files.writeString(path(), String.join("\n", lines) + "\n");
        assertThatThrownBy(() -> file().entries())
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is not what was written");
    }

    /** What a cut-off file cannot show by itself: the withdrawal at its end is gone. */
    @Test
    void aLedgerThatWasCutOffIsNotTheOneThatWasAnchoredNorPinned() throws IOException {
        Anchors anchors = new Anchors(temp.resolve("anchors.jsonl"));
        file().append(row("ada", "grant"));
        file().entries(anchors, NOW);
        file().append(row("ada", "withdraw"));
        ConsentFile.Entries full = file().entries(anchors, NOW);
        file().entries(anchors, NOW);
        assertThat(Files.readAllLines(temp.resolve("anchors.jsonl"))).hasSize(2);

        List<String> lines = Files.readAllLines(path());
        Files.writeString(path(), lines.get(0) + "\n");

        assertThat(file().entries().head()).isNotEqualTo(full.head());
        assertThatThrownBy(() -> file().entries(anchors, NOW))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("ends at line 1, but had 2");
        assertThat(file().entries().ledger().rowsAt(full.ledger().head())).isEmpty();
        assertThat(full.ledger().rowsAt(file().entries().ledger().head())).hasValue(1);

        Files.delete(path());
        assertThat(file().entries().head()).isEqualTo(ChainHead.NONE);
        assertThatThrownBy(() -> file().entries(anchors, NOW)).isInstanceOf(UserError.class);
    }

    @Test
    void twoProcessesThatAppendAtOnceLoseNothing() throws Exception {
        int each = 40;
        List<Process> writers = new ArrayList<>();
        for (String person : List.of("ada", "bob")) {
            writers.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Appender.class.getName(),
                            path().toString(),
                            person,
                            String.valueOf(each))
                    .inheritIO()
                    .start());
        }
        for (Process writer : writers) {
            assertThat(writer.waitFor(4, TimeUnit.MINUTES)).isTrue();
            assertThat(writer.exitValue()).isZero();
        }
        ConsentFile.Entries entries = file().entries();
        assertThat(entries.head().seq()).isEqualTo(2L * each);
        assertThat(entries.ledger().rows().stream()
                        .collect(Collectors.groupingBy(r -> r.subject().value(), Collectors.counting())))
                .containsEntry("ada", (long) each)
                .containsEntry("bob", (long) each);
        // Each one's entries stand in the order in which they were said.
        for (String person : List.of("ada", "bob")) {
            assertThat(entries.ledger().of(new SubjectId(person)))
                    .extracting(ConsentRow::source)
                    .isSortedAccordingTo((a, b) -> Integer.compare(Integer.parseInt(a), Integer.parseInt(b)));
        }
    }

    /** One of the processes that append. */
    static final class Appender {
        private Appender() {}

        public static void main(String[] args) {
            ConsentFile file = new ConsentFile(Path.of(args[0]));
            for (int i = 0; i < Integer.parseInt(args[2]); i++) {
                file.append(ConsentFile.row(
                        List.of(args[1], "training", "*", "grant", "2026-01-01T00:00:00Z", "", String.valueOf(i))));
            }
        }
    }

    @Test
    void aLedgerThatOthersCanReadIsRefused() throws IOException {
        file().append(row("ada", "grant"));
        Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> file().entries()).isInstanceOf(UserError.class).hasMessageContaining("chmod 600");
        assertThatThrownBy(() -> file().append(row("ada", "grant"))).isInstanceOf(UserError.class);
        assertThat(Files.readString(path(), StandardCharsets.UTF_8).lines()).hasSize(1);
    }
}
