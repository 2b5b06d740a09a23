package dev.scrim.datasets.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scrim.datasets.store.Digests;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * For whom an export is sealed: one of the first and one of the second have to open it together. With nobody on one
 * side it can be opened by nobody.
 *
 * @param first who hold the first share, by fingerprint
 * @param second who hold the second
 */
public record SealHolders(List<PublicKeys> first, List<PublicKeys> second) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public SealHolders {
        first = sorted(first);
        second = sorted(second);
    }

    /** Sealed for nobody. */
    public static final SealHolders NOBODY = new SealHolders(List.of(), List.of());

    /** Whether two people can open it. */
    public boolean canBeOpened() {
        return !first.isEmpty() && !second.isEmpty();
    }

    List<PublicKeys> of(Share share) {
        return share == Share.FIRST ? first : second;
    }

    /** Changes whenever somebody is added to a side or taken from it. */
    public String digest() {
        return Digests.fields("scrim-seal-holders/1")
                .add(first.stream().map(PublicKeys::fingerprint).toList())
                .add(second.stream().map(PublicKeys::fingerprint).toList())
                .hex();
    }

    /** As text that travels to tasks; public keys only. */
    public String toJson() {
        ObjectNode out = JSON.createObjectNode();
        first.stream().map(PublicKeys::toJson).forEach(out.putArray("first")::add);
        second.stream().map(PublicKeys::toJson).forEach(out.putArray("second")::add);
        return out.toString();
    }

    /** Reads what {@link #toJson} writes. */
    public static SealHolders parse(String json) {
        try {
            JsonNode in = JSON.readTree(json);
            return new SealHolders(keys(in.path("first")), keys(in.path("second")));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot read for whom to seal", e);
        }
    }

    private static List<PublicKeys> keys(JsonNode list) {
        List<PublicKeys> out = new ArrayList<>();
        list.forEach(k -> out.add(PublicKeys.parse(k.asText())));
        return out;
    }

    private static List<PublicKeys> sorted(List<PublicKeys> keys) {
        return keys.stream()
                .sorted(Comparator.comparing(PublicKeys::fingerprint))
                .toList();
    }
}
