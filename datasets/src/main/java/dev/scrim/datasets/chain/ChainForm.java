package dev.scrim.datasets.chain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.store.Digests;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the lines of a chain look like: a JSON object of {@code seq}, the fields in their order, {@code prev} and
 * {@code hash}.
 *
 * @param tag goes into every hash, such as {@code scrim-audit/1}: a line of one kind of chain is none of another
 * @param thing what messages call the file, such as {@code audit log}
 * @param fields names of a line's values; every value is a string, an absent one is empty
 */
public record ChainForm(String tag, String thing, List<String> fields) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> OWN = Set.of("seq", "prev", "hash");

    public ChainForm {
        fields = List.copyOf(fields);
        if (fields.isEmpty()
                || new HashSet<>(fields).size() != fields.size()
                || fields.stream().anyMatch(OWN::contains)) {
            throw new IllegalArgumentException("Cannot chain lines of the fields " + fields);
        }
    }

    /** The line that follows another. */
    ChainLine line(ChainHead before, List<String> values) {
        if (values.size() != fields.size()) {
            throw new IllegalArgumentException(
                    "Cannot write a line of " + values.size() + " values for " + fields.size() + " fields");
        }
        // Half a surrogate pair has no bytes of its own, so that it would be hashed as one thing and read as another.
        List<String> sound = values.stream()
                .map(v -> new String(v.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .toList();
        long seq = before.seq() + 1;
        Digests.Fields hash = Digests.fields(tag).add(before.hash()).add(seq);
        sound.forEach(hash::add);
        return new ChainLine(seq, sound, before.hash(), hash.hex());
    }

    String render(ChainLine line) {
        ObjectNode out = JSON.createObjectNode();
        out.put("seq", line.seq());
        for (int i = 0; i < fields.size(); i++) {
            out.put(fields.get(i), line.values().get(i));
        }
        out.put("prev", line.prev());
        out.put("hash", line.hash());
        try {
            return JSON.writeValueAsString(out);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings and a number are always JSON", e);
        }
    }

    /** The line that this text is, when it is exactly what would have been written after the one before. */
    Optional<ChainLine> read(ChainHead before, String text) {
        List<String> values = new ArrayList<>();
        try {
            JsonNode in = JSON.readTree(text);
            for (String field : fields) {
                values.add(in.path(field).asText());
            }
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        ChainLine line = line(before, values);
        return render(line).equals(text) ? Optional.of(line) : Optional.empty();
    }
}
