package dev.scrim.jobs.account;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.vault.PasswordHash;
import dev.scrim.datasets.vault.PublicKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Somebody who may do something in a workspace.
 *
 * @param name of the account, in the audit log and beside signatures
 * @param grants its roles
 * @param login the operating system's name of the same person; who builds without a token is known by it
 * @param keys public keys, for those who sign
 */
public record Account(
        String name,
        List<RoleGrant> grants,
        Optional<String> login,
        Optional<PasswordHash> password,
        List<AccessToken> tokens,
        Optional<PublicKeys> keys) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    public Account {
        if (!NAME.matcher(name).matches()) {
            throw new UserError(
                    "Cannot use this name for an account",
                    "1 to 63 of a-z 0-9 . _ - that start with a letter or digit");
        }
        grants = List.copyOf(grants);
        tokens = List.copyOf(tokens);
    }

    /** An account that can do nothing yet. */
    public static Account named(String name) {
        return new Account(name, List.of(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }

    /** Whether it has the role, and the grant has not ended. */
    public boolean has(Role role, Instant now) {
        return grants.stream().anyMatch(g -> g.role() == role && g.holdsAt(now));
    }

    /** Whether it had the role, until it ended. */
    public boolean hadUntilBefore(Role role, Instant now) {
        return !has(role, now) && grants.stream().anyMatch(g -> g.role() == role);
    }

    boolean admits(Instant now) {
        return grants.stream().anyMatch(g -> g.role().admits() && g.holdsAt(now));
    }

    /** With that role in the place of any earlier grant of it. */
    public Account granted(RoleGrant grant) {
        List<RoleGrant> next = new ArrayList<>(revoked(grant.role()).grants());
        next.add(grant);
        return new Account(name, next, login, password, tokens, keys);
    }

    /** Without that role. */
    public Account revoked(Role role) {
        return new Account(name, grants.stream().filter(g -> g.role() != role).toList(), login, password, tokens, keys);
    }

    public Account withLogin(String osUser) {
        return new Account(name, grants, Optional.of(osUser), password, tokens, keys);
    }

    /** With a new password; tokens that were given out end with the old one. */
    public Account withPassword(PasswordHash hash) {
        return new Account(name, grants, login, Optional.of(hash), List.of(), keys);
    }

    /** With one more token; those that have ended are forgotten. */
    public Account withToken(AccessToken token, Instant now) {
        List<AccessToken> next = new ArrayList<>(
                tokens.stream().filter(t -> now.isBefore(t.until())).toList());
        next.add(token);
        return new Account(name, grants, login, password, next, keys);
    }

    public Account withKeys(PublicKeys next) {
        return new Account(name, grants, login, password, tokens, Optional.of(next));
    }

    /** Never hashes: they can be guessed against. */
    @Override
    public String toString() {
        return "Account[" + name + "]";
    }
}
