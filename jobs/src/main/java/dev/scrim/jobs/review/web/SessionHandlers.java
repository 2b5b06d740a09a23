package dev.scrim.jobs.review.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.jobs.account.Role;
import dev.scrim.jobs.audit.AuditStream;
import dev.scrim.jobs.review.desk.ReviewDesk;
import java.util.Map;
import java.util.Optional;

/** Logging in and out, and who is here. */
final class SessionHandlers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_SECRET = 4_096;

    private final ReviewDesk desk;
    private final People people;
    private final Sessions sessions;
    private final LoginDoor door;
    private final AuditStream audit;
    private final boolean secure;

    SessionHandlers(
            ReviewDesk desk, People people, Sessions sessions, LoginDoor door, AuditStream audit, boolean secure) {
        this.desk = desk;
        this.people = people;
        this.sessions = sessions;
        this.door = door;
        this.audit = audit;
        this.secure = secure;
    }

    Reply login(Ask ask) {
        String name = ask.text("name");
        String password = ask.text("password");
        String token = ask.text("token");
        if (Math.max(Math.max(name.length(), password.length()), token.length()) > LONGEST_SECRET) {
            throw new Deny(413, "This is too long for a name, a password or a token", "");
        }
        door.enter(token.isEmpty() ? name : "token", ask.remote());
        Optional<People.Person> person =
                token.isEmpty() ? people.byPassword(name, password.toCharArray()) : people.byToken(token);
        if (person.isEmpty()) {
            door.failed(token.isEmpty() ? name : "token", ask.remote());
            // A name that is none may be a password that went into the wrong field: it is not kept.
            boolean known = people.accounts().find(name).isPresent();
            audit.append(known ? name : "unknown", "refused.login", desk.build().id(), "review", "");
            throw new Deny(401, "Cannot log in: name, password or token is not right", "");
        }
        if (people.roles(person.get()).isEmpty()) {
            audit.append(person.get().name(), "refused.login", desk.build().id(), "review", "ROLE_MISSING");
            throw new Deny(403, "Your account has no role in a review", "see scrim account role");
        }
        door.passed(name);
        audit.append(person.get().name(), "review.login", desk.build().id(), "", "");
        String id = sessions.begin(person.get());
        return Reply.nothing()
                .with(
                        "Set-Cookie",
                        Router.COOKIE + "=" + id + "; Path=/; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "")
                                + "; Max-Age=" + Sessions.LONGEST.toSeconds());
    }

    Reply logout(Ask ask) {
        sessions.end(ask.visitor().session());
        return Reply.nothing().with("Set-Cookie", Router.COOKIE + "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
    }

    Reply session(Ask ask) {
        ObjectNode out = JSON.createObjectNode();
        out.put("name", ask.visitor().name());
        ArrayNode roles = out.putArray("roles");
        ask.visitor().roles().stream().map(Role::label).sorted().forEach(roles::add);
        out.put("csrf", ask.visitor().csrf());
        out.putObject("build")
                .put("id", desk.build().id())
                .put("name", desk.build().dataset())
                .put("frames", desk.index().frames().size());
        out.put("evaluation", desk.build().evaluation());
        return Reply.json(out);
    }

    Map<Endpoint, Router.Handler> handlers() {
        return Map.of(
                Endpoint.LOGIN, this::login,
                Endpoint.LOGOUT, this::logout,
                Endpoint.SESSION, this::session,
                Endpoint.PAGE, ask -> Assets.page("index.html"),
                Endpoint.TRAJECTORY_PAGE, ask -> Assets.page("trajectory.html"),
                Endpoint.APP_FILE, ask -> Assets.app(ask.part("file")),
                Endpoint.VIEWER_FILE, ask -> Assets.viewer(ask.part("file")));
    }
}
