package dev.scrim.jobs.account;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.store.AtomicFile;
import dev.scrim.datasets.store.Digests;
import dev.scrim.datasets.store.PatientLock;
import dev.scrim.datasets.vault.KeyFileRules;
import dev.scrim.jobs.audit.AuditEntry;
import dev.scrim.jobs.audit.AuditLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * {@code accounts.json} of a workspace (mode 600). Every change is an entry of the audit log that holds the file's hash,
 * so that a file that was edited in any other way is refused. Once somebody is there who admits accounts and can prove
 * it, only such a person changes them; an account's own password and token are its own matter.
 */
public final class AccountBook {
    private static final String FILE = "accounts.json";
    private static final String CHANGE = "account.";

    private final Path file;
    private final Path next;
    private final AuditLog audit;
    private final Clock clock;

    /**
     * Of one workspace.
     *
     * @param audit its audit log
     */
    public AccountBook(Path workspace, AuditLog audit, Clock clock) {
        this.file = workspace.resolve(FILE);
        this.next = workspace.resolve("." + FILE + ".next");
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The accounts as the last change left them.
     *
     * @throws UserError when the file is not what the audit log says
     */
    public Accounts accounts() {
        Optional<String> expected = audit.entries().stream()
                .filter(e -> e.what().startsWith(CHANGE))
                .reduce((a, b) -> b)
                .map(AuditEntry::object);
        if (expected.isEmpty() && !Files.exists(file)) {
            return Accounts.NONE;
        }
        try {
            byte[] bytes = settled(expected.orElse(""));
            return AccountsJson.read(bytes);
        } catch (IOException | IllegalArgumentException | java.time.DateTimeException e) {
            throw changed();
        }
    }

    /** The file's bytes; a change that was on record when its writer died is finished first. */
    private byte[] settled(String expected) throws IOException {
        if (Files.exists(next) && Digests.sha256(Files.readAllBytes(next)).equals(expected)) {
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(file)) {
            throw changed();
        }
        KeyFileRules.checkFile("accounts", file);
        byte[] bytes = Files.readAllBytes(file);
        if (!Digests.sha256(bytes).equals(expected)) {
            throw changed();
        }
        return bytes;
    }

    /**
     * Makes a change, on record.
     *
     * @param caller who asks for it
     * @param verb for the audit log, such as {@code add}
     * @param name the account it is about
     * @throws UserError when this person may not, or the result is no sound set of accounts
     */
    public Accounts change(Caller caller, String verb, String name, UnaryOperator<Accounts> change) {
        return change(caller.name(), verb, name, change, before -> {
            if (before.areGuarded(clock.instant()) && !caller.admits(clock.instant())) {
                audit.append(caller.name(), "refused." + CHANGE + verb, "", name, "NOT_ADMITTED");
                throw new UserError(
                        "Cannot change accounts without being a privacy officer or data owner",
                        "set " + Callers.TOKEN + " to a token of one; see account token");
            }
        });
    }

    /** Makes a change that an account may make to itself, once it has proven to be that account. */
    public Accounts changeOwn(Account own, String verb, UnaryOperator<Account> change) {
        return change(own.name(), verb, own.name(), all -> all.with(change.apply(all.get(own.name()))), before -> {});
    }

    private interface Check {
        void allow(Accounts before);
    }

    private Accounts change(String who, String verb, String name, UnaryOperator<Accounts> change, Check check) {
        Path lock = file.resolveSibling("." + FILE + ".lock");
        try (FileChannel channel = FileChannel.open(
                lock,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            PatientLock.take(channel, lock);
            Accounts before = accounts();
            check.allow(before);
            Accounts after = change.apply(before);
            byte[] bytes = AccountsJson.write(after);
            // Beside, on record, in place: whoever dies in between leaves enough to finish it, and nothing to guess.
            AtomicFile.write(next, bytes);
            audit.append(who, CHANGE + verb, "", Digests.sha256(bytes), name);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return after;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot change accounts", e);
        }
    }

    /** Who runs this command, see {@link Callers}. */
    public Caller caller(Map<String, String> environment, String osUser) {
        return new Callers(this, file.resolveSibling("oidc.json"), audit, clock).caller(environment, osUser);
    }

    private UserError changed() {
        return new UserError(
                "Cannot use " + file + ": it is not what the audit log says it is",
                "keep it as evidence, tell whoever answers for the data, and restore both from one backup");
    }
}
