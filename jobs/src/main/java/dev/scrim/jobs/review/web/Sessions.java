package dev.scrim.jobs.review.web;

import dev.scrim.jobs.account.Role;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who is logged in. Kept in memory: when the server ends everybody logs in anew. Thread-safe. */
final class Sessions {
    /** A working day. */
    static final Duration LONGEST = Duration.ofHours(8);
    /** Who does nothing for so long may have left the screen to others. */
    static final Duration IDLE = Duration.ofMinutes(30);

    private static final int BYTES = 32;
    private static final int MOST = 10_000;

    private final People people;
    private final Clock clock;
    private final SecureRandom random;
    private final Map<String, Session> sessions = new HashMap<>();

    Sessions(People people, Clock clock, SecureRandom random) {
        this.people = people;
        this.clock = clock;
        this.random = random;
    }

    private record Session(People.Person person, String csrf, long beganMs, long usedMs, Bucket bucket) {}

    /** Begins one; its id is the cookie. */
    synchronized String begin(People.Person person) {
        long now = clock.millis();
        sessions.values().removeIf(s -> over(s, now));
        if (sessions.size() >= MOST) {
            throw new Deny(503, "Too many people are logged in", "try again later");
        }
        String id = fresh();
        sessions.put(id, new Session(person, fresh(), now, now, new Bucket(clock)));
        return id;
    }

    /** Who has that cookie; empty when it is nobody's, or is over. */
    synchronized Optional<Visitor> visitor(String id) {
        Session session = sessions.get(id);
        long now = clock.millis();
        if (session == null) {
            return Optional.empty();
        }
        Set<Role> roles = people.roles(session.person());
        if (over(session, now) || roles.isEmpty()) {
            sessions.remove(id);
            return Optional.empty();
        }
        if (!session.bucket().take()) {
            throw new Deny(429, "Too many requests", "wait a moment");
        }
        sessions.put(id, new Session(session.person(), session.csrf(), session.beganMs(), now, session.bucket()));
        return Optional.of(new Visitor(id, session.person().name(), roles, session.csrf()));
    }

    synchronized void end(String id) {
        sessions.remove(id);
    }

    private static boolean over(Session s, long nowMs) {
        return nowMs - s.beganMs() >= LONGEST.toMillis() || nowMs - s.usedMs() >= IDLE.toMillis();
    }

    private String fresh() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
