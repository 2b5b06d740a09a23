package dev.scrim.jobs.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.model.SubjectId;
import dev.scrim.datasets.vault.KeyId;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.jobs.account.Role;
import dev.scrim.jobs.review.desk.ReviewDesk;
import dev.scrim.jobs.review.store.Database;
import dev.scrim.jobs.review.web.ReviewServer;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reviewers on other machines come over TLS or not at all; who was erased is nobody's to see. */
class ServedToOthersTest {
    private static final String PASSWORD = "keystore password";

    @TempDir
    private Path temp;

    private Path keystore() throws Exception {
        Path file = temp.resolve("review.p12");
        Process made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "review",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD,
                        "-validity",
                        "2")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(made.waitFor()).isZero();
        return file;
    }

    @Test
    void otherMachinesAreServedOverTlsUnderOneName() throws Exception {
        Path keys = keystore();
        SyntheticReview review = SyntheticReview.make(temp.resolve("ws"), 4, 2, Set.of(), true, 0.05);
        String token = review.account("ann", Role.REVIEWER);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            trusted.load(in, PASSWORD.toCharArray());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        try (Database database = review.database(Optional.empty(), Map.of());
                ReviewServer server = review.serve(
                        review.desk(database, Clock.systemUTC()),
                        new ReviewServer.Place(Optional.of("localhost"), 0, Optional.of(keys), PASSWORD),
                        Clock.systemUTC(),
                        fault -> {})) {
            assertThat(server.address()).startsWith("https://localhost:");
            HttpClient http = HttpClient.newBuilder().sslContext(tls).build();
            HttpResponse<String> login = http.send(
                    HttpRequest.newBuilder(URI.create(server.address() + "api/login"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"" + token + "\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(login.statusCode()).isEqualTo(204);
            assertThat(login.headers().firstValue("Set-Cookie").orElseThrow())
                    .contains("HttpOnly")
                    .contains("SameSite=Strict")
                    .contains("; Secure");
            assertThat(login.headers().firstValue("Strict-Transport-Security")).isPresent();
        }
    }

    @Test
    void withoutTlsOrUnderEveryNameNobodyElseIsServed() {
        assertThatThrownBy(() -> new ReviewServer.Place(Optional.of("review.example.org"), 0, Optional.empty(), ""))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--tls");
        assertThatThrownBy(() -> new ReviewServer.Place(Optional.of("0.0.0.0"), 0, Optional.of(Path.of("x")), ""))
                .isInstanceOf(UserError.class);
    }

    @Test
    void framesOfSomebodyWhoWasErasedAreGoneAndTheReviewIsVoid() throws Exception {
        SyntheticReview review = SyntheticReview.make(temp.resolve("ws"), 12, 2, Set.of(), true, 0.05);
        int before = review.index().frames().size();
        try (Database database = review.database(Optional.empty(), Map.of())) {
            ReviewDesk desk = review.desk(database, Clock.systemUTC());
            assertThat(desk.plan().sample()).isNotEmpty();
            LocalKeyring keys = LocalKeyring.open(review.keyring());
            assertThat(keys.destroy(new KeyId(keys.opaque(new SubjectId("subj-1")), 0)))
                    .isTrue();
            assertThat(review.index().frames()).hasSize(before * 3 / 4);
            assertThatThrownBy(() -> review.desk(database, Clock.systemUTC()))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("erasure");
            // What is open already cannot decrypt theirs, and says so without a word of it.
            assertThatThrownBy(() -> {
                        for (int i = 0; i < before; i++) {
                            review.frames(desk).png(i, false);
                        }
                    })
                    .hasMessageNotContaining("subj-1");
        }
    }
}
