package dev.scrim.jobs.account;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who runs a command.
 *
 * @param name for the audit log: the account's, or the operating system's where no account was proven
 * @param account the account of that person in this workspace
 * @param roles roles that somebody else vouches for (an identity provider), beside those of the account
 * @param proven by a token; a login alone says who somebody is on this machine, and proves no role
 */
public record Caller(String name, Optional<Account> account, Set<Role> roles, boolean proven) {
    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Somebody of whom nothing is known but the machine's login. */
    public static Caller stranger(String osUser) {
        return new Caller(osUser, Optional.empty(), Set.of(), false);
    }

    /** Somebody who shows nothing. */
    static Caller login(String osUser, Accounts accounts) {
        Optional<Account> account = accounts.withLogin(osUser);
        return new Caller(account.map(Account::name).orElse(osUser), account, Set.of(), false);
    }

    static Caller account(Account account) {
        return new Caller(account.name(), Optional.of(account), Set.of(), true);
    }

    /** Whether this person has proven the role. */
    public boolean is(Role role, Instant now) {
        return proven
                && (roles.contains(role)
                        || account.filter(a -> a.has(role, now)).isPresent());
    }

    boolean admits(Instant now) {
        return is(Role.PRIVACY_OFFICER, now) || is(Role.DATA_OWNER, now);
    }

    /** Labels of what this person may do now, sorted. */
    public Set<String> roleLabels(Instant now) {
        Set<String> out = new TreeSet<>();
        for (Role role : Role.values()) {
            if (is(role, now)) {
                out.add(role.label());
            }
        }
        return out;
    }
}
