package dev.scrim.jobs.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scrim.jobs.account.Role;
import dev.scrim.jobs.review.store.Database;
import dev.scrim.jobs.review.store.Reading;
import dev.scrim.jobs.review.store.VerdictStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A verdict that was acknowledged is there whatever becomes of the server. */
class KilledReviewTest {
    private static final int READERS = 4;

    @TempDir
    private Path temp;

    private static Process start(Path workspace) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServedReview.class.getName(),
                        workspace.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void killedInTheMiddleOfVerdictsItLosesNoneThatItAcknowledged() throws Exception {
        SyntheticReview review = SyntheticReview.make(temp.resolve("ws"), 400, 2, Set.of(), true, 0.05);
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            tokens.add(review.account("reader-" + i, Role.REVIEWER));
        }
        Set<String> acknowledged = Collections.synchronizedSet(new java.util.HashSet<>());
        Process process = start(review.root());
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String address = out.readLine();
            // What a running app has open is not opened beside it: sign and status say so.
            assertThatThrownBy(() -> review.database(Optional.empty(), Map.of()))
                    .isInstanceOf(Database.InUse.class);
            HttpClient http = HttpClient.newHttpClient();
            List<Thread> readers = new ArrayList<>();
            for (String token : tokens) {
                AppClient client = AppClient.of(http, address, token);
                Thread reader = new Thread(() -> read(client, acknowledged));
                readers.add(reader);
                reader.start();
            }
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (acknowledged.size() < 60 && System.nanoTime() < deadline) {
                Thread.sleep(5);
            }
            // SIGKILL, with verdicts on their way.
            process.destroyForcibly().waitFor();
            for (Thread reader : readers) {
                reader.join();
            }
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(60);
        try (Database database = review.database(Optional.empty(), Map.of())) {
            List<Reading> kept = database.transaction(c -> VerdictStore.readings(c, SyntheticReview.RECORD));
            assertThat(kept).extracting(Reading::frame).containsAll(acknowledged);
        }
        // Every one of them is on record, too, and the log is whole.
        assertThat(review.log().entries().stream()
                        .filter(e -> e.what().equals("review.verdict"))
                        .map(e -> e.object())
                        .toList())
                .containsAll(acknowledged);
    }

    private static void read(AppClient client, Set<String> acknowledged) {
        try {
            for (Optional<JsonNode> item = client.next("bound"); item.isPresent(); item = client.next("bound")) {
                client.verdict(item.get(), "clean");
                acknowledged.add(item.get().path("frame").path("url").asText().replaceAll(".*/(.*)\\.png", "$1"));
            }
        } catch (RuntimeException killed) {
            // What was not acknowledged may be there or not.
            return;
        }
    }
}
