package dev.scrim.jobs.consent;

import dev.scrim.datasets.chain.ChainHead;
import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.consent.ConsentCsv;
import dev.scrim.datasets.consent.ConsentFile;
import dev.scrim.datasets.consent.ConsentLedger;
import dev.scrim.datasets.consent.ConsentRow;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.jobs.audit.AuditLog;
import dev.scrim.jobs.readings.ReadingPurge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Takes entries down in a ledger, and does in a workspace what they ask for at once. */
public final class ConsentDesk {
    private final Path ledger;
    private final Optional<Path> workspace;
    private final Optional<Path> keyring;
    private final Clock clock;

    /**
     * Over one ledger.
     *
     * @param ledger its file; made by the first entry
     * @param workspace whose audit log is written to and whose known readings are forgotten; the ledger's folder when
     *     it is one and none is named
     * @param keyring the workspace's own when empty
     */
    public ConsentDesk(Path ledger, Optional<Path> workspace, Optional<Path> keyring, Clock clock) {
        this.ledger = ledger.toAbsolutePath().normalize();
        Path beside = this.ledger.getParent();
        this.workspace = workspace
                .map(w -> w.toAbsolutePath().normalize())
                .or(() -> Optional.ofNullable(beside).filter(ConsentDesk::isWorkspace));
        this.keyring = keyring;
        this.clock = clock;
        this.workspace.filter(w -> !isWorkspace(w)).ifPresent(w -> {
            throw new UserError(
                    "Cannot find a workspace in " + w + ": it has no folder named builds",
                    "name the workspace that a spec or --to names");
        });
        if (beside == null || !Files.isDirectory(beside)) {
            throw new UserError(
                    "Cannot keep a ledger in " + this.ledger + ": it has no folder", "make its folder first");
        }
    }

    /**
     * What came of an entry.
     *
     * @param seq number of the last entry that was written
     * @param entries how many were
     * @param forgotten people whose known readings were removed
     */
    public record Taken(long seq, int entries, int forgotten) {}

    /** Writes one entry down; what it asks for has happened when this returns. */
    public Taken take(ConsentRow row, String who) {
        requireChained();
        long seq = new ConsentFile(ledger).append(row);
        log(who, "consent." + row.state().label(), "ledger entry " + seq);
        return new Taken(seq, 1, forget());
    }

    /** Takes over a ledger of CSV. */
    public Taken importCsv(Path csv, String who) {
        requireChained();
        ConsentLedger said;
        try {
            said = ConsentCsv.read(Files.newInputStream(csv), "CSV to import");
        } catch (IOException e) {
            throw new UserError("Cannot read " + csv + ": it is no file", "name the CSV file to import", e);
        }
        ConsentFile file = new ConsentFile(ledger);
        int written = file.importAll(said);
        long seq = file.entries().head().seq();
        log(who, "consent.import", written + " ledger entries up to " + seq);
        return new Taken(seq, written, forget());
    }

    /** Who has what, as a table; a ledger of CSV is shown as well. */
    public String show(boolean entries) {
        Read read = read();
        return ConsentTable.of(read.rows(), read.head(), entries);
    }

    /** The same for programs. */
    public Map<String, Object> document(boolean entries) {
        Read read = read();
        return ConsentDocument.of(read.rows(), read.head(), entries);
    }

    private record Read(ConsentLedger rows, Optional<ChainHead> head) {}

    private Read read() {
        String text = text();
        if (!ConsentFile.isOne(text) && !text.isEmpty()) {
            return new Read(ConsentCsv.parse(text, "consent ledger"), Optional.empty());
        }
        ConsentFile.Entries read = new ConsentFile(ledger).entries();
        return new Read(read.ledger(), Optional.of(read.head()));
    }

    /**
     * Whether the ledger only grew since a build pinned it.
     *
     * @param pinned {@code consent.ledger_head} of a build's privacy manifest
     * @return how many entries it had then
     * @throws UserError when what the build was made under is not there any more
     */
    public int since(String pinned) {
        String text = text();
        ConsentLedger now = ConsentFile.isOne(text)
                ? new ConsentFile(ledger).entries().ledger()
                : ConsentCsv.parse(text, "consent ledger");
        OptionalInt rows = now.rowsAt(pinned);
        return rows.orElseThrow(() -> new UserError(
                "Cannot find head " + pinned + " in the ledger: entries that were there are changed or gone",
                "keep the file as evidence and tell whoever answers for the data; or this is another ledger"));
    }

    private String text() {
        try {
            return Files.readString(ledger, StandardCharsets.UTF_8);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new UserError(
                    "Cannot read the consent ledger: " + ledger + " is not there",
                    "name it with --ledger; scrim consent grant makes one",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the consent ledger " + ledger, e);
        }
    }

    /** A ledger of CSV is edited by hand; nothing is appended to it behind that hand's back. */
    private void requireChained() {
        if (Files.exists(ledger) && !text().isEmpty() && !ConsentFile.isOne(text())) {
            throw new UserError(
                    "Cannot append to " + ledger + ": it is CSV, which has no chain",
                    "import it once: scrim consent import " + ledger.getFileName() + " --ledger " + ConsentFile.NAME
                            + "; then name that in the spec");
        }
    }

    private void log(String who, String what, String object) {
        workspace.ifPresent(w -> new AuditLog(w, clock).append(who, what, "", object, ""));
    }

    private int forget() {
        if (workspace.isEmpty()) {
            return 0;
        }
        Path keys = keyring.orElseGet(() -> workspace.get().resolve("keyring.json"));
        if (!Files.exists(keys)) {
            return 0; // Nothing was ever encrypted there, so nothing was read.
        }
        return new ReadingPurge(new org.apache.hadoop.fs.Path(workspace.get().toUri()), LocalKeyring.open(keys))
                .forget(new ConsentFile(ledger).entries().ledger());
    }

    private static boolean isWorkspace(Path folder) {
        return Files.isDirectory(folder.resolve("builds"));
    }
}
