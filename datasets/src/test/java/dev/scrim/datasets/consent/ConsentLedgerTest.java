package dev.scrim.datasets.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.SubjectId;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.datasets.model.WindowEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsentLedgerTest {
    private static final String HEADER = "subject_id,purpose,scope,state,valid_from,valid_to,source\n";
    private static final String ALWAYS = "2026-01-01T00:00:00Z,2030-01-01T00:00:00Z,form\n";
    private static final SubjectId ANNA = new SubjectId("anna");
    private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");
    private static final long END_US = 60_000_000;

    private static ConsentLedger ledger(String rows) {
        return ConsentCsv.parse(HEADER + rows, "consent.csv");
    }

    private static RecordingConsent consent(String rows) {
        return ledger(rows).consentFor(ANNA, "training", START, END_US);
    }

    private static Optional<WindowEvent> window(String app, String url) {
        Optional<String> address = url.isEmpty() ? Optional.empty() : Optional.of(url);
        return Optional.of(new WindowEvent(0, 0, app, "title", address, new Box(0, 0, 1, 1)));
    }

    @Test
    void nothingIsAllowedThatIsNotGranted() {
        assertThat(consent("").spans()).isEmpty();
        assertThat(consent("berta,training,*,grant," + ALWAYS).spans()).isEmpty();
        assertThat(consent("anna,research,*,grant," + ALWAYS).spans()).isEmpty();
        assertThat(consent("anna,training,*,exempt," + ALWAYS).spans()).isEmpty();
        assertThat(consent("anna,training,*,grant,2026-06-01T12:01:00Z,,form\n").spans())
                .isEmpty();
        assertThat(consent("").allows(0, window("xterm", ""))).isFalse();
    }

    @Test
    void aGrantCoversTheRecordingAndNoMore() {
        RecordingConsent consent = consent("anna,training,*,grant," + ALWAYS);

        assertThat(consent.spans()).containsExactly(new TimeSpan(0, END_US));
        assertThat(consent.allows(0, Optional.empty())).isTrue();
        assertThat(consent.allows(END_US, Optional.empty())).isFalse();
        assertThat(consent.dependsOnWindow()).isFalse();
    }

    @Test
    void laterRowsWinWithinAScope() {
        assertThat(consent("anna,training,*,grant," + ALWAYS
                                + "anna,training,*,pause,2026-06-01T12:00:10Z,2026-06-01T12:00:20Z,app\n"
                                + "anna,training,*,grant,2026-06-01T12:00:15.000001Z,2026-06-01T12:00:16Z,app\n")
                        .spans())
                .containsExactly(
                        new TimeSpan(0, 10_000_000),
                        new TimeSpan(15_000_001, 16_000_000),
                        new TimeSpan(20_000_000, END_US));
        assertThat(consent("anna,training,*,withdraw," + ALWAYS + "anna,training,*,grant," + ALWAYS)
                        .spans())
                .containsExactly(new TimeSpan(0, END_US));
        assertThat(consent("anna,training,*,grant," + ALWAYS + "anna,training,*,withdraw," + ALWAYS)
                        .spans())
                .isEmpty();
    }

    @Test
    void aWithdrawalWithoutAnEndHoldsForEver() {
        String rows = """
                anna,training,*,grant,2026-01-01T00:00:00Z,,form
                anna,training,*,withdraw,2026-06-01T12:00:30Z,,mail
                """;
        assertThat(consent(rows).spans()).containsExactly(new TimeSpan(0, 30_000_000));
    }

    @Test
    void anExemptProgramStandsAgainstAGrantOfEverything() {
        RecordingConsent consent =
                consent("anna,training,app:slack,exempt," + ALWAYS + "anna,training,*,grant," + ALWAYS);

        assertThat(consent.spans()).containsExactly(new TimeSpan(0, END_US));
        assertThat(consent.dependsOnWindow()).isTrue();
        assertThat(consent.allows(5, window("xterm", ""))).isTrue();
        assertThat(consent.allows(5, window("Slack", ""))).isFalse();
        assertThat(consent.deniedBy(5, window("Slack", "")))
                .hasValueSatisfying(rule -> assertThat(rule.scope().text()).isEqualTo("app:slack"));
        assertThat(consent.allows(5, Optional.empty()))
                .as("an unnamed window may be the exempt one")
                .isFalse();
    }

    @Test
    void aGrantOfOneProgramIsAboutThatProgramOnly() {
        RecordingConsent consent = consent("anna,training,app:libreoffice*,grant," + ALWAYS);

        assertThat(consent.allows(5, window("libreoffice-calc", ""))).isTrue();
        assertThat(consent.allows(5, window("xterm", ""))).isFalse();
        assertThat(consent.allows(5, Optional.empty())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "url:*.bank.test, https://www.bank.test/accounts?id=7, YES",
        "url:*.bank.test, https://bank.test, YES",
        "url:*.bank.test, https://BANK.test./, YES",
        "url:*.bank.test, http://user@bank.test:8080/x, YES",
        "url:*.bank.test, https://notbank.test/, NO",
        "url:*.bank.test, https://example.test/?next=www.bank.test, NO",
        "url:*.bank.test, https://example.test/www.bank.test, NO",
        "url:mail.test/inbox*, https://mail.test/inbox/3#top, YES",
        "url:mail.test/inbox*, https://mail.test/settings, NO",
        "url:https://mail.test/*, https://mail.test/settings, YES",
        "url:*, about:blank, YES",
        "app:*chat*, , NO",
    })
    void addressesAreMatchedByHostAndPath(String scope, String url, ConsentScope.Match expected) {
        assertThat(ConsentScope.parse(scope).matches(window("browser", url == null ? "" : url)))
                .isEqualTo(expected);
    }

    @Test
    void aBrowserThatHidesItsAddressMayShowTheExemptPage() {
        RecordingConsent consent =
                consent("anna,training,*,grant," + ALWAYS + "anna,training,url:*.bank.test,exempt," + ALWAYS);

        assertThat(consent.allows(5, window("chromium", ""))).isFalse();
        assertThat(consent.allows(5, window("chromium", "https://work.test/"))).isTrue();
        assertThat(consent.allows(5, window("xterm", ""))).isTrue();
    }

    @Test
    void theHeadChangesWithEveryFieldAndWithTheOrder() {
        List<String> ledgers = new ArrayList<>(List.of("", "anna,training,*,grant," + ALWAYS));
        ledgers.add("berta,training,*,grant," + ALWAYS);
        ledgers.add("anna,research,*,grant," + ALWAYS);
        ledgers.add("anna,training,app:x,grant," + ALWAYS);
        ledgers.add("anna,training,*,withdraw," + ALWAYS);
        ledgers.add("anna,training,*,grant,2026-01-02T00:00:00Z,2030-01-01T00:00:00Z,form\n");
        ledgers.add("anna,training,*,grant,2026-01-01T00:00:00Z,,form\n");
        ledgers.add("anna,training,*,grant,2026-01-01T00:00:00Z,2030-01-01T00:00:00Z,phone\n");
        ledgers.add(ledgers.get(1) + ledgers.get(2));
        ledgers.add(ledgers.get(2) + ledgers.get(1));

        assertThat(ledgers.stream().map(rows -> ledger(rows).head())).doesNotHaveDuplicates();
        assertThat(ledger(ledgers.get(1)).head())
                .isEqualTo(ledger(ledgers.get(1)).head())
                .matches("[0-9a-f]{64}");
    }

    @Test
    void allWrongLinesAreNamedWithoutTheirContent() {
        assertThatThrownBy(() -> ledger("anna,training,*,grant," + ALWAYS
                        + "an na,training,*,grant," + ALWAYS
                        + "anna,training,desktop,granted,yesterday,2030-01-01T00:00:00Z,form\n"
                        + "anna,training,*,grant,2030-01-01T00:00:00Z,2026-01-01T00:00:00Z,form\n"
                        + "\n"
                        + "anna,training\n"
                        + "\"berta\",training,*,grant,2026-01-01T00:00:00Z,2030-01-01T00:00:00Z,\"\"\n"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("8 problems")
                .hasMessageContaining("consent.csv:3: subject_id")
                .hasMessageContaining("consent.csv:4: scope")
                .hasMessageContaining("consent.csv:4: state must be grant, withdraw, pause or exempt")
                .hasMessageContaining("consent.csv:4: valid_from")
                .hasMessageContaining("consent.csv:5: valid_to must be later")
                .hasMessageContaining("consent.csv:6: the line is empty")
                .hasMessageContaining("consent.csv:7: it has 2 fields instead of 7")
                .hasMessageContaining("consent.csv:8: source")
                .hasMessageNotContaining("an na")
                .hasMessageNotContaining("yesterday");
    }

    @Test
    void linesAreCountedThroughQuotedLineBreaks() {
        assertThatThrownBy(() -> ledger("anna,training,*,grant,2026-01-01T00:00:00Z,,\"a \"\"form\"\",\nsigned\"\n"
                        + "anna,training,*,nothing," + ALWAYS))
                .hasMessageContaining("1 problem")
                .hasMessageContaining("consent.csv:4: state");
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "'subject,purpose,scope,state,valid_from,valid_to,source\n'",
        "'subject_id,purpose,scope,state,valid_from,valid_to\n'",
        "'subject_id, purpose,scope,state,valid_from,valid_to,source\n'",
    })
    void anotherHeaderIsAnotherFile(String text) {
        assertThatThrownBy(() -> ConsentCsv.parse(text, "consent.csv"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("consent.csv:1: the header");
    }

    @Test
    void aQuoteThatIsNeverClosedIsAProblem() {
        assertThatThrownBy(() -> ledger("\"anna,training,*,grant," + ALWAYS)).isInstanceOf(UserError.class);
    }

    @Test
    void aByteOrderMarkIsAllowedAndOtherEncodingsAreNot() {
        byte[] marked = ("\uFEFF" + HEADER + "anna,training,*,grant," + ALWAYS).getBytes(StandardCharsets.UTF_8);
        assertThat(ConsentCsv.read(new ByteArrayInputStream(marked), "c").rows())
                .hasSize(1);

        byte[] latin = (HEADER + "anna,training,*,grant,2026-01-01T00:00:00Z,,\u00fcber\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> ConsentCsv.read(new ByteArrayInputStream(latin), "c"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void sharedLedgerReads() throws IOException {
        Path csv = Path.of(System.getProperty("scrim.shared", "../../shared"), "recordings", "consent.csv");
        Assumptions.assumeTrue(Files.exists(csv), "no shared recordings beside the project");
        ConsentLedger ledger = ConsentCsv.read(Files.newInputStream(csv), "consent.csv");

        assertThat(ledger.rows()).isNotEmpty();
        ledger.rows()
                .forEach(row -> assertThat(ledger.spansFor(
                                row.subject(), row.purpose(), Instant.parse("2026-11-21T00:00:00Z"), END_US))
                        .isNotEmpty());
    }

    @Test
    void spansAreExactlyTheTimesThatSomeWindowIsAllowed() {
        Random random = new Random(7);
        List<Optional<WindowEvent>> windows = List.of(window("a", ""), window("b", ""));
        for (int round = 0; round < 200; round++) {
            StringBuilder rows = new StringBuilder();
            for (int i = 0; i < 6; i++) {
                int from = random.nextInt(50);
                String scope = List.of("*", "*", "app:a", "app:b").get(random.nextInt(4));
                String state = List.of("grant", "grant", "withdraw", "exempt").get(random.nextInt(4));
                rows.append("anna,training,%s,%s,%s,%s,form%n"
                        .formatted(
                                scope,
                                state,
                                START.plusSeconds(from),
                                START.plusSeconds(from + 1L + random.nextInt(20))));
            }
            RecordingConsent consent = consent(rows.toString());
            for (long t = 0; t < END_US; t += 1_000_000) {
                long at = t;
                boolean inSpan = consent.spans().stream().anyMatch(span -> span.contains(at));
                boolean someWindow = windows.stream().anyMatch(window -> consent.allows(at, window));
                assertThat(someWindow && !inSpan)
                        .as("allowed outside the spans")
                        .isFalse();
            }
            for (int i = 1; i < consent.spans().size(); i++) {
                assertThat(consent.spans().get(i).startUs())
                        .isGreaterThan(consent.spans().get(i - 1).endUs());
            }
        }
    }
}
