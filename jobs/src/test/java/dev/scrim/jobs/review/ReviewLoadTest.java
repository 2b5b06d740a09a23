package dev.scrim.jobs.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scrim.datasets.store.Digests;
import dev.scrim.jobs.account.Role;
import dev.scrim.jobs.review.desk.ReviewDesk;
import dev.scrim.jobs.review.index.IndexedFrame;
import dev.scrim.jobs.review.index.ReviewIndex;
import dev.scrim.jobs.review.sample.ReviewPlan;
import dev.scrim.jobs.review.store.Database;
import dev.scrim.jobs.review.web.ReviewServer;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many reviewers at once, and builds of a hundred thousand frames. */
class ReviewLoadTest {
    private static final int REVIEWERS = 50;
    /** Frames that each judges; with {@code -Dscrim.long=true} ten times as many. */
    private static final int EACH = Boolean.getBoolean("scrim.long") ? 60 : 6;

    @TempDir
    private Path temp;

    @Test
    void fiftyReviewersWorkAtOnceWithoutErrors() throws Exception {
        SyntheticReview review = SyntheticReview.make(temp.resolve("ws"), REVIEWERS * EACH, 2, Set.of(), true, 0.05);
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < REVIEWERS; i++) {
            tokens.add(review.account("reader-" + i, Role.REVIEWER));
        }
        List<String> faults = Collections.synchronizedList(new ArrayList<>());
        List<Long> frameNs = Collections.synchronizedList(new ArrayList<>());
        List<Long> verdictNs = Collections.synchronizedList(new ArrayList<>());
        try (Database database = review.database(Optional.empty(), Map.of())) {
            ReviewDesk desk = review.desk(database, Clock.systemUTC());
            ExecutorService readers = Executors.newFixedThreadPool(REVIEWERS);
            long started = System.nanoTime();
            try (ReviewServer server = review.serve(desk, 0, Clock.systemUTC(), faults::add)) {
                HttpClient http = HttpClient.newHttpClient();
                List<Future<Integer>> all = new ArrayList<>();
                for (String token : tokens) {
                    Callable<Integer> work =
                            () -> read(AppClient.of(http, server.address(), token), frameNs, verdictNs);
                    all.add(readers.submit(work));
                }
                int judged = 0;
                for (Future<Integer> one : all) {
                    judged += one.get();
                }
                assertThat(judged).isEqualTo(REVIEWERS * EACH);
            } finally {
                readers.shutdownNow();
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            assertThat(faults).isEmpty();
            assertThat(desk.counts("x").get(0).done()).isEqualTo((long) REVIEWERS * EACH);
            System.out.printf(
                    "%d reviewers, %d verdicts in %.1f s; next and frame p50 %.1f ms, p95 %.1f ms; verdict p50 %.1f ms%n",
                    REVIEWERS,
                    frameNs.size(),
                    seconds,
                    quantile(frameNs, 0.5) / 1e6,
                    quantile(frameNs, 0.95) / 1e6,
                    quantile(verdictNs, 0.5) / 1e6);
        }
    }

    private static int read(AppClient client, List<Long> frameNs, List<Long> verdictNs) {
        for (int i = 0; i < EACH; i++) {
            long start = System.nanoTime();
            JsonNode item = client.next("bound").orElseThrow();
            assertThat(client.get(item.path("frame").path("url").asText()).statusCode())
                    .isEqualTo(200);
            long shown = System.nanoTime();
            client.verdict(item, "clean");
            frameNs.add(shown - start);
            verdictNs.add(System.nanoTime() - shown);
        }
        return EACH;
    }

    private static long quantile(List<Long> values, double q) {
        List<Long> sorted = values.stream().sorted().toList();
        return sorted.get((int) (q * (sorted.size() - 1)));
    }

    /** Opening is held to hashing in the same run: seconds say more of the machine than of the code. */
    @Test
    void aBuildOfAHundredThousandFramesOpensInTheTimeOfTenHashesAFrame() throws Exception {
        SyntheticReview review = SyntheticReview.make(temp.resolve("ws"), 20_000, 5, Set.of(), false, 0.005);
        review.account("ann", Role.REVIEWER);
        double hashing = hashing(review.index());
        try (Database database = review.database(Optional.empty(), Map.of())) {
            double cpu = cpuSeconds();
            long started = System.nanoTime();
            ReviewDesk desk = review.desk(database, Clock.systemUTC());
            double seconds = (System.nanoTime() - started) / 1e9;
            double used = cpuSeconds() - cpu;
            ReviewIndex index = desk.index();
            System.out.printf(
                    "%,d frames, %,d in the sample, %d strata: opened in %.2f s; %.2f s of CPU, %.1f times a hash each%n",
                    index.frames().size(),
                    desk.plan().sample().size(),
                    desk.plan().strata(),
                    seconds,
                    used,
                    used / hashing);
            assertThat(index.frames()).hasSize(100_000);
            assertThat(index.segments()).isEqualTo(20_000);
            assertThat(used / hashing).isLessThan(10);
            ReviewPlan again =
                    ReviewPlan.of(index, desk.lot().seed(), desk.lot().alpha(), 0.005);
            assertThat(again.digest()).isEqualTo(desk.plan().digest());
            // A stratum can be bounded below the target by itself, or there is only one.
            assertThat(desk.plan().strata()).isBetween(2, 8);
        }
    }

    /** CPU seconds for one hash of each frame's id. */
    private static double hashing(ReviewIndex index) {
        double cpu = cpuSeconds();
        Set<String> hashes = new HashSet<>();
        for (IndexedFrame frame : index.frames()) {
            hashes.add(Digests.fields("scrim-test/1").add(frame.id()).hex());
        }
        double used = cpuSeconds() - cpu;
        assertThat(hashes).hasSize(index.frames().size());
        return used;
    }

    private static double cpuSeconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }
}
