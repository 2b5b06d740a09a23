package dev.scrim.jobs.account;

import java.time.Instant;
import java.util.Optional;

/**
 * A role that an account has.
 *
 * @param until it ends then; empty for as long as it is not taken away
 */
public record RoleGrant(Role role, Optional<Instant> until) {
    /** Whether it has not ended. */
    public boolean holdsAt(Instant now) {
        return until.filter(end -> !now.isBefore(end)).isEmpty();
    }
}
