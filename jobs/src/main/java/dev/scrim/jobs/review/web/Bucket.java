package dev.scrim.jobs.review.web;

import java.time.Clock;

/** Lets so many requests of one session through at once, and so many a second: far more than a person makes. */
final class Bucket {
    private static final double PER_MS = 0.2;
    private static final double MOST = 600;

    private final Clock clock;
    private double left = MOST;
    private long atMs;

    Bucket(Clock clock) {
        this.clock = clock;
        this.atMs = clock.millis();
    }

    synchronized boolean take() {
        long now = clock.millis();
        left = Math.min(MOST, left + PER_MS * Math.max(0, now - atMs));
        atMs = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
