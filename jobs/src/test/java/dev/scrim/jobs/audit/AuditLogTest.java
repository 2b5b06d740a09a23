package dev.scrim.jobs.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05.006Z"), ZoneOffset.UTC);

    @TempDir
    private Path workspace;

    private AuditLog log;
    private Path file;

    @BeforeEach
    void threeEntries() {
        log = new AuditLog(workspace, CLOCK);
        file = workspace.resolve("audit.jsonl");
        for (int i = 1; i <= 3; i++) {
            log.append("ann", "explain.break-glass", "b0", "object" + i, "ticket \"" + i + "\"");
        }
    }

    @Test
    void entriesComeBackAsTheyWereWrittenChainedAndForTheOwnerOnly() throws IOException {
        List<AuditEntry> entries = new AuditLog(workspace, CLOCK).entries();

        assertThat(entries).extracting(AuditEntry::seq).containsExactly(1L, 2L, 3L);
        assertThat(entries).extracting(AuditEntry::reason).contains("ticket \"2\"");
        assertThat(entries.get(0).at()).isEqualTo(CLOCK.instant());
        assertThat(entries.get(2).prev()).isEqualTo(entries.get(1).hash());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void everyEditDeletionAndSwapShowsAndStopsFurtherEntries() throws IOException {
        List<String> sound = Files.readAllLines(file);
        List<List<String>> damaged = List.of(
                List.of(sound.get(0).replace("ann", "bob"), sound.get(1), sound.get(2)),
                List.of(sound.get(0), sound.get(1).replace("ticket", "tocket"), sound.get(2)),
                List.of(sound.get(1), sound.get(2)),
                List.of(sound.get(0), sound.get(2)),
                List.of(sound.get(1), sound.get(0), sound.get(2)),
                List.of(sound.get(0), sound.get(1), "not json"));
        for (List<String> lines : damaged) {
            Files.write(file, lines);
            assertThatThrownBy(() -> log.entries())
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("line ");
            assertThatThrownBy(() -> log.append("ann", "x", "b0", "o", "r")).isInstanceOf(UserError.class);
            assertThat(Files.readAllLines(file)).isEqualTo(lines);
        }
    }

    @Test
    void anyChangedCharacterShows() throws IOException {
        String sound = Files.readString(file);
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            StringBuilder text = new StringBuilder(sound);
            int at = random.nextInt(text.length());
            text.setCharAt(at, text.charAt(at) == 'x' ? 'y' : 'x');
            Files.writeString(file, text);
            assertThatThrownBy(() -> log.entries()).as("at " + at).isInstanceOf(UserError.class);
        }
    }

    @Test
    void aHalfWrittenLineShows() throws IOException {
        String sound = Files.readString(file);
        Files.writeString(file, sound.substring(0, sound.length() - 9));

        assertThatThrownBy(() -> log.entries()).isInstanceOf(UserError.class).hasMessageContaining("line 3");
    }

    /** Lines that are there stay readable: the hash was computed apart, from the format's description. */
    @Test
    void theFormatIsFixed() throws IOException {
        assertThat(Files.readAllLines(file).get(0))
                .isEqualTo("{\"seq\":1,\"at\":\"2026-01-02T03:04:05.006Z\",\"who\":\"ann\","
                        + "\"what\":\"explain.break-glass\",\"build\":\"b0\",\"object\":\"object1\","
                        + "\"reason\":\"ticket \\\"1\\\"\",\"prev\":\"" + "0".repeat(64)
                        + "\",\"hash\":\"e946000968fc32295dc53263becf721911d21a881714c4e399a6075fd2158ca6\"}");
    }

    @Test
    void aCutOffLogShowsAgainstItsAnchorsAndStopsFurtherEntries(@TempDir Path elsewhere) throws IOException {
        AuditLog anchored = new AuditLog(workspace, Optional.of(elsewhere.resolve("anchors.jsonl")), CLOCK);
        anchored.anchor();
        anchored.append("ann", "release", "b0", "", "");
        Files.write(file, Files.readAllLines(file).subList(0, 3));

        assertThat(log.entries()).hasSize(3);
        assertThatThrownBy(anchored::entries).hasMessageContaining("ends at line 3, but had 4");
        assertThatThrownBy(() -> anchored.append("mal", "x", "", "", "")).isInstanceOf(UserError.class);
        Files.delete(file);
        assertThatThrownBy(anchored::entries).hasMessageContaining("ends at line 0");
    }
}
