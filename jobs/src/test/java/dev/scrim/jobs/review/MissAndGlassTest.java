package dev.scrim.jobs.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.media.Png;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.jobs.account.Role;
import dev.scrim.jobs.review.desk.ReviewDesk;
import dev.scrim.jobs.review.store.Database;
import dev.scrim.jobs.review.web.ReviewServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a miss to a change of the spec, whole trajectories, and the glass that two people break. */
class MissAndGlassTest {
    @TempDir
    private Path temp;

    private final HttpClient http = HttpClient.newHttpClient();
    private SyntheticReview review;
    private Database database;
    private ReviewDesk desk;
    private ReviewServer server;
    private AppClient ann;
    private AppClient officer;
    private AppClient owner;

    @BeforeEach
    void served() throws IOException {
        review = SyntheticReview.make(temp.resolve("ws"), 12, 3, Set.of(), true, 0.05);
        String a = review.account("ann", Role.REVIEWER);
        String o = review.account("officer", Role.PRIVACY_OFFICER);
        String d = review.account("owner", Role.DATA_OWNER);
        database = review.database(Optional.empty(), Map.of());
        desk = review.desk(database, Clock.systemUTC());
        server = review.serve(desk, 0, Clock.systemUTC(), fault -> {});
        ann = AppClient.of(http, server.address(), a);
        officer = AppClient.of(http, server.address(), o);
        owner = AppClient.of(http, server.address(), d);
    }

    @AfterEach
    void ended() {
        server.close();
        database.close();
    }

    private static String frameOf(JsonNode item) {
        return item.path("frame").path("url").asText().replaceAll(".*/(.*)\\.png", "$1");
    }

