package dev.scrim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.consent.ConsentCsv;
import dev.scrim.jobs.audit.AuditLog;
import dev.scrim.jobs.consent.ConsentDesk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in a ledger or a log is shown, and neither moves the cursor nor writes lines of its own. */
class HostileLedgersTest {
    private static final String ESCAPES = "\u001B[1A\u001B[2K\u009B2J\u202E";

    @TempDir
    Path folder;

    private static void assertHarmless(String shown) {
        assertThat(shown.codePoints().filter(c -> c != '\n' && c != '\r'))
                .noneMatch(Character::isISOControl)
                .noneMatch(c -> c == 0x202E || c == 0x2028);
    }

    @Test
    void theAuditLogShowsReasonsAsOneLine() throws IOException {
        Path workspace = Files.createDirectory(folder.resolve("out"));
        AuditLog log = new AuditLog(workspace, Clock.systemUTC());
        log.append("ann" + ESCAPES, "explain.break-glass", "b", "s", ESCAPES + "\n7  2026-01-01T00:00:00Z  forged");
        log.append("ann", "release", "b", "s", "=cmd|' /C calc'!A0");

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            assertThat(Main.execute("audit", "show", workspace.toString())).isZero();
        } finally {
            System.setOut(before);
        }
        String shown = out.toString(StandardCharsets.UTF_8);

        assertHarmless(shown);
        assertThat(shown.lines()).hasSize(2);
        assertThat(shown).contains("forged", "=cmd|");
    }

    @Test
    void theConsentLedgerShowsScopesAndSourcesAsOneLine() throws IOException {
        Path csv = Files.writeString(
                folder.resolve("consent.csv"),
                String.join(",", ConsentCsv.HEADER) + "\n"
                        + "ada,training,app:x" + ESCAPES + ",grant,2026-01-01T00:00:00Z,,=cmd" + ESCAPES + "\n"
                        + "ada,training,url:x" + ESCAPES + ",exempt,1970-01-01T00:00:00Z,,form\n");

        String shown = new ConsentDesk(csv, Optional.empty(), Optional.empty(), Clock.systemUTC()).show(true);

        assertHarmless(shown);
        assertThat(shown).contains("app:x", "url:x", "=cmd");
    }
}
