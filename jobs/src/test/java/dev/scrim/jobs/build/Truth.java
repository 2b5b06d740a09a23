package dev.scrim.jobs.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrim.datasets.model.Box;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What was really shown in one recording: boxes of private and of harmless text over time. */
final class Truth {
    /** Boxes that did not change from so long before a frame to so long after it are exact in that frame. */
    private static final long SETTLED_BEFORE_US = 300_000;

    private static final long SETTLED_AFTER_US = 150_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One private or harmless text.
     *
     * @param category lower case; empty when harmless
     */
    record Item(String id, String category, String text, NavigableMap<Long, State> states) {}

    /**
     * Boxes from one time on.
     *
     * @param exact measured to the letter; {@code loose} ones only contain the text, or a part of it
     */
    record State(boolean visible, List<Box> exact, List<Box> loose) {}

    private final List<Item> secrets;
    private final List<Item> harmless;

    private Truth(List<Item> secrets, List<Item> harmless) {
        this.secrets = secrets;
        this.harmless = harmless;
    }

    static Truth read(Path folder) throws IOException {
        Map<String, JsonNode> about = new HashMap<>();
        for (JsonNode s : rows(folder.resolve("secrets.jsonl"))) {
            about.put(s.get("secret_id").asText(), s);
        }
        return new Truth(
                items(folder.resolve("regions.jsonl"), "secret_id", about),
                items(folder.resolve("safe.jsonl"), "safe_id", Map.of()));
    }

    List<Item> secrets() {
        return secrets;
    }

    List<Item> harmless() {
        return harmless;
    }

    /** The item's boxes at {@code tUs} when they are settled; empty when they move or nothing is shown. */
    static List<Box> settled(Item item, long tUs) {
        Map.Entry<Long, State> before = item.states().floorEntry(tUs - SETTLED_BEFORE_US);
        Map.Entry<Long, State> now = item.states().floorEntry(tUs);
        if (before == null || now == null || !now.getValue().visible()) {
            return List.of();
        }
        for (State s : item.states()
                .subMap(before.getKey(), true, tUs + SETTLED_AFTER_US, true)
                .values()) {
            if (!s.equals(now.getValue())) {
                return List.of();
            }
        }
        return now.getValue().exact();
    }

    /** Every box that holds the item, or may, at {@code tUs}. */
    static List<Box> all(Item item, long tUs) {
        Map.Entry<Long, State> now = item.states().floorEntry(tUs);
        if (now == null || !now.getValue().visible()) {
            return List.of();
        }
        List<Box> out = new ArrayList<>(now.getValue().exact());
        out.addAll(now.getValue().loose());
        return out;
    }

    private static List<Item> items(Path file, String key, Map<String, JsonNode> about) throws IOException {
        Map<String, Item> out = new TreeMap<>();
        for (JsonNode row : rows(file)) {
            String id = row.get(key).asText();
            JsonNode more = about.getOrDefault(id, row);
            out.computeIfAbsent(
                            id,
                            k -> new Item(
                                    k,
                                    more.path("category").asText(""),
                                    more.path("text").asText(""),
                                    new TreeMap<>()))
                    .states()
                    .put(row.get("t_us").asLong(), state(row));
        }
        return new ArrayList<>(out.values());
    }

    private static State state(JsonNode row) {
        List<Box> loose = new ArrayList<>(boxes(row.path("partial")));
        loose.addAll(boxes(row.path("loose")));
        return new State(row.path("visible").asBoolean(), boxes(row.path("boxes")), loose);
    }

    private static List<Box> boxes(JsonNode list) {
        List<Box> out = new ArrayList<>();
        for (JsonNode b : list) {
            out.add(new Box(
                    b.get(0).asInt(),
                    b.get(1).asInt(),
                    b.get(2).asInt(),
                    b.get(3).asInt()));
        }
        return out;
    }

    private static List<JsonNode> rows(Path file) throws IOException {
        List<JsonNode> out = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                out.add(JSON.readTree(line));
            }
        }
        return out;
    }
}
