package dev.scrim.datasets.capture;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.model.StreamKind;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a table holds which field of a stream, for streams that come as tables instead of folders. Rows pass
 * the same checks as lines of JSON.
 *
 * @param columns by stream, then by field of {@code scrim.capture/1}: the column's name; complete
 */
public record CaptureColumns(Map<StreamKind, Map<String, String>> columns) implements Serializable {
    private static final Map<StreamKind, List<String>> FIELDS = Map.of(
            StreamKind.KEYBOARD, List.of("t_us", "type", "key", "code", "char", "mods", "repeat"),
            StreamKind.MOUSE, List.of("t_us", "type", "x", "y", "button", "dx", "dy"),
            StreamKind.WINDOW, List.of("t_us", "app", "title", "url", "bounds"),
            StreamKind.CONTROL, List.of("t_us", "type"));

    public CaptureColumns {
        Map<StreamKind, Map<String, String>> copy = new EnumMap<>(StreamKind.class);
        columns.forEach((stream, byField) -> copy.put(stream, Map.copyOf(byField)));
        FIELDS.forEach((stream, fields) -> {
            Map<String, String> byField = copy.getOrDefault(stream, Map.of());
            if (!byField.keySet().equals(java.util.Set.copyOf(fields))) {
                throw new IllegalArgumentException(
                        "Cannot map columns of " + stream + ": each field needs exactly one");
            }
        });
        columns = Map.copyOf(copy);
    }

    /** Every column named as its field. */
    public static CaptureColumns defaults() {
        Map<StreamKind, Map<String, String>> columns = new EnumMap<>(StreamKind.class);
        FIELDS.forEach((stream, fields) -> {
            Map<String, String> same = new TreeMap<>();
            fields.forEach(field -> same.put(field, field));
            columns.put(stream, same);
        });
        return new CaptureColumns(columns);
    }

    /** The fields of a stream that is not the screen's, in the format's order. */
    public static List<String> fields(StreamKind stream) {
        List<String> fields = FIELDS.get(stream);
        if (fields == null) {
            throw new IllegalArgumentException("Cannot map columns of the screen: it is a video");
        }
        return fields;
    }

    /**
     * With other columns for some fields of one stream.
     *
     * @param overrides field to column
     * @throws UserError where a field is none of the stream's
     */
    public CaptureColumns with(StreamKind stream, Map<String, String> overrides) {
        List<String> unknown = new ArrayList<>(new TreeMap<>(overrides).keySet());
        unknown.removeAll(fields(stream));
        if (!unknown.isEmpty()) {
            throw new UserError(
                    "Cannot map columns of " + stream.name().toLowerCase(Locale.ROOT) + ": "
                            + String.join(", ", unknown),
                    "its fields are " + String.join(", ", fields(stream)));
        }
        Map<StreamKind, Map<String, String>> changed = new EnumMap<>(columns);
        Map<String, String> byField = new HashMap<>(column(stream));
        byField.putAll(overrides);
        changed.put(stream, byField);
        return new CaptureColumns(changed);
    }

    /** Field to column of one stream. */
    public Map<String, String> column(StreamKind stream) {
        fields(stream);
        return columns.getOrDefault(stream, Map.of());
    }

    /**
     * One row as an event.
     *
     * @param ordinal zero-based place of the row within its recording's stream
     * @param row by column name; lists as {@link List} or array, structs as {@link Map}; null and absent are the same
     */
    public ParsedEvent toEvent(StreamKind stream, long ordinal, Map<String, ? extends @Nullable Object> row) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        column(stream).forEach((field, column) -> fields.put(field, row.get(column)));
        return EventFields.parse(stream, ordinal, fields);
    }
}
