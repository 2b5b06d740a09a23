package dev.scrim.jobs.audit;

import dev.scrim.datasets.store.Digests;
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
 */
public record AuditEntry(
        long seq, Instant at, String who, String what, String build, String object, String reason, String prev) {
    static final String FIRST = "0".repeat(64);

    /** SHA-256 over the entry before and every field of this one, each preceded by its length. */
    public String hash() {
        return Digests.fields("scrim-audit/1")
                .add(prev)
                .add(seq)
                .add(at.toString())
                .add(who)
                .add(what)
                .add(build)
                .add(object)
                .add(reason)
                .hex();
    }
}
