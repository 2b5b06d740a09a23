package dev.scrim.jobs.review.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrim.datasets.check.UserError;
import dev.scrim.jobs.halt.Halt;
import dev.scrim.jobs.review.desk.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lets a request in or not, and hands it to who answers it: known host, one origin, a session, its role, its secret for what
 * changes something, and a workspace that is not halted, in this order. An endpoint without a handler cannot be made.
 * Thread-safe.
 */
final class Router {
    /** Name of the session's cookie. */
    static final String COOKIE = "scrim_review";

    /** Longest body: a verdict with a hundred marks is a tenth of it. */
    static final int MOST_BODY_BYTES = 64 * 1024;

    private static final String CSRF = "X-Scrim-Csrf";
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src"
                    + " 'self' blob:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    /** What every answer says: nothing is kept, framed, guessed at or passed on. */
    static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", CONTENT_SECURITY_POLICY,
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "X-Frame-Options", "DENY",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()",
            "Cache-Control", "no-store");

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Of somebody who reads while the workspace is halted: logging out, and being told why. */
    private static final Set<Endpoint> WHILE_HALTED = Set.of(Endpoint.SESSION, Endpoint.LOGOUT, Endpoint.LOGIN);

    /** Answers requests of one endpoint. */
    interface Handler {
        Reply answer(Ask ask) throws IOException;
    }

    /** Told of what should not have happened; never of content. */
    interface Faults {
        void fault(Endpoint endpoint, Throwable fault);
    }

    /**
     * A request as it came in.
     *
     * @param headers by lower-case name
     * @param body what the other side sent, at most {@link #MOST_BODY_BYTES} and one
     */
    record Raw(
            String method,
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            Map<String, String> cookies,
            ByteBuffer body,
            String remote) {
        Raw {
            query = Map.copyOf(query);
            headers = Map.copyOf(headers);
            cookies = Map.copyOf(cookies);
        }

        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    private final Set<String> hosts;
    private final Sessions sessions;
    private final Halt halt;
    private final Faults faults;
    private final Map<Endpoint, Handler> handlers;

    /** @param hosts names that the app is reached by, each with its port where it is not the scheme's own */
    Router(Set<String> hosts, Sessions sessions, Halt halt, Faults faults, Map<Endpoint, Handler> handlers) {
        this.hosts = Set.copyOf(hosts);
        this.sessions = sessions;
        this.halt = halt;
        this.faults = faults;
        this.handlers = new EnumMap<>(handlers);
        for (Endpoint endpoint : Endpoint.values()) {
            if (!handlers.containsKey(endpoint)) {
                throw new IllegalStateException("Cannot serve " + endpoint + ": nobody answers it");
            }
        }
    }

    Reply answer(Raw raw) {
        Optional<Endpoint> at = Optional.empty();
        try {
            checkHost(raw);
            List<Endpoint.Match> matches = Endpoint.at(raw.path());
            Endpoint.Match match = matches.stream()
                    .filter(m -> m.endpoint().method().name().equals(raw.method()))
                    .findFirst()
                    .orElseThrow(() -> matches.isEmpty()
                            ? Deny.notThere()
                            : new Deny(405, "This cannot be asked in that way", ""));
            at = Optional.of(match.endpoint());
            return admit(raw, match);
        } catch (Deny e) {
            return e.reply();
        } catch (Refused e) {
            return Reply.error(409, String.valueOf(e.getMessage()), "");
        } catch (UserError e) {
            // Its message is for whoever runs the server, and may name places.
            at.ifPresent(endpoint -> faults.fault(endpoint, e));
            return Reply.error(503, "Scrim cannot go on", "whoever runs scrim review sees why");
        } catch (IOException | RuntimeException e) {
            at.ifPresent(endpoint -> faults.fault(endpoint, e));
            return Reply.error(500, "Scrim failed; this is a defect of Scrim", "tell whoever runs scrim review");
        }
    }

    private Reply admit(Raw raw, Endpoint.Match match) throws IOException {
        Endpoint endpoint = match.endpoint();
        Optional<Visitor> who = Optional.empty();
        if (endpoint.method() == Endpoint.Method.POST) {
            checkOrigin(raw);
        }
        if (!endpoint.open()) {
            Visitor visitor = Optional.ofNullable(raw.cookies().get(COOKIE))
                    .flatMap(sessions::visitor)
                    .orElseThrow(() -> new Deny(401, "Nobody is logged in here", "log in"));
            if (endpoint.roles().stream().noneMatch(visitor::is)) {
                throw new Deny(403, "Your account has no role for this", "see scrim account role");
            }
            if (endpoint.method() == Endpoint.Method.POST && !same(visitor.csrf(), raw.header(CSRF))) {
                throw new Deny(403, "This request did not come from the app", "open the app again");
            }
            who = Optional.of(visitor);
        }
        JsonNode body = endpoint.method() == Endpoint.Method.POST ? body(raw) : JSON.createObjectNode();
        if (raw.path().startsWith("/api/")
                && !WHILE_HALTED.contains(endpoint)
                && halt.order().isPresent()) {
            throw new Deny(503, "The workspace is halted", "scrim resume lets people go on");
        }
        Handler handler = handlers.get(endpoint);
        if (handler == null) {
            throw new IllegalStateException("Cannot answer " + endpoint);
        }
        return handler.answer(new Ask(endpoint, match.parts(), raw.query(), body, who, raw.remote()));
    }

    /** A page of another site whose name was made to point here would name itself (DNS rebinding). */
    private void checkHost(Raw raw) {
        if (!hosts.contains(raw.header("host").toLowerCase(Locale.ROOT))) {
            throw new Deny(421, "This server goes by another name", "use the address that scrim review printed");
        }
    }

    private static void checkOrigin(Raw raw) {
        String origin = raw.header("origin");
        String from = origin.substring(origin.indexOf("://") < 0 ? 0 : origin.indexOf("://") + 3);
        String site = raw.header("sec-fetch-site");
        boolean elsewhere = !origin.isEmpty() && !from.equalsIgnoreCase(raw.header("host"));
        boolean otherSite = !site.isEmpty() && !site.equals("same-origin");
        if (elsewhere || otherSite) {
            throw new Deny(403, "This request did not come from the app", "open the app again");
        }
    }

    private static boolean same(String secret, String shown) {
        return MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode body(Raw raw) throws IOException {
        if (raw.body().remaining() > MOST_BODY_BYTES) {
            throw new Deny(413, "This is too much at once", "mark fewer places on one frame");
        }
        if (raw.body().remaining() == 0) {
            return JSON.createObjectNode();
        }
        if (!raw.header("content-type").toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new Deny(415, "Only JSON is read here", "");
        }
        try {
            JsonNode body = JSON.readTree(raw.body().array());
            if (body.isObject()) {
                return body;
            }
        } catch (JsonProcessingException e) {
            // Said below, without what it was.
        }
        throw new Deny(400, "This is no JSON object", "");
    }
}
