package dev.scrim.jobs.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scrim.datasets.media.Png;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.jobs.account.Role;
import dev.scrim.jobs.audit.AuditEntry;
import dev.scrim.jobs.review.desk.ReviewDesk;
import dev.scrim.jobs.review.store.Database;
import dev.scrim.jobs.review.web.ReviewServer;
import dev.scrim.redaction.review.EProcess;
import dev.scrim.redaction.review.Verdicts;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people read, disagree, a third decides, and the numbers are those of the formulas. */
class ReviewFlowTest {
    private static final double TARGET = 0.05;

    @TempDir
    private Path temp;

    private final List<String> faults = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    protected SyntheticReview review;
    protected Database database;
    protected ReviewDesk desk;
    private ReviewServer server;
    private AppClient ann;
    private AppClient bea;
    private AppClient officer;

    @BeforeEach
    void served() throws Exception {
        review = SyntheticReview.make(temp.resolve("ws"), 90, 3, Set.of(), true, TARGET);
        String a = review.account("ann", Role.REVIEWER);
        String b = review.account("bea", Role.REVIEWER);
        String o = review.account("officer", Role.PRIVACY_OFFICER);
        database = open();
        desk = review.desk(database, Clock.systemUTC());
        server = review.serve(desk, 0, Clock.systemUTC(), faults::add);
        ann = AppClient.of(http, server.address(), a);
        bea = AppClient.of(http, server.address(), b);
        officer = AppClient.of(http, server.address(), o);
    }

    protected Database open() {
        return review.database(Optional.empty(), Map.of());
    }

