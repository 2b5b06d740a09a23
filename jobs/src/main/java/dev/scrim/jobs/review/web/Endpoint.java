package dev.scrim.jobs.review.web;

import dev.scrim.jobs.account.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that can be asked of the server, and by whom: the one table from which requests are routed and of which tests
 * try every row with every role. A name in braces stands for one part of the path.
 */
public enum Endpoint {
    /** The app's files hold nothing of anybody: they are there before anybody has logged in. */
    PAGE(Method.GET, "/"),
    TRAJECTORY_PAGE(Method.GET, "/trajectory/{id}"),
    APP_FILE(Method.GET, "/app/{file}"),
    VIEWER_FILE(Method.GET, "/viewer/{file}"),
    LOGIN(Method.POST, "/api/login"),

    SESSION(Method.GET, "/api/session", Role.REVIEWER, Role.PRIVACY_OFFICER, Role.DATA_OWNER),
    LOGOUT(Method.POST, "/api/logout", Role.REVIEWER, Role.PRIVACY_OFFICER, Role.DATA_OWNER),

    QUEUE(Method.GET, "/api/queue", Role.REVIEWER, Role.PRIVACY_OFFICER),
    /** An officer who is no reviewer is given disagreements only. */
    NEXT(Method.GET, "/api/next", Role.REVIEWER, Role.PRIVACY_OFFICER),
    VERDICT(Method.POST, "/api/verdict", Role.REVIEWER, Role.PRIVACY_OFFICER),
    UNDO(Method.POST, "/api/undo", Role.REVIEWER, Role.PRIVACY_OFFICER),

    FRAME(Method.GET, "/api/frame/{id}.png", Role.REVIEWER, Role.PRIVACY_OFFICER),
    /** Who approves that a glass is broken sees of what. */
    THUMB(Method.GET, "/api/thumb/{id}.jpg", Role.REVIEWER, Role.PRIVACY_OFFICER, Role.DATA_OWNER),
    LOOK(Method.GET, "/api/look/{id}", Role.REVIEWER, Role.PRIVACY_OFFICER),

    GAUGE(Method.GET, "/api/gauge", Role.REVIEWER, Role.PRIVACY_OFFICER, Role.DATA_OWNER),

    MISSES(Method.GET, "/api/misses", Role.REVIEWER, Role.PRIVACY_OFFICER),
    MISS(Method.GET, "/api/misses/{id}", Role.REVIEWER, Role.PRIVACY_OFFICER),
    ACCEPT(Method.POST, "/api/misses/{id}/accept", Role.PRIVACY_OFFICER),

    TRACES(Method.GET, "/api/traces", Role.REVIEWER, Role.PRIVACY_OFFICER),
    TRACE(Method.GET, "/api/trace/{id}", Role.REVIEWER, Role.PRIVACY_OFFICER),

    GLASS_LIST(Method.GET, "/api/break-glass", Role.REVIEWER, Role.PRIVACY_OFFICER, Role.DATA_OWNER),
    GLASS_ASK(Method.POST, "/api/break-glass", Role.REVIEWER, Role.PRIVACY_OFFICER),
    GLASS_APPROVE(Method.POST, "/api/break-glass/{id}/approve", Role.PRIVACY_OFFICER, Role.DATA_OWNER),
    /** Only who asked; the handler knows who that is. */
    ORIGINAL(Method.GET, "/api/original/{id}.png", Role.REVIEWER, Role.PRIVACY_OFFICER);

    /** How it is asked. */
    public enum Method {
        GET,
        POST
    }

    private final Method method;
    private final String pattern;
    private final boolean reviewer;
    private final boolean officer;
    private final boolean owner;

    Endpoint(Method method, String pattern, Role... roles) {
        this.method = method;
        this.pattern = pattern;
        List<Role> all = List.of(roles);
        this.reviewer = all.contains(Role.REVIEWER);
        this.officer = all.contains(Role.PRIVACY_OFFICER);
        this.owner = all.contains(Role.DATA_OWNER);
    }

    public Method method() {
        return method;
    }

    /** Such as {@code /api/frame/{id}.png}. */
    public String pattern() {
        return pattern;
    }

    /** Who may ask; nobody in particular where it is {@link #open}. */
    public Set<Role> roles() {
        EnumSet<Role> out = EnumSet.noneOf(Role.class);
        if (reviewer) {
            out.add(Role.REVIEWER);
        }
        if (officer) {
            out.add(Role.PRIVACY_OFFICER);
        }
        if (owner) {
            out.add(Role.DATA_OWNER);
        }
        return out;
    }

    /** Whether it is answered without a session. */
    public boolean open() {
        return !reviewer && !officer && !owner;
    }

    /** A request's endpoint. */
    record Match(Endpoint endpoint, Map<String, String> parts) {}

    /** Endpoints of that path, whatever the method. */
    static List<Match> at(String path) {
        List<Match> out = new ArrayList<>();
        for (Endpoint endpoint : values()) {
            parts(endpoint.pattern, path).ifPresent(parts -> out.add(new Match(endpoint, parts)));
        }
        return out;
    }

    private static Optional<Map<String, String>> parts(String pattern, String path) {
        String[] expected = pattern.split("/", -1);
        String[] given = path.split("/", -1);
        if (expected.length != given.length) {
            return Optional.empty();
        }
        Map<String, String> out = new LinkedHashMap<>();
        for (int i = 0; i < expected.length; i++) {
            int open = expected[i].indexOf('{');
            int close = expected[i].indexOf('}');
            if (open < 0) {
                if (!expected[i].equals(given[i])) {
                    return Optional.empty();
                }
                continue;
            }
            String tail = expected[i].substring(close + 1);
            if (!given[i].endsWith(tail) || given[i].length() <= tail.length()) {
                return Optional.empty();
            }
            out.put(expected[i].substring(open + 1, close), given[i].substring(0, given[i].length() - tail.length()));
        }
        return Optional.of(out);
    }
}
