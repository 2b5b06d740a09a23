package dev.scrim.jobs.review.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * An answer.
 *
 * @param type of the content; empty without any
 * @param headers beside those that every answer has
 */
record Reply(int status, String type, ByteBuffer bytes, Map<String, String> headers) {
    private static final ObjectMapper JSON = new ObjectMapper();

    Reply {
        headers = Map.copyOf(headers);
    }

    static Reply json(JsonNode body) {
        return json(200, body);
    }

    static Reply json(int status, JsonNode body) {
        try {
            return new Reply(status, "application/json", ByteBuffer.wrap(JSON.writeValueAsBytes(body)), Map.of());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }

    static Reply bytes(String type, byte[] bytes) {
        return new Reply(200, type, ByteBuffer.wrap(bytes), Map.of());
    }

    static Reply nothing() {
        return new Reply(204, "", ByteBuffer.allocate(0), Map.of());
    }

    /** What went wrong and what to do about it, without internals. */
    static Reply error(int status, String error, String remedy) {
        ObjectNode body = JSON.createObjectNode().put("error", error);
        if (!remedy.isEmpty()) {
            body.put("remedy", remedy);
        }
        return json(status, body);
    }

    Reply with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Reply(status, type, bytes, more);
    }
}
