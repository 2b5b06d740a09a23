package dev.scrim.jobs.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks the review app as its pages do. For one thread. */
public final class AppClient {
    public static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final String address;
    private String cookie = "";
    private String csrf = "";

    public AppClient(HttpClient http, String address) {
        this.http = http;
        this.address = address.replaceAll("/$", "");
    }

    /** Logged in by a token. */
    public static AppClient of(HttpClient http, String address, String token) {
        AppClient client = new AppClient(http, address);
        HttpResponse<byte[]> login =
                client.post("/api/login", JSON.createObjectNode().put("token", token));
        if (login.statusCode() != 204) {
            throw new IllegalStateException("Cannot log in: " + login.statusCode());
        }
        String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
        client.cookie = cookie.substring(0, cookie.indexOf(';'));
        client.csrf = client.json("/api/session").path("csrf").asText();
        return client;
    }

    /** The same session without its secret. */
    AppClient withoutCsrf() {
        AppClient other = new AppClient(http, address);
        other.cookie = cookie;
        return other;
    }

    public HttpResponse<byte[]> get(String path) {
        return send(request(path).GET().build());
    }

    public HttpResponse<byte[]> post(String path, JsonNode body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        if (!csrf.isEmpty()) {
            request.header("X-Scrim-Csrf", csrf);
        }
        return request;
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public JsonNode json(String path) {
        return read(get(path));
    }

    public static JsonNode read(HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            throw new IllegalStateException("status " + response.statusCode() + " " + new String(response.body(), StandardCharsets.UTF_8));
        }
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next frame of a queue. */
    public Optional<JsonNode> next(String queue) {
        JsonNode items = json("/api/next?queue=" + queue + "&n=1").path("items");
        return items.isEmpty() ? Optional.empty() : Optional.of(items.path(0));
    }

    /** Judges a frame; what takes it back is in the answer. */
    public JsonNode verdict(JsonNode item, String verdict) {
        ObjectNode body = JSON.createObjectNode()
                .put("item", item.path("id").asText())
                .put("verdict", verdict)
                .put("ms", 1200);
        body.putArray("marks");
        return read(post("/api/verdict", body));
    }
}
