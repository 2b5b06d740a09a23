package dev.scrim.datasets.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for a Vault server: the part of the transit engine's documented API that Scrim uses, with real AES-GCM, and
 * words of refusal as a server says them (seen with OpenBao 2.7). Stricter than a server: what a request has that the
 * documentation does not know is kept as an objection. {@link TransitServerTest} runs the same tests with a server.
 */
final class TransitStub implements TransitServer {
    private static final String TOKEN = "hvs.a-token-of-the-stub";
    private static final int NONCE_BYTES = 12;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final HttpServer server;
    private final Map<String, Key> keys = new ConcurrentHashMap<>();
    private final Queue<Answer> faults = new ConcurrentLinkedQueue<>();
    private volatile boolean sealed;

    /** As servers did before they knew it. */
    volatile boolean ignoreAssociatedData;

    /** Each request as {@code METHOD path}. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    /** What no server would mind but the documentation does not know. */
    final List<String> objections = new CopyOnWriteArrayList<>();

    /** Namespaces named in requests. */
    final List<String> namespaces = new CopyOnWriteArrayList<>();

    private record Key(String type, boolean derived, List<byte[]> versions, int minVersion) {}

    private record Answer(int status, String body, @Nullable String location) {}

    TransitStub() {
        this(plain());
    }

    /** @param server not started yet; one that speaks TLS, perhaps */
    TransitStub(HttpServer server) {
        this.server = server;
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "transit-stub");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    private static HttpServer plain() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    @Override
    public String token() {
        return TOKEN;
    }

    @Override
    public void makeKey(String name, String type, boolean derived) {
        keys.put(name, new Key(type, derived, List.of(random(32)), 1));
    }

    @Override
    public void rotateKey(String name) {
        keys.computeIfPresent(name, (n, k) -> {
            List<byte[]> versions = new ArrayList<>(k.versions());
            versions.add(random(32));
            return new Key(k.type(), k.derived(), List.copyOf(versions), k.minVersion());
        });
    }

    @Override
    public void allowFrom(String name, int version) {
        keys.computeIfPresent(name, (n, k) -> new Key(k.type(), k.derived(), k.versions(), version));
    }

    @Override
    public void deleteKey(String name) {
        keys.remove(name);
    }

