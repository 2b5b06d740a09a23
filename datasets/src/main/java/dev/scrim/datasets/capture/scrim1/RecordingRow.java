package dev.scrim.datasets.capture.scrim1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.model.Recording;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of a recording as rows of tables: what {@code recording.json} says, flat, and its videos. It has to pass the
 * same checks.
 */
public final class RecordingRow {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> SCREEN =
            new TreeMap<>(Map.of("screen_width", "width", "screen_height", "height", "screen_scale", "scale"));

    private RecordingRow() {}

    /** The format whose fields these are. */
    public static String format() {
        return Scrim1Format.NAME;
    }

    /** What the row turned out to be. */
    public sealed interface Result {
        /** A recording; its screens are the given ones, in that order, each named by the last part of its URI. */
        record Sound(Recording recording) implements Result {}

        /** All that is wrong with it; never empty. */
        record Defective(List<Violation> violations) implements Result {
            public Defective {
                violations = List.copyOf(violations);
            }
        }
    }

    /**
     * Reads one recording's rows.
     *
     * @param label what the recording is called as long as it has no usable id
     * @param row by field: text, numbers; null and absent are the same
     * @param screens its videos in order of time: {@code file} as a URI, {@code start_us}, {@code codec}
     */
    public static Result read(
            String label,
            Map<String, ? extends @Nullable Object> row,
            List<? extends Map<String, ? extends @Nullable Object>> screens) {
        Map<String, @Nullable Object> root = new HashMap<>();
        Map<String, @Nullable Object> screen = new HashMap<>();
        root.put("format", Scrim1Format.NAME);
        row.forEach((field, value) -> {
            String inScreen = SCREEN.get(field);
            if (inScreen != null) {
                screen.put(inScreen, value);
            } else {
                root.put(field, value);
            }
        });
        root.put("screen", screen);
        List<@Nullable Object> files = new ArrayList<>();
        screens.forEach(s -> files.add(s.get("file")));
        List<@Nullable Object> names = fileNames(files);
        List<Map<String, @Nullable Object>> list = new ArrayList<>();
        for (int i = 0; i < screens.size(); i++) {
            Map<String, @Nullable Object> item = new HashMap<>(screens.get(i));
            item.put("file", names.get(i));
            list.add(item);
        }
        root.put("streams", Map.of("screen", list));
        JsonNode tree = JSON.valueToTree(root);
        Scrim1Metadata.Parsed parsed = Scrim1Metadata.read(label, "recordings", tree);
        return parsed instanceof Scrim1Metadata.Parsed.Bad bad
                ? new Result.Defective(bad.violations())
                : new Result.Sound(
                        ((Scrim1Metadata.Parsed.Good) parsed).metadata().recording());
    }

    /** URIs to names as they are within a folder: a URI can carry a server, an account or a person. */
    private static List<@Nullable Object> fileNames(List<@Nullable Object> uris) {
        Set<Object> seen = new HashSet<>();
        Map<Object, String> byUri = new HashMap<>();
        List<@Nullable Object> names = new ArrayList<>();
        for (Object uri : uris) {
            if (!(uri instanceof String text)) {
                names.add(uri);
                continue;
            }
            String last = text.substring(text.lastIndexOf('/') + 1);
            // Two URIs may end alike and are two files; one URI twice keeps its name, which is then told as a defect.
            String name = byUri.computeIfAbsent(uri, u -> seen.add(last) ? last : byUri.size() + "-" + last);
            names.add(name);
        }
        return names;
    }
}
