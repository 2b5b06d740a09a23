package dev.scrim.jobs.account;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.vault.PublicKeys;
import dev.scrim.datasets.vault.SealHolders;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All accounts of a workspace, by name. Immutable. */
public record Accounts(SortedMap<String, Account> byName) {
    /** Nobody has an account. */
    public static final Accounts NONE = new Accounts(new TreeMap<>());

    public Accounts {
        byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
        checkDistinct(byName.values());
    }

    /** Keys stand for a person, and so does a login: two accounts with the same would be one person twice. */
    private static void checkDistinct(Collection<Account> accounts) {
        List<String> prints = accounts.stream()
                .flatMap(a -> a.keys().stream())
                .map(PublicKeys::fingerprint)
                .toList();
        if (prints.stream().distinct().count() != prints.size()) {
            throw new UserError(
                    "Cannot enrol keys that another account has",
                    "each person makes keys of their own with account keys");
        }
        List<String> logins = accounts.stream().flatMap(a -> a.login().stream()).toList();
        if (logins.stream().distinct().count() != logins.size()) {
            throw new UserError("Cannot give two accounts one login", "one person, one account");
        }
    }

    public boolean isEmpty() {
        return byName.isEmpty();
    }

    public Optional<Account> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * The account of that name.
     *
     * @throws UserError when there is none
     */
    public Account get(String name) {
        return find(name)
                .orElseThrow(() -> new UserError("Cannot find an account of that name", "see account list, or add it"));
    }

    /** The account that a token was given to; empty when the token is unknown or has ended. */
    public Optional<Account> withToken(String token, Instant now) {
        return byName.values().stream()
                .filter(a -> a.tokens().stream().anyMatch(t -> t.isOf(token, now)))
                .findFirst();
    }

    /** The account of who is logged in at the machine. */
    public Optional<Account> withLogin(String osUser) {
        return byName.values().stream()
                .filter(a -> a.login().filter(osUser::equals).isPresent())
                .findFirst();
    }

    /** Whether somebody is there who can admit others and can prove to be that person. */
    boolean areGuarded(Instant now) {
        return byName.values().stream()
                .anyMatch(a -> a.admits(now)
                        && (a.password().isPresent() || !a.tokens().isEmpty()));
    }

    /** Who has that role now and has enrolled keys. */
    public List<Account> signers(Role role, Instant now) {
        return byName.values().stream()
                .filter(a -> a.has(role, now) && a.keys().isPresent())
                .toList();
    }

    /** For whom an export is to be sealed: privacy officers hold first shares, data owners second ones. */
    public SealHolders sealHolders(Instant now) {
        return new SealHolders(keys(Role.PRIVACY_OFFICER, now), keys(Role.DATA_OWNER, now));
    }

    private List<PublicKeys> keys(Role role, Instant now) {
        return signers(role, now).stream().flatMap(a -> a.keys().stream()).toList();
    }

    /** With that account in the place of one of its name. */
    public Accounts with(Account account) {
        TreeMap<String, Account> next = new TreeMap<>(byName);
        next.put(account.name(), account);
        return new Accounts(next);
    }

    public Accounts without(String name) {
        get(name);
        TreeMap<String, Account> next = new TreeMap<>(byName);
        next.remove(name);
        return new Accounts(next);
    }
}