    @Override
    public void seal() {
        sealed = true;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** The next requests are answered so, each once. */
    void answerNext(int times, int status, String body) {
        for (int i = 0; i < times; i++) {
            faults.add(new Answer(status, body, null));
        }
    }

    void redirectNext(String location) {
        faults.add(new Answer(307, "", location));
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests.add(exchange.getRequestMethod() + " " + path);
        Answer fault = faults.poll();
        Answer answer = fault != null ? fault : answer(exchange, path, body);
        if (answer.location() != null) {
            exchange.getResponseHeaders().add("Location", answer.location());
        }
        byte[] out = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), out.length == 0 ? -1 : out.length);
        exchange.getResponseBody().write(out);
        exchange.close();
    }

    private Answer answer(HttpExchange exchange, String path, byte[] body) throws IOException {
        String namespace = exchange.getRequestHeaders().getFirst("X-Vault-Namespace");
        if (namespace != null) {
            namespaces.add(namespace);
        }
        if (!"true".equals(exchange.getRequestHeaders().getFirst("X-Vault-Request"))) {
            objections.add("no X-Vault-Request");
        }
        if (sealed) {
            return error(503, "Vault is sealed");
        }
        if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
            return error(403, "permission denied");
        }
        String[] parts = path.split("/", -1);
        if (parts.length != 5 || !parts[1].equals("v1") || !parts[2].equals("transit")) {
            return error(404, "no handler for route \"" + path.substring(4) + "\". route entry not found.");
        }
        Key key = keys.get(parts[4]);
        String operation = exchange.getRequestMethod() + " " + parts[3];
        if (operation.equals("GET keys")) {
            return key == null ? new Answer(404, "{\"errors\":[]}", null) : described(parts[4], key);
        }
        if (!Set.of("POST encrypt", "POST decrypt", "POST rewrap").contains(operation)) {
            return error(405, "unsupported operation");
        }
        if (!"application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            objections.add("not sent as JSON");
        }
        if (key == null) {
            return error(400, "encryption key not found");
        }
        return transit(parts[3], key, MAPPER.readTree(body));
    }

    private Answer transit(String operation, Key key, JsonNode in) throws IOException {
        Set<String> known = operation.equals("encrypt")
                ? Set.of("plaintext", "associated_data", "context")
                : operation.equals("decrypt")
                        ? Set.of("ciphertext", "associated_data", "context")
                        : Set.of("ciphertext", "context");
        in.properties().forEach(field -> {
            if (!known.contains(field.getKey()) || !field.getValue().isTextual()) {
                objections.add(operation + " with field " + field.getKey());
            }
        });
        try {
            byte[] context = Base64.getDecoder().decode(in.path("context").asText());
            byte[] data = ignoreAssociatedData
                    ? new byte[0]
                    : Base64.getDecoder().decode(in.path("associated_data").asText());
            if (key.derived() && context.length == 0) {
                return error(400, "missing 'context' for key derivation; the key was created using a derived key");
            }
            if (operation.equals("encrypt")) {
                return ciphertext(
                        key,
                        context,
                        data,
                        Base64.getDecoder().decode(in.path("plaintext").asText()));
            }
            String[] text = in.path("ciphertext").asText().split(":", -1);
            if (text.length != 3 || !text[0].equals("vault") || !text[1].matches("v[1-9][0-9]*")) {
                return error(400, "invalid ciphertext: no prefix");
            }
            int version = Integer.parseInt(text[1].substring(1));
            if (version > key.versions().size()) {
                return error(400, "invalid ciphertext: version is too new");
            }
            if (version < key.minVersion()) {
                return error(400, "ciphertext or signature version is disallowed by policy (too old)");
            }
            byte[] sealedBytes = Base64.getDecoder().decode(text[2]);
            byte[] plain = cipher(Cipher.DECRYPT_MODE, key, version, context, data, nonce(sealedBytes))
                    .doFinal(sealedBytes, NONCE_BYTES, sealedBytes.length - NONCE_BYTES);
            if (operation.equals("rewrap")) {
                return ciphertext(key, context, data, plain);
            }
            return data(MAPPER.createObjectNode()
                    .put("plaintext", Base64.getEncoder().encodeToString(plain)));
        } catch (IllegalArgumentException e) {
            return error(400, "invalid ciphertext: could not decode base64");
        } catch (GeneralSecurityException e) {
            return error(400, "cipher: message authentication failed");
        }
    }

    private static Answer ciphertext(Key key, byte[] context, byte[] data, byte[] plain)
            throws GeneralSecurityException, IOException {
        int version = key.versions().size();
        byte[] nonce = random(NONCE_BYTES);
        byte[] sealedBytes =
                cipher(Cipher.ENCRYPT_MODE, key, version, context, data, nonce).doFinal(plain);
        byte[] whole = ByteBuffer.allocate(nonce.length + sealedBytes.length)
                .put(nonce)
                .put(sealedBytes)
                .array();
        return data(MAPPER.createObjectNode()
                .put(
                        "ciphertext",
                        "vault:v" + version + ":" + Base64.getEncoder().encodeToString(whole))
                .put("key_version", version));
    }

    private static byte[] nonce(byte[] sealedBytes) {
        if (sealedBytes.length <= NONCE_BYTES) {
            throw new IllegalArgumentException("too short");
        }
        return java.util.Arrays.copyOf(sealedBytes, NONCE_BYTES);
    }

    private static Cipher cipher(int mode, Key key, int version, byte[] context, byte[] data, byte[] nonce)
            throws GeneralSecurityException {
        byte[] secret = key.versions().get(version - 1);
        if (key.derived()) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            secret = mac.doFinal(context);
        }
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(data);
        return cipher;
    }

    private static Answer described(String name, Key key) throws IOException {
        return data(MAPPER.createObjectNode()
                .put("name", name)
                .put("type", key.type())
                .put("derived", key.derived())
                .put("latest_version", key.versions().size())
                .put("min_decryption_version", key.minVersion()));
    }

    private static Answer data(ObjectNode data) throws IOException {
        ObjectNode out = MAPPER.createObjectNode();
        out.put("request_id", "00000000-0000-0000-0000-000000000000");
        out.put("lease_id", "");
        out.put("renewable", false);
        out.put("lease_duration", 0);
        out.set("data", data);
        return new Answer(200, MAPPER.writeValueAsString(out), null);
    }

    private static Answer error(int status, String said) throws IOException {
        ObjectNode out = MAPPER.createObjectNode();
        out.putArray("errors").add(said);
        return new Answer(status, MAPPER.writeValueAsString(out), null);
    }

    private static byte[] random(int bytes) {
        byte[] out = new byte[bytes];
        RANDOM.nextBytes(out);
        return out;
    }
}
