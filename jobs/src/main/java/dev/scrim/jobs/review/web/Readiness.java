package dev.scrim.jobs.review.web;

import dev.scrim.jobs.review.desk.ReviewDesk;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Remembers for a moment what stands in the way of a signature: finding out reads manifests and the whole audit log. */
final class Readiness {
    private static final Duration FRESH = Duration.ofSeconds(20);

    private final ReviewDesk desk;
    private final SignOff signOff;
    private final Clock clock;
    private List<String> known = List.of();
    private long atMs = Long.MIN_VALUE;
    private boolean reached;

    Readiness(ReviewDesk desk, SignOff signOff, Clock clock) {
        this.desk = desk;
        this.signOff = signOff;
        this.clock = clock;
    }

    /** Asked anew when the bound crosses its target, else every few seconds. */
    synchronized List<String> why() {
        boolean now = desk.standing().gauge().reached();
        if (now != reached || atMs == Long.MIN_VALUE || clock.millis() - atMs >= FRESH.toMillis()) {
            known = List.copyOf(signOff.why(desk.standing()));
            reached = now;
            atMs = clock.millis();
        }
        return known;
    }
}