    /** Where verdicts lie on the disk nobody can read them. */
    protected void checkAtRest() throws Exception {
        Path file = review.root().resolve(Database.FILE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("desk-work")
                .doesNotContain("READING")
                .doesNotContain("ann");
    }

    @AfterEach
    void ended() {
        server.close();
        database.close();
        assertThat(faults).isEmpty();
    }

    private boolean planted(JsonNode item) {
        return desk.plan()
                .sampled(item.path("strip").findParents("current").stream()
                        .filter(s -> s.path("current").asBoolean())
                        .findFirst()
                        .orElseThrow()
                        .path("id")
                        .asText())
                .orElseThrow()
                .plant();
    }

    @Test
    void theNumbersFollowTheVerdictsAsTheFormulasSay() {
        long clean = 0;
        long leaks = 0;
        long plants = 0;
        for (Optional<JsonNode> item = ann.next("bound"); item.isPresent(); item = ann.next("bound")) {
            boolean plant = planted(item.get());
            plants += plant ? 1 : 0;
            // The first two frames that are not planted are called a leak, rightly or not.
            boolean leak = !plant && leaks < 2;
            leaks += leak ? 1 : 0;
            clean += plant || leak ? 0 : 1;
            ann.verdict(item.get(), plant || leak ? "leak" : "clean");
        }
        assertThat(clean + leaks).isEqualTo(90);
        assertThat(plants).isPositive();
        JsonNode gauge = officer.json("/api/gauge");
        assertThat(gauge.path("frames").asLong()).isEqualTo(90);
        assertThat(gauge.path("leaks").asLong()).isEqualTo(2);
        assertThat(gauge.path("strata")).hasSize(1);
        EProcess bet = new EProcess(gauge.path("alpha").asDouble(), 1);
        assertThat(gauge.path("upper").asDouble()).isCloseTo(bet.upper(new Verdicts(90, 2)), within(1e-9));
        assertThat(gauge.path("sensitivity").path("found").asLong()).isEqualTo(plants);
        // Whoever read first does not read again; somebody else sees a tenth of the frames, and all that is planted.
        assertThat(ann.next("second")).isEmpty();
        long second = 0;
        for (Optional<JsonNode> item = bea.next("second"); item.isPresent(); item = bea.next("second")) {
            assertThat(item.get().path("first").isNull()).isTrue();
            bea.verdict(item.get(), "clean");
            second++;
        }
        assertThat(second).isEqualTo(9 + plants);
        assertThat(officer.json("/api/gauge")
                        .path("sensitivity")
                        .path("estimate")
                        .asDouble())
                .isCloseTo(0.5, within(1e-9));
        // Both leaks wait for a decision: by somebody who has read neither.
        assertThat(ann.next("adjudicate")).isEmpty();
        long decided = 0;
        for (Optional<JsonNode> item = officer.next("adjudicate");
                item.isPresent();
                item = officer.next("adjudicate")) {
            assertThat(item.get().path("first").get(0).path("verdict").asText()).isIn("leak", "clean");
            assertThat(item.get().path("first").toString())
                    .doesNotContain("ann")
                    .doesNotContain("bea");
            officer.verdict(item.get(), "clean");
            decided++;
        }
        assertThat(decided).isEqualTo(2);
        JsonNode after = officer.json("/api/gauge");
        assertThat(after.path("leaks").asLong()).isZero();
        double seen = after.path("sensitivity").path("estimate").asDouble();
        assertThat(after.path("upper").asDouble())
                .isCloseTo(new EProcess(after.path("alpha").asDouble(), seen).upper(new Verdicts(90, 0)), within(1e-9));
        assertThat(after.path("reached").asBoolean())
                .isEqualTo(after.path("upper").asDouble() <= TARGET);
        assertThat(after.path("signoff").path("ready").asBoolean())
                .isEqualTo(after.path("reached").asBoolean());
    }

    @Test
    void nothingTellsAPlantedFrameFromAnother() throws Exception {
        Set<String> shapes = new TreeSet<>();
        Set<Integer> idLengths = new TreeSet<>();
        int plants = 0;
        for (Optional<JsonNode> item = ann.next("bound"); item.isPresent(); item = ann.next("bound")) {
            JsonNode it = item.get();
            StringBuilder shape = new StringBuilder();
            it.properties()
                    .forEach(f -> shape.append(f.getKey())
                            .append(':')
                            .append(f.getValue().getNodeType())
                            .append(' '));
            if (it.path("prev").isTextual() && it.path("next").isTextual()) {
                shapes.add(shape.toString());
            }
            idLengths.add(it.path("id").asText().length());
            idLengths.add(it.path("frame").path("url").asText().length());
            boolean plant = planted(it);
            byte[] picture = ann.get(it.path("frame").path("url").asText()).body();
            Pixels page = Png.decode(picture);
            assertThat(page.width()).isEqualTo(it.path("frame").path("width").asInt());
            byte[] real = officer.get(it.path("frame").path("url").asText()).body();
            // An officer who reads nothing sees what is really there; reviewers see the plant wherever they look.
            assertThat(java.util.Arrays.equals(picture, real)).isEqualTo(!plant);
            String id = it.path("frame").path("url").asText().replaceAll(".*/(.*)\\.png", "$1");
            JsonNode look = ann.json("/api/look/" + id);
            assertThat(look.path("masks")).isEqualTo(it.path("masks"));
            if (plant) {
                plants++;
                assertThat(it.path("masks").size())
                        .isEqualTo(officer.json("/api/look/" + id).path("masks").size() - 1);
            }
            ann.verdict(it, plant ? "leak" : "clean");
        }
        assertThat(plants).isPositive();
        assertThat(shapes).hasSize(1);
        assertThat(idLengths).hasSize(2);
    }

    @Test
    void theNumbersThatReviewersSeeDoNotTellWhetherTheLastFrameWasPlanted() {
        // Each answer's gauge is either the one before or one that ten more readings made.
        JsonNode before = ann.json("/api/queue").path("gauge");
        int changes = 0;
        for (int i = 0; i < 40; i++) {
            JsonNode item = ann.next("bound").orElseThrow();
            JsonNode gauge = ann.verdict(item, "clean").path("gauge");
            changes += gauge.path("frames").equals(before.path("frames")) ? 0 : 1;
            assertThat(gauge.has("sensitivity")).isFalse();
            before = gauge;
        }
        assertThat(changes).isEqualTo(4);
    }

    @Test
    void aVerdictIsTakenBackByWhoGaveItUntilSomebodyReadTheFrameAfter() {
        JsonNode item = ann.next("bound").orElseThrow();
        JsonNode said = ann.verdict(item, "leak");
        assertThat(bea.post(
                                "/api/undo",
                                AppClient.JSON
                                        .createObjectNode()
                                        .put("undo", said.path("undo").asText()))
                        .statusCode())
                .isEqualTo(409);
        JsonNode back = AppClient.read(ann.post(
                "/api/undo",
                AppClient.JSON.createObjectNode().put("undo", said.path("undo").asText())));
        assertThat(back.path("item").path("id")).isEqualTo(item.path("id"));
        assertThat(desk.standing().gauge().verdicts().frames()).isZero();
        // Sent twice, it is one verdict.
        JsonNode once = ann.verdict(item, "clean");
        assertThat(ann.verdict(item, "clean").path("undo")).isEqualTo(once.path("undo"));
        assertThat(ann.post(
                                "/api/verdict",
                                AppClient.JSON
                                        .createObjectNode()
                                        .put("item", item.path("id").asText())
                                        .put("verdict", "leak"))
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void whatIsHandedOutToOneIsNotHandedOutToAnother() {
        Set<String> seen = new TreeSet<>();
        for (AppClient each : List.of(ann, bea)) {
            each.json("/api/next?queue=bound&n=5")
                    .path("items")
                    .forEach(i -> seen.add(i.path("id").asText()));
        }
        assertThat(seen).hasSize(10);
        // Asked again, a reviewer gets what is already theirs.
        Set<String> again = new TreeSet<>();
        ann.json("/api/next?queue=bound&n=5")
                .path("items")
                .forEach(i -> again.add(i.path("id").asText()));
        assertThat(seen).containsAll(again);
    }

    @Test
    void twoServersOnOneDatabaseSeeEachOthersVerdictsAndLeases() throws Exception {
        ReviewDesk other = review.desk(database, Clock.systemUTC());
        Set<String> first = new TreeSet<>();
        ann.json("/api/next?queue=bound&n=4")
                .path("items")
                .forEach(i -> first.add(i.path("id").asText()));
        other.next(dev.scrim.jobs.review.store.Queue.BOUND, "bea", 4)
                .forEach(s -> assertThat(first).doesNotContain(s.id()));
        JsonNode item = ann.next("bound").orElseThrow();
        ann.verdict(item, "leak");
        assertThat(other.next(dev.scrim.jobs.review.store.Queue.BOUND, "bea", 10))
                .noneMatch(s -> s.id().equals(item.path("id").asText()));
        assertThat(other.counts("bea").get(0).done()).isEqualTo(1);
    }

    @Test
    void verdictsAreSealedAndOnRecordAndCountForThisBuildOnly() throws Exception {
        JsonNode item = ann.next("bound").orElseThrow();
        ann.verdict(item, "clean");
        checkAtRest();
        List<AuditEntry> entries = review.log().entries();
        assertThat(entries).anyMatch(e -> e.who().equals("ann") && e.what().equals("review.verdict"));
        assertThat(entries).anyMatch(e -> e.who().equals("ann") && e.what().equals("review.item"));
        dev.scrim.jobs.review.desk.ReviewedBuild other = new dev.scrim.jobs.review.desk.ReviewedBuild(
                SyntheticReview.BUILD, "desk-work", "cd".repeat(32), TARGET, true, new java.util.TreeMap<>());
        ReviewDesk rebuilt = ReviewDesk.open(
                other,
                review.index(),
                database,
                review.log().stream(),
                Clock.systemUTC(),
                new java.security.SecureRandom());
        assertThat(rebuilt.standing().gauge().verdicts().frames()).isZero();
        // The first lot was looked at and did not reach its target: the second has less to spend.
        assertThat(rebuilt.lot().number()).isEqualTo(2);
        assertThat(rebuilt.lot().alpha()).isCloseTo(0.05 / 6, within(1e-12));
    }
}
