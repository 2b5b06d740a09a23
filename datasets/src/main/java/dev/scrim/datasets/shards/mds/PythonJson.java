package dev.scrim.datasets.shards.mds;

import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.schema.CategoryCounts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * JSON as Python's {@code json.dumps} writes it by default, character by character: ASCII only, a space behind commas
 * and colons. So a shard has the bytes that the upstream writer would give the same values, which is how it is checked.
 */
final class PythonJson {
    /** The last character that is written as it is (Python's {@code json.encoder.ESCAPE_ASCII}). */
    private static final char LAST_PLAIN = '~';

    private PythonJson() {}

    /** UTF-8 of null, a string, a whole number, a truth value, or lists, maps and counts of them, in their order. */
    static byte[] bytes(Optional<?> value) {
        StringBuilder out = new StringBuilder();
        append(out, value);
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void append(StringBuilder out, Object value) {
        if (value instanceof Optional<?> o) {
            if (o.isPresent()) {
                append(out, o.get());
            } else {
                out.append("null");
            }
        } else if (value instanceof String s) {
            string(out, s);
        } else if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof List<?> list) {
            list(out, list);
        } else if (value instanceof Map<?, ?> map) {
            map(out, map);
        } else if (value instanceof CategoryCounts counts) {
            counts(out, counts);
        } else {
            throw new IllegalArgumentException(
                    "Cannot write " + value.getClass().getSimpleName() + " as JSON");
        }
    }

    private static void list(StringBuilder out, List<?> list) {
        out.append('[');
        String comma = "";
        for (Object each : list) {
            append(out.append(comma), each);
            comma = ", ";
        }
        out.append(']');
    }

    private static void map(StringBuilder out, Map<?, ?> map) {
        out.append('{');
        String comma = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            string(out.append(comma), String.valueOf(entry.getKey()));
            append(out.append(": "), entry.getValue());
            comma = ", ";
        }
        out.append('}');
    }

    private static void counts(StringBuilder out, CategoryCounts counts) {
        out.append('{');
        String comma = "";
        for (Category category : Category.values()) {
            string(out.append(comma), category.label());
            out.append(": ").append(counts.of(category));
            comma = ", ";
        }
        out.append('}');
    }

    private static void string(StringBuilder out, String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\f' -> out.append("\\f");
                case '\b' -> out.append("\\b");
                default -> {
                    if (c >= ' ' && c <= LAST_PLAIN) {
                        out.append(c);
                    } else {
                        escape(out, c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static void escape(StringBuilder out, char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit(c >>> shift & 0xF, 16));
        }
    }
}
