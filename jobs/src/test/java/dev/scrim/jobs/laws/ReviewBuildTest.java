package dev.scrim.jobs.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.media.Png;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.release.Refusal;
import dev.scrim.datasets.release.ReleaseFacts;
import dev.scrim.datasets.release.ReleaseGate;
import dev.scrim.datasets.release.ReviewResult;
import dev.scrim.jobs.account.AccessToken;
import dev.scrim.jobs.account.Account;
import dev.scrim.jobs.account.AccountBook;
import dev.scrim.jobs.account.Caller;
import dev.scrim.jobs.account.Role;
import dev.scrim.jobs.account.RoleGrant;
import dev.scrim.jobs.audit.AuditLog;
import dev.scrim.jobs.build.BuildJob;
import dev.scrim.jobs.doctor.WorkspaceCheck;
import dev.scrim.jobs.halt.HaltOrders;
import dev.scrim.jobs.halt.Halted;
import dev.scrim.jobs.release.ReleaseJob;
import dev.scrim.jobs.review.AppClient;
import dev.scrim.jobs.review.ReviewJob;
import dev.scrim.jobs.review.StoredReviews;
import dev.scrim.jobs.review.web.ReviewServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A build leaves what its reviewers work from, sealed; they see it as it is exported, and the gate hears of it. */
class ReviewBuildTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Clock CLOCK = Clock.systemUTC();

    private static Path root;
    private static Path build;
    private static String ann;
    private static String bea;

    @BeforeAll
    static void built() {
        BuildJob.Done done = SharedSpark.built();
        root = SharedSpark.place("demo");
        build = Path.of(done.build().path().toUri());
        ann = account("review-ann", Role.REVIEWER);
        bea = account("review-bea", Role.REVIEWER);
    }

    private static String account(String name, Role role) {
        AuditLog audit = new AuditLog(root, CLOCK);
        AccountBook book = new AccountBook(root, audit, CLOCK);
        String token = AccessToken.fresh(new SecureRandom());
        Instant now = CLOCK.instant();
        book.change(
                book.caller(Map.of(), "somebody"),
                "test",
                name,
                all -> all.with(all.find(name)
                        .orElseGet(() -> Account.named(name))
                        .granted(new RoleGrant(role, Optional.empty()))
                        .withToken(AccessToken.of(token, now.plus(Duration.ofDays(1))), now)));
        return token;
    }

    private static ReviewJob.Options options() {
        return new ReviewJob.Options(
                Optional.of(SharedSpark.keyring()),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                ReviewServer.Place.here(0));
    }

    private static StoredReviews stored() {
        return new StoredReviews(root, Optional.of(SharedSpark.keyring()), Optional.empty(), Map.of(), CLOCK);
    }

    private static ReleaseFacts facts() throws IOException {
        return new ReleaseJob(build, Optional.of(SharedSpark.keyring()), Optional.empty(), stored(), CLOCK).facts();
    }

    @Test
    void whatReviewersWorkFromIsSealedAndTheDoctorKnowsIt() throws IOException {
        Path review = build.resolve("review");
        assertThat(Files.exists(review.resolve("index.json"))).isTrue();
        String index = Files.readString(review.resolve("index.json"));
        assertThat(index).doesNotContain("demo-quick");
        SharedSpark.files(review.resolve("media"), name -> true)
                .forEach((name, bytes) -> assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                        .as("sealed file of the review index")
                        .doesNotContain("demo-quick")
                        .doesNotContain("steps"));
        assertThat(new WorkspaceCheck(root, SharedSpark.keyring(), CLOCK)
                        .run().exposures().stream()
                                .filter(e -> e.place().contains("review"))
                                .toList())
                .isEmpty();
    }

    @Test
    void aReviewerSeesTheFrameAsItIsExportedAndTheGateHearsOfTheVerdict() throws Exception {
        List<String> faults = new ArrayList<>();
        try (ReviewJob job = ReviewJob.start(build, options(), CLOCK, faults::add)) {
            AppClient client = AppClient.of(HTTP, job.address(), ann);
            JsonNode session = client.json("/api/session");
            assertThat(session.path("evaluation").asBoolean()).isTrue();
            assertThat(session.path("build").path("frames").asInt()).isEqualTo(6);
            JsonNode item = client.next("bound").orElseThrow();
            Pixels page = Png.decode(
                    client.get(item.path("frame").path("url").asText()).body());
            assertThat(page.width()).isEqualTo(item.path("frame").path("width").asInt());
            assertThat(item.path("masks")).isNotEmpty();
            // Masks are where the picture is flat.
            JsonNode mask = item.path("masks").path(0);
            int x = mask.path("x").asInt() + mask.path("w").asInt() / 2;
            int y = mask.path("y").asInt() + mask.path("h").asInt() / 2;
            assertThat(Math.abs(page.gray(x, y) - page.gray(x + 1, y))).isLessThanOrEqualTo(1);
            assertThat(item.path("textBoxes")).isNotEmpty();
            assertThat(item.path("strip")).hasSizeGreaterThan(1);
            assertThat(item.toString()).doesNotContain("Maple");
            JsonNode traces = client.json("/api/traces").path("traces");
            assertThat(traces).hasSize(1);
            JsonNode model =
                    client.json("/api/trace/" + traces.path(0).path("id").asText());
            assertThat(model.path("traces").path(0).path("steps")).hasSize(4);
            assertThat(model.path("recordings").path(0).path("name").asText()).isEqualTo("demo-quick");
            JsonNode gauge = client.verdict(item, "clean").path("gauge");
            assertThat(gauge.path("sentence").asText()).startsWith("0 leaks in 1 independent frame");
            assertThat(gauge.path("signoff").path("ready").asBoolean()).isFalse();
            assertThat(gauge.path("signoff").path("why").toString()).contains("evaluation");
        }
        assertThat(faults).isEmpty();
        ReviewResult result = facts().review().orElseThrow();
        assertThat(result.frames()).isEqualTo(1);
        assertThat(result.leaks()).isZero();
        assertThat(result.reviewers()).containsExactly("review-ann");
        // One frame bounds nothing: the gate stays shut.
        assertThat(result.bound()).isEqualTo(1);
        assertThat(ReleaseGate.beforeSigning(facts())).contains(Refusal.REVIEW_LEAKS);
        // Opened again, the verdict is still there.
        try (ReviewJob job = ReviewJob.start(build, options(), CLOCK, faults::add)) {
            assertThat(AppClient.of(HTTP, job.address(), bea).next("bound")).isEmpty();
        }
        assertThat(new AuditLog(root, CLOCK).entries()).anyMatch(e -> e.what().equals("review.verdict"));
    }

    @Test
    void aHaltedWorkspaceOrAFolderThatIsNoBuildIsNotReviewed() throws IOException {
        HaltOrders orders = new HaltOrders(root, Optional.empty(), CLOCK);
        // Vouched for by an identity provider: an owner's account of its own would guard the accounts that other tests
        // add.
        Caller owner = new Caller("review-owner", Optional.empty(), Set.of(Role.DATA_OWNER), true);
        orders.halt(owner, "a drill");
        try {
            assertThatThrownBy(() -> ReviewJob.start(build, options(), CLOCK, f -> {}))
                    .isInstanceOf(Halted.class);
        } finally {
            orders.resume(owner, "over");
        }
        assertThatThrownBy(() -> ReviewJob.start(root, options(), CLOCK, f -> {}))
                .isInstanceOf(UserError.class);
    }
}
