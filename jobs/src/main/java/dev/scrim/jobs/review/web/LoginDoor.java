package dev.scrim.jobs.review.web;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts failed logins, by name and by address: passwords cannot be tried out here. A name is barred for a while, not for
 * good, so that nobody can lock another out for long.
 */
final class LoginDoor {
    /** Failures after which a name waits. */
    static final int PER_NAME = 5;
    /** The same of an address; several people may share one. */
    static final int PER_ADDRESS = 20;
    /** For so long. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final int MOST = 10_000;

    private final Clock clock;
    private final Map<String, Failures> failures = new HashMap<>();

    LoginDoor(Clock clock) {
        this.clock = clock;
    }

    private record Failures(int count, long sinceMs) {}

    /** @throws Deny when that name or address has failed too often of late */
    synchronized void enter(String name, String address) {
        if (count("n" + name) >= PER_NAME || count("a" + address) >= PER_ADDRESS) {
            throw new Deny(429, "Too many failed logins", "wait " + WINDOW.toMinutes() + " minutes, then try again");
        }
    }

    synchronized void failed(String name, String address) {
        long now = clock.millis();
        if (failures.size() > MOST) {
            failures.values().removeIf(f -> now - f.sinceMs() >= WINDOW.toMillis());
        }
        add("n" + name, now);
        add("a" + address, now);
    }

    synchronized void passed(String name) {
        failures.remove("n" + name);
    }

    private int count(String key) {
        Failures f = failures.get(key);
        return f == null || clock.millis() - f.sinceMs() >= WINDOW.toMillis() ? 0 : f.count();
    }

    private void add(String key, long now) {
        int before = count(key);
        Failures f = failures.get(key);
        failures.put(key, new Failures(before + 1, before == 0 || f == null ? now : f.sinceMs()));
    }
}
