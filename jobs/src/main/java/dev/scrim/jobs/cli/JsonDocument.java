package dev.scrim.jobs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** What {@code --json} prints: one document, its keys in a fixed order, and nothing else on standard output. */
final class JsonDocument {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonDocument() {}

    /** @param document maps, lists, texts and numbers */
    static void print(Object document) {
        try {
            System.out.println(JSON.writeValueAsString(document).replace("\r\n", "\n"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot print this as JSON", e);
        }
    }
}
