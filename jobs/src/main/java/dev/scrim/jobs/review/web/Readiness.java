package dev.scrim.jobs.review.web;

import dev.scrim.jobs.review.desk.ReviewDesk;
import dev.scrim.jobs.review.sample.Standing;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Remembers for a while what stands in the way of a signature: finding out reads manifests and the whole audit log. Who asks
 * waits for that only at first, and when the bound has just crossed its target. Thread-safe.
 */
final class Readiness {
    private static final Duration FRESH = Duration.ofSeconds(20);

    private final ReviewDesk desk;
    private final SignOff signOff;
    private final Executor background;
    private final Clock clock;
    private Known known = new Known(List.of(), false, Long.MIN_VALUE);
    private boolean asking;

    Readiness(ReviewDesk desk, SignOff signOff, Executor background, Clock clock) {
        this.desk = desk;
        this.signOff = signOff;
        this.background = background;
        this.clock = clock;
    }

    /**
     * What was found out.
     *
     * @param reached whether the bound was below its target then
     */
    private record Known(List<String> why, boolean reached, long atMs) {
        Known {
            why = List.copyOf(why);
        }
    }

    List<String> why() {
        Standing now = desk.standing();
        synchronized (this) {
            boolean same = known.reached() == now.gauge().reached() && known.atMs() != Long.MIN_VALUE;
            if (same && (asking || clock.millis() - known.atMs() < FRESH.toMillis())) {
                return known.why();
            }
            asking = true;
            if (same) {
                background.execute(this::askQuietly);
                return known.why();
            }
        }
        return ask();
    }

    /** Nobody waits for it: what went wrong stands in the way of a signature, too. */
    private void askQuietly() {
        try {
            ask();
        } catch (RuntimeException e) {
            synchronized (this) {
                known = new Known(
                        List.of("The build's state cannot be told: see scrim status"), known.reached(), clock.millis());
            }
        }
    }

    private List<String> ask() {
        try {
            Standing now = desk.standing();
            Known found = new Known(signOff.why(now), now.gauge().reached(), clock.millis());
            synchronized (this) {
                known = found;
            }
            return found.why();
        } finally {
            synchronized (this) {
                asking = false;
            }
        }
    }
}
