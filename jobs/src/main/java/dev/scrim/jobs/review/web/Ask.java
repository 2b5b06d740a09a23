package dev.scrim.jobs.review.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * A request that was let in.
 *
 * @param parts of the path, by their names in the endpoint's pattern
 * @param query the address's parameters
 * @param body JSON; an empty object where there is none
 * @param who asks; empty where anybody may
 * @param remote address of the other side
 */
record Ask(
        Endpoint endpoint,
        Map<String, String> parts,
        Map<String, String> query,
        JsonNode body,
        Optional<Visitor> who,
        String remote) {
    /** Who asks. */
    Visitor visitor() {
        return who.orElseThrow(() -> new IllegalStateException("Cannot tell who asks: " + endpoint + " is open"));
    }

    /** A part of the path. */
    String part(String name) {
        return parts.getOrDefault(name, "");
    }

    /** A text of the body; empty where it has none. */
    String text(String name) {
        return body.path(name).asText("");
    }
}
