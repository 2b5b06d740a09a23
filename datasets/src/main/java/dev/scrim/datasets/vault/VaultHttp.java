package dev.scrim.datasets.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one Vault server: JSON both ways, no redirects, three retries when it says that it cannot at the moment
 * (429 and 5xx). What went wrong is said by kind only: an answer may quote a request. Thread-safe.
 */
final class VaultHttp {
    /** For servers of one's own network; a dead address is told from a slow one. */
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** For the whole exchange; Vault answers a transit request in milliseconds. */
    private static final long EXCHANGE_MS = 15_000;

    private static final int RETRIES = 3;

    /** Wait before the first retry; doubled for each further one. */
    private static final long BACKOFF_MS = 250;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final URI root;
    private final Optional<String> namespace;
    private final Optional<Path> caFile;
    private final VaultToken token;
    private final Pause pause;
    private @Nullable HttpClient client;

    /** Waits; passed in for tests. */
    interface Pause {
        void milliseconds(long ms) throws InterruptedException;
    }

    VaultHttp(MasterPlace.VaultTransit place, VaultToken token, Pause pause) {
        this.root = place.address().resolve("/v1/");
        this.namespace = place.namespace();
        this.caFile = place.caFile();
        this.token = token;
        this.pause = pause;
    }

    /** The answer's {@code data}. */
    JsonNode get(String path) throws WrapException {
        return exchange(path, HttpRequest.Builder::GET);
    }

    /** The answer's {@code data}. */
    JsonNode post(String path, ObjectNode body) throws WrapException {
        byte[] bytes;
        try {
            bytes = MAPPER.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot write a request");
        }
        try {
            return exchange(
                    path,
                    request -> request.header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes)));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Sets the method, and the body if there is one. */
    private interface Method {
        HttpRequest.Builder on(HttpRequest.Builder request);
    }

    private JsonNode exchange(String path, Method method) throws WrapException {
        for (int attempt = 0; ; attempt++) {
            HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path))
                    .timeout(Duration.ofMillis(EXCHANGE_MS))
                    .header("X-Vault-Token", token.read())
                    .header("X-Vault-Request", "true"); // A Vault agent in between may insist on it.
            namespace.ifPresent(n -> request.header("X-Vault-Namespace", n));
            HttpResponse<byte[]> answer = send(method.on(request).build());
            JsonNode json = json(answer.body());
            if (answer.statusCode() == 200 && json.path("data").isObject()) {
                return json.path("data");
            }
            WrapFault fault = fault(answer.statusCode(), json);
            if (!fault.mayPass() || attempt == RETRIES) {
                throw new WrapException(fault);
            }
            try {
                pause.milliseconds(BACKOFF_MS << attempt);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new WrapException(WrapFault.INTERRUPTED);
            }
        }
    }

    /** Waits for the whole answer: the request's own timeout ends with its first bytes. */
    private HttpResponse<byte[]> send(HttpRequest request) throws WrapException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client().sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        try {
            return answer.get(EXCHANGE_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new WrapException(WrapFault.UNREACHABLE);
        } catch (ExecutionException e) {
            throw new WrapException(e.getCause() instanceof SSLException ? WrapFault.UNTRUSTED : WrapFault.UNREACHABLE);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new WrapException(WrapFault.INTERRUPTED);
        }
    }

    /**
     * Vault's own words come first: servers from 1.5 on answer 500 where a ciphertext is not authentic, and 404 is both
     * a mount and a key that are not there.
     */
    private static WrapFault fault(int status, JsonNode json) {
        String said = json.path("errors").toString().toLowerCase(Locale.ROOT);
        if (said.contains("message authentication failed")
                || said.contains("invalid ciphertext")
                || said.contains("missing 'context'")) {
            return WrapFault.CHANGED;
        }
        if (said.contains("encryption key not found") || said.contains("policy not found")) {
            return WrapFault.NO_KEY;
        }
        if (said.contains("disallowed by policy (too old)")) {
            return WrapFault.TOO_OLD;
        }
        if (status >= 500) {
            return status == 503 ? WrapFault.SEALED : WrapFault.FAILING;
        }
        if (status >= 300 && status < 400) {
            return WrapFault.REDIRECTED;
        }
        return switch (status) {
            case 400 -> WrapFault.REFUSED;
            case 403 -> WrapFault.DENIED;
            case 404 ->
                said.contains("no handler for route")
                        ? WrapFault.NO_MOUNT
                        : json.path("errors").isArray() ? WrapFault.NO_KEY : WrapFault.ODD_ANSWER;
            case 429 -> WrapFault.BUSY;
            default -> WrapFault.ODD_ANSWER;
        };
    }

    private static JsonNode json(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (IOException e) {
            return MAPPER.missingNode(); // Its status still says something.
        }
    }

    private synchronized HttpClient client() throws WrapException {
        HttpClient made = client;
        if (made == null) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT);
            if (caFile.isPresent()) {
                builder.sslContext(trusting(caFile.get()));
            }
            made = builder.build();
            client = made;
        }
        return made;
    }

    private static SSLContext trusting(Path pem) throws WrapException {
        try (InputStream in = Files.newInputStream(pem)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate c : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("ca-" + trusted.size(), c);
            }
            if (trusted.size() == 0) {
                throw new WrapException(WrapFault.BAD_AUTHORITY);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new WrapException(WrapFault.BAD_AUTHORITY);
        }
    }
}
