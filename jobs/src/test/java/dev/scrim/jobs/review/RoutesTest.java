package dev.scrim.jobs.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.jobs.account.AccountBook;
import dev.scrim.jobs.account.Caller;
import dev.scrim.jobs.account.Callers;
import dev.scrim.jobs.account.Role;
import dev.scrim.jobs.audit.AuditLog;
import dev.scrim.jobs.halt.HaltOrders;
import dev.scrim.jobs.review.desk.ReviewDesk;
import dev.scrim.jobs.review.store.Database;
import dev.scrim.jobs.review.web.Endpoint;
import dev.scrim.jobs.review.web.ReviewServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Who may ask what, for every endpoint that there is; and what the server refuses whoever asks. */
class RoutesTest {
    @TempDir
    private static Path temp;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Map<Role, AppClient> PEOPLE = new EnumMap<>(Role.class);
    private static final HeldClock CLOCK = new HeldClock();
    private static SyntheticReview review;
    private static Database database;
    private static ReviewServer server;

    /** A clock that goes on when it is told to. */
    private static final class HeldClock extends Clock {
        private volatile Duration later = Duration.ZERO;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(later);
        }
    }

    @BeforeAll
    static void served() throws IOException {
        review = SyntheticReview.make(temp.resolve("ws"), 6, 3, Set.of(), true, 0.05);
        Map<Role, String> tokens = new EnumMap<>(Role.class);
        for (Role role : List.of(Role.REVIEWER, Role.PRIVACY_OFFICER, Role.DATA_OWNER)) {
            tokens.put(role, review.account(role.label(), role));
        }
        review.account("nobody", Role.CONSUMER);
        review.password("reviewer", "a password of four words");
        tokens.put(Role.REVIEWER, review.account("reviewer"));
        database = review.database(Optional.empty(), Map.of());
        ReviewDesk desk = review.desk(database, CLOCK);
        server = review.serve(desk, 0, CLOCK, fault -> {});
        tokens.forEach((role, token) -> PEOPLE.put(role, AppClient.of(HTTP, server.address(), token)));
    }

    @AfterAll
    static void ended() {
        server.close();
        database.close();
    }

    private static String path(Endpoint endpoint) {
        return endpoint.pattern().replaceAll("\\{[a-z]+}", "0123456789abcdef0123456789abcdef");
    }

    private static int status(AppClient client, Endpoint endpoint) {
        return (endpoint.method() == Endpoint.Method.GET
                        ? client.get(path(endpoint))
                        : client.post(path(endpoint), AppClient.JSON.createObjectNode()))
                .statusCode();
    }

    @TestFactory
    Stream<DynamicTest> everyEndpointIsForItsRolesAlone() {
        List<DynamicTest> out = new ArrayList<>();
        for (Endpoint endpoint : Endpoint.values()) {
            if (endpoint.open() || endpoint == Endpoint.LOGOUT) {
                continue;
            }
            out.add(DynamicTest.dynamicTest(
                    endpoint + " by nobody: 401",
                    () -> assertThat(status(new AppClient(HTTP, server.address()), endpoint))
                            .isEqualTo(401)));
            PEOPLE.forEach((role, client) -> out.add(DynamicTest.dynamicTest(
                    endpoint + " by " + role.label() + ": " + (endpoint.roles().contains(role) ? "answered" : "403"),
                    () -> {
                        int status = status(client, endpoint);
                        if (endpoint.roles().contains(role)) {
                            // Not there, not so, or done: but not refused for who asks.
                            assertThat(status).isIn(endpoint == Endpoint.ORIGINAL ? 403 : 200, 200, 204, 400, 404, 409);
                        } else {
                            assertThat(status).isEqualTo(403);
                        }
                    })));
            if (endpoint.method() == Endpoint.Method.POST) {
                PEOPLE.forEach((role, client) -> out.add(DynamicTest.dynamicTest(
                        endpoint + " by " + role.label() + " without the session's secret: 403",
                        () -> assertThat(status(client.withoutCsrf(), endpoint)).isEqualTo(403))));
            }
        }
        assertThat(out).hasSizeGreaterThan(60);
        return out.stream();
    }

    @Test
    void whatIsOpenHoldsNothingAndWhatIsNotThereIsNotThere() {
        AppClient nobody = new AppClient(HTTP, server.address());
        for (String path : List.of(
                "/nothing",
                "/api/nothing",
                "/app/../store/V1__verdicts.sql",
                "/app/%2e%2e/store/V1__verdicts.sql",
                "/viewer/ViewerJson.class",
                "/app/.hidden.js",
                "/api/frame/.png")) {
            assertThat(nobody.get(path).statusCode()).as(path).isIn(404, 400, 401);
        }
        assertThat(nobody.get("/viewer/viewer.js").statusCode()).isEqualTo(200);
        assertThat(nobody.post("/api/queue", AppClient.JSON.createObjectNode()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void everyAnswerForbidsWhatTheAppDoesNotDo() {
        for (String path : List.of("/viewer/viewer.js", "/api/session", "/nothing")) {
            HttpResponse<byte[]> response = new AppClient(HTTP, server.address()).get(path);
            assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;")
                    .contains("frame-ancestors 'none'");
            assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(response.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(response.headers().firstValue("Server")).isEmpty();
        }
    }

    /** As a browser never would. */
    private static String raw(String request) throws IOException {
        URI at = URI.create(server.address());
        try (Socket socket = new Socket(at.getHost(), at.getPort());
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void aRequestUnderAnotherNameIsRefused() throws IOException {
        assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421");
        String port = String.valueOf(URI.create(server.address()).getPort());
        assertThat(raw("GET /viewer/viewer.js HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(raw("POST /api/login HTTP/1.1\r\nHost: localhost:" + port + "\r\nOrigin: https://evil.example\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("POST /api/login HTTP/1.1\r\nHost: localhost:" + port + "\r\nSec-Fetch-Site: cross-site\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void whatIsTooMuchOrNoJsonIsRefused() throws IOException {
        AppClient reviewer = PEOPLE.get(Role.REVIEWER);
        ObjectNode much = AppClient.JSON.createObjectNode().put("item", "x".repeat(70_000));
        assertThat(reviewer.post("/api/verdict", much).statusCode()).isEqualTo(413);
        assertThat(reviewer.post("/api/verdict", AppClient.JSON.createArrayNode())
                        .statusCode())
                .isEqualTo(400);
        String port = String.valueOf(URI.create(server.address()).getPort());
        assertThat(raw("GET / HTTP/1.1\r\nHost: localhost:" + port + "\r\nX-Long: " + "y".repeat(20_000)
                        + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
        assertThat(raw("POST /api/login HTTP/1.1\r\nHost: localhost:" + port + "\r\nContent-Type: text/plain\r\n"
                        + "Content-Length: 2\r\nConnection: close\r\n\r\n{}"))
                .startsWith("HTTP/1.1 415");
    }

    @Test
    void passwordsCannotBeTriedOut() {
        AppClient guesser = new AppClient(HTTP, server.address());
        ObjectNode wrong =
                AppClient.JSON.createObjectNode().put("name", "reviewer").put("password", "guess");
        for (int i = 0; i < 5; i++) {
            assertThat(guesser.post("/api/login", wrong).statusCode()).isEqualTo(401);
        }
        ObjectNode right =
                AppClient.JSON.createObjectNode().put("name", "reviewer").put("password", "a password of four words");
        assertThat(guesser.post("/api/login", right).statusCode()).isEqualTo(429);
        CLOCK.later = CLOCK.later.plus(Duration.ofMinutes(6));
        assertThat(guesser.post("/api/login", right).statusCode()).isEqualTo(204);
        assertThat(review.log().entries())
                .anyMatch(e -> e.what().equals("refused.login") && e.who().equals("reviewer"));
    }

    @Test
    void aSessionEndsAfterHalfAnHourOfNothingAndAnAccountWithoutARoleHasNone() {
        String token = review.account("guest", Role.REVIEWER);
        AppClient guest = AppClient.of(HTTP, server.address(), token);
        assertThat(guest.get("/api/queue").statusCode()).isEqualTo(200);
        Duration before = CLOCK.later;
        CLOCK.later = before.plus(Duration.ofMinutes(31));
        assertThat(guest.get("/api/queue").statusCode()).isEqualTo(401);
        CLOCK.later = before;
        String none = review.account("nobody");
        assertThat(new AppClient(HTTP, server.address())
                        .post("/api/login", AppClient.JSON.createObjectNode().put("token", none))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aHaltedWorkspaceAnswersNothingOfTheBuild() {
        String token = review.account("late", Role.REVIEWER);
        AppClient late = AppClient.of(HTTP, server.address(), token);
        HaltOrders orders = new HaltOrders(review.root(), Optional.empty(), Clock.systemUTC());
        Caller owner = new AccountBook(review.root(), new AuditLog(review.root(), Clock.systemUTC()), Clock.systemUTC())
                .caller(Map.of(Callers.TOKEN, review.account("halts", Role.DATA_OWNER)), "test");
        orders.halt(owner, "a drill");
        try {
            assertThat(late.get("/api/queue").statusCode()).isEqualTo(503);
            assertThat(late.get("/api/next?queue=bound").statusCode()).isEqualTo(503);
            assertThat(late.get("/api/session").statusCode()).isEqualTo(200);
        } finally {
            orders.resume(owner, "over");
        }
        assertThat(late.get("/api/queue").statusCode()).isEqualTo(200);
    }
}
