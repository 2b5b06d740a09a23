package dev.scrim.jobs.account;

import dev.scrim.datasets.check.UserError;
import dev.scrim.jobs.audit.AuditLog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who may do what in a workspace that has accounts. One without accounts leaves everything to whoever may write to it.
 * What is refused is on record.
 */
public final class Access {
    private static final String NO_ROLE = "ROLE_MISSING";
    private static final String NOT_KNOWN = "UNKNOWN_ACCOUNT";

    private final AccountBook book;
    private final AuditLog audit;
    private final Clock clock;

    /**
     * To one workspace.
     *
     * @param anchors of its audit log
     */
    public Access(Path workspace, Optional<Path> anchors, Clock clock) {
        Path root = workspace.toAbsolutePath().normalize();
        this.audit = new AuditLog(root, anchors, clock);
        this.book = new AccountBook(root, audit, clock);
        this.clock = clock;
    }

    /**
     * Goes on only for somebody who has proven one of these roles.
     *
     * @param verb what is about to be done, in words that follow "Cannot"
     * @param thing the same in a word, for the audit log
     * @param build that it is done to; empty for the whole workspace
     * @throws UserError when that is nobody with such a role
     */
    public void require(Caller caller, String verb, String thing, String build, Role... any) {
        Instant now = clock.instant();
        if (book.accounts().isEmpty() || Arrays.stream(any).anyMatch(r -> caller.is(r, now))) {
            return;
        }
        audit.refuse(caller.name(), thing, build, NO_ROLE);
        throw new UserError(
                "Cannot " + verb + ": in this workspace that is for "
                        + Arrays.stream(any).map(Role::label).collect(Collectors.joining(", ")),
                "set " + Callers.TOKEN + " to a token of somebody with that role; see account token");
    }

    /**
     * Goes on for everybody who has an account, whatever the role, proven or by the machine's login. Where accounts
     * cannot be read it goes on for anybody: for what stops things, which must work when nothing else does.
     */
    public void requireKnown(Caller caller, String verb, String thing) {
        boolean known;
        try {
            known = book.accounts().isEmpty()
                    || caller.proven()
                    || caller.account().isPresent();
        } catch (UserError e) {
            return;
        }
        if (!known) {
            audit.refuse(caller.name(), thing, "", NOT_KNOWN);
            throw new UserError(
                    "Cannot " + verb + ": in this workspace that is for people who have an account",
                    "set " + Callers.TOKEN + ", or have an account added with your login; see account add");
        }
    }
}