    @Test
    void aMissIsAnsweredByAPolicyThatWouldHaveCoveredIt() throws IOException {
        JsonNode item = ann.next("hunt").orElseThrow();
        // Which frame comes first is chance. Its topmost mask has lines under it, which a block would take.
        JsonNode mask = item.path("masks").path(0);
        for (JsonNode other : item.path("masks")) {
            mask = other.path("y").asInt() < mask.path("y").asInt() ? other : mask;
        }
        ObjectNode body = AppClient.JSON
                .createObjectNode()
                .put("item", item.path("id").asText())
                .put("verdict", "leak")
                .put("ms", 900);
        // Right under a mask of the same category: its block would have covered it.
        body.putArray("marks")
                .addObject()
                .put("x", mask.path("x").asInt())
                .put("y", mask.path("y").asInt() + 30)
                .put("w", 100)
                .put("h", 20)
                .put("category", mask.path("category").asText());
        AppClient.read(ann.post("/api/verdict", body));
        // Hunting never counts.
        assertThat(desk.standing().gauge().verdicts().frames()).isZero();
        JsonNode misses = officer.json("/api/misses").path("misses");
        assertThat(misses).hasSize(1);
        assertThat(misses.path(0).path("status").asText()).isEqualTo("open");
        String id = misses.path(0).path("id").asText();
        JsonNode miss = officer.json("/api/misses/" + id);
        assertThat(miss.path("similar")).isNotEmpty();
        JsonNode change = miss.path("proposal").path("change");
        assertThat(change.path("key").asText())
                .isEqualTo("redaction.policy." + mask.path("category").asText());
        assertThat(change.path("from").asText()).isEqualTo("spans");
        assertThat(change.path("to").asText()).isEqualTo("block");
        assertThat(miss.path("proposal").path("framesChanged").asInt()).isBetween(1, 36);
        assertThat(miss.path("proposal").path("linesLost").asInt()).isPositive();
        assertThat(ann.post("/api/misses/" + id + "/accept", AppClient.JSON.createObjectNode())
                        .statusCode())
                .isEqualTo(403);
        String file = AppClient.read(officer.post("/api/misses/" + id + "/accept", AppClient.JSON.createObjectNode()))
                .path("proposal")
                .asText();
        String written = Files.readString(
                review.root().resolve("builds").resolve(SyntheticReview.BUILD).resolve(file));
        assertThat(written).contains("    " + mask.path("category").asText() + ": block");
        assertThat(officer.json("/api/misses")
                        .path("misses")
                        .path(0)
                        .path("status")
                        .asText())
                .isEqualTo("accepted");
        assertThat(desk.failed()).isTrue();
        assertThat(officer.post("/api/misses/" + id + "/accept", AppClient.JSON.createObjectNode())
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void aMarkMustBeOnTheFrameAndOfACategory() {
        JsonNode item = ann.next("hunt").orElseThrow();
        ObjectNode body = AppClient.JSON
                .createObjectNode()
                .put("item", item.path("id").asText())
                .put("verdict", "leak");
        body.putArray("marks")
                .addObject()
                .put("x", 1)
                .put("y", 1)
                .put("w", 5)
                .put("h", 5)
                .put("category", "nonsense");
        assertThat(ann.post("/api/verdict", body).statusCode()).isEqualTo(400);
        body.putArray("marks")
                .addObject()
                .put("x", 1)
                .put("y", 1)
                .put("w", 0)
                .put("h", 5)
                .put("category", "tax");
        assertThat(ann.post("/api/verdict", body).statusCode()).isEqualTo(400);
    }

    @Test
    void theGlassIsBrokenByTwoPeopleAndLookedThroughOnce() throws IOException {
        String frame = frameOf(ann.next("bound").orElseThrow());
        ObjectNode ask = AppClient.JSON.createObjectNode().put("frame", frame).put("reason", "is mask 2 needed?");
        assertThat(ann.post(
                                "/api/break-glass",
                                AppClient.JSON
                                        .createObjectNode()
                                        .put("frame", frame)
                                        .put("reason", " "))
                        .statusCode())
                .isEqualTo(409);
        String id = AppClient.read(ann.post("/api/break-glass", ask)).path("id").asText();
        assertThat(ann.get("/api/original/" + id + ".png").statusCode()).isEqualTo(403);
        String own =
                AppClient.read(officer.post("/api/break-glass", ask)).path("id").asText();
        assertThat(officer.post("/api/break-glass/" + own + "/approve", AppClient.JSON.createObjectNode())
                        .statusCode())
                .isEqualTo(409);
        assertThat(owner.json("/api/break-glass").path("requests")).hasSize(2);
        assertThat(ann.json("/api/break-glass").path("requests")).hasSize(1);
        assertThat(owner.post("/api/break-glass/" + id + "/approve", AppClient.JSON.createObjectNode())
                        .statusCode())
                .isEqualTo(204);
        assertThat(officer.get("/api/original/" + id + ".png").statusCode()).isEqualTo(403);
        byte[] redacted = ann.get("/api/frame/" + frame + ".png").body();
        byte[] original = ann.get("/api/original/" + id + ".png").body();
        Pixels before = Png.decode(original);
        assertThat(before.width()).isEqualTo(SyntheticReview.WIDTH);
        assertThat(before).isNotEqualTo(Png.decode(redacted));
        assertThat(ann.get("/api/original/" + id + ".png").statusCode()).isEqualTo(403);
        assertThat(review.log().entries())
                .extracting(e -> e.who() + " " + e.what())
                .contains("ann review.glass.ask", "owner review.glass.approve", "ann review.glass.view");
    }

    @Test
    void aTrajectoryIsWholeForTheViewerAndItsPicturesAreDecryptedOneByOne() throws IOException {
        JsonNode traces = ann.json("/api/traces").path("traces");
        assertThat(traces).hasSize(12);
        String id = traces.path(0).path("id").asText();
        JsonNode model = ann.json("/api/trace/" + id);
        assertThat(model.path("format").asText()).isEqualTo("scrim.viewer/1");
        assertThat(model.path("recordings")).hasSize(1);
        JsonNode trace = model.path("traces").path(0);
        assertThat(trace.path("frames")).hasSize(3);
        assertThat(trace.path("steps")).hasSize(3);
        for (JsonNode frame : trace.path("frames")) {
            assertThat(Png.decode(ann.get(frame.path("picture").asText()).body())
                            .width())
                    .isEqualTo(SyntheticReview.WIDTH);
        }
        byte[] thumb = ann.get("/api/thumb/"
                        + trace.path("frames").path(0).path("picture").asText().replaceAll(".*/(.*)\\.png", "$1")
                        + ".jpg")
                .body();
        assertThat(thumb[0] & 255).isEqualTo(0xFF);
        assertThat(thumb.length).isLessThan(20_000);
    }
}
