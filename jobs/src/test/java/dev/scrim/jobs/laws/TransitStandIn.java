package dev.scrim.jobs.laws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * One key of a transit engine, for a whole build: wraps and unwraps, and can lose its key. What Scrim's client owes to
 * the API is tested in {@code datasets}, with a server.
 */
final class TransitStandIn implements AutoCloseable {
    static final String TOKEN = "hvs.a-token-of-the-law-test";
    static final String KEY = "scrim-law";

    private static final int NONCE_BYTES = 12;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The ciphertext of each request to unwrap. */
    final List<String> unwrapped = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private final SecureRandom random = new SecureRandom();
    private volatile @Nullable SecretKeySpec key;

    TransitStandIn() throws IOException {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        key = new SecretKeySpec(secret, "AES");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/transit/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void deleteKey() {
        key = null;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        SecretKeySpec now = key;
        ObjectNode out = MAPPER.createObjectNode();
        int status = 400;
        if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
            status = 403;
            out.putArray("errors").add("permission denied");
        } else if (now == null) {
            out.putArray("errors").add("encryption key not found");
        } else {
            try {
                JsonNode in = MAPPER.readTree(exchange.getRequestBody());
                String operation = exchange.getRequestURI().getPath().split("/", -1)[3];
                out.set("data", answer(operation, now, in));
                status = 200;
            } catch (GeneralSecurityException e) {
                out.putArray("errors").add("cipher: message authentication failed");
            }
        }
        byte[] bytes = MAPPER.writeValueAsBytes(out);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private ObjectNode answer(String operation, SecretKeySpec secret, JsonNode in) throws GeneralSecurityException {
        ObjectNode data = MAPPER.createObjectNode();
        byte[] bound = Base64.getDecoder().decode(in.path("associated_data").asText());
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        switch (operation) {
            case "keys" -> data.put("type", "aes256-gcm96").put("derived", false);
            case "encrypt" -> {
                byte[] nonce = new byte[NONCE_BYTES];
                random.nextBytes(nonce);
                cipher.init(Cipher.ENCRYPT_MODE, secret, new GCMParameterSpec(128, nonce));
                cipher.updateAAD(bound);
                byte[] sealed = cipher.doFinal(
                        Base64.getDecoder().decode(in.path("plaintext").asText()));
                byte[] whole = Arrays.copyOf(nonce, nonce.length + sealed.length);
                System.arraycopy(sealed, 0, whole, nonce.length, sealed.length);
                data.put("ciphertext", "vault:v1:" + Base64.getEncoder().encodeToString(whole));
            }
            default -> {
                String ciphertext = in.path("ciphertext").asText();
                byte[] whole = Base64.getDecoder().decode(ciphertext.substring("vault:v1:".length()));
                cipher.init(Cipher.DECRYPT_MODE, secret, new GCMParameterSpec(128, whole, 0, NONCE_BYTES));
                cipher.updateAAD(bound);
                byte[] plain = cipher.doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
                data.put("plaintext", Base64.getEncoder().encodeToString(plain));
                unwrapped.add(ciphertext);
            }
        }
        return data;
    }
}
