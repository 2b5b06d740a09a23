package dev.scrim.jobs.review.web;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.vault.PasswordHash;
import dev.scrim.jobs.account.Account;
import dev.scrim.jobs.account.AccountBook;
import dev.scrim.jobs.account.Accounts;
import dev.scrim.jobs.account.Caller;
import dev.scrim.jobs.account.Callers;
import dev.scrim.jobs.account.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The accounts of the workspace, as they are now: a role that was taken away is gone at the next request. Thread-safe. */
final class People {
    /** Hashing a password takes much memory on purpose; more at once would be a way to take all of it. */
    private static final int HASHED_AT_ONCE = 2;

    private static final Set<Role> HERE = EnumSet.of(Role.REVIEWER, Role.PRIVACY_OFFICER, Role.DATA_OWNER);

    private final AccountBook book;
    private final Path file;
    private final Clock clock;
    private final Semaphore hashing = new Semaphore(HASHED_AT_ONCE, true);
    private final PasswordHash nobody;
    private List<Object> stamp = List.of();
    private @Nullable Accounts accounts;

    People(Path workspace, AccountBook book, Clock clock) {
        this.book = book;
        this.file = workspace.resolve("accounts.json");
        this.clock = clock;
        this.nobody = PasswordHash.of("nobody".toCharArray());
    }

    /** Somebody who has proven to be somebody. */
    record Person(String name, boolean account, Set<Role> vouched) {
        Person {
            vouched = Set.copyOf(vouched);
        }
    }

    synchronized Accounts accounts() {
        try {
            List<Object> now;
            try {
                BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class);
                now = List.of(String.valueOf(a.fileKey()), a.lastModifiedTime(), a.size());
            } catch (NoSuchFileException e) {
                now = List.of("none");
            }
            Accounts known = accounts;
            if (known == null || !now.equals(stamp)) {
                known = book.accounts();
                accounts = known;
                stamp = now;
            }
            return known;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look at the accounts", e);
        }
    }

    /** By name and password; takes as long where there is no such account. */
    Optional<Person> byPassword(String name, char[] password) {
        Optional<Account> account = accounts().find(name);
        PasswordHash hash = account.flatMap(Account::password).orElse(nobody);
        hashing.acquireUninterruptibly();
        boolean right;
        try {
            right = hash.matches(password);
        } finally {
            hashing.release();
        }
        return right && account.flatMap(Account::password).isPresent()
                ? Optional.of(new Person(name, true, Set.of()))
                : Optional.empty();
    }

    /** By a token of an account, or of the identity provider that the workspace trusts. */
    Optional<Person> byToken(String token) {
        Optional<Account> account = accounts().withToken(token, clock.instant());
        if (account.isPresent()) {
            return Optional.of(new Person(account.get().name(), true, Set.of()));
        }
        // Three parts: a signed token of a provider. Anything else is not worth its reading.
        if (token.chars().filter(c -> c == '.').count() != 2) {
            return Optional.empty();
        }
        try {
            Caller caller = book.caller(Map.of(Callers.ID_TOKEN, token), "review");
            return caller.proven()
                    ? Optional.of(new Person(caller.name(), caller.account().isPresent(), caller.roles()))
                    : Optional.empty();
        } catch (UserError e) {
            return Optional.empty();
        }
    }

    /** What somebody may do here now; nobody whose account is gone may do anything. */
    Set<Role> roles(Person person) {
        Optional<Account> account = accounts().find(person.name());
        if (person.account() && account.isEmpty()) {
            return Set.of();
        }
        EnumSet<Role> out = EnumSet.noneOf(Role.class);
        for (Role role : HERE) {
            if (person.vouched().contains(role)
                    || account.filter(a -> a.has(role, clock.instant())).isPresent()) {
                out.add(role);
            }
        }
        return out;
    }
}
