package dev.scrim.jobs.audit;

import java.time.Instant;

/**
 * One thing that somebody did. Nothing in it is recorded content: objects are named by their opaque ids.
 *
 * @param seq from 1, without gaps
 * @param who the account that ran Scrim
 * @param what such as {@code explain.break-glass}
 * @param build the build it was done to
 * @param object what was looked at, by its opaque id
 * @param reason in the words of who did it; may be empty
 * @param prev the hash of the entry before; 64 zeros for the first
 * @param hash SHA-256 over the entry before and every field of this one
 */
public record AuditEntry(
        long seq,
        Instant at,
        String who,
        String what,
        String build,
        String object,
        String reason,
        String prev,
        String hash) {}
