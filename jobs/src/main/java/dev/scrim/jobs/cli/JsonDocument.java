package dev.scrim.jobs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code --json} prints: one object, in UTF-8 wherever it goes, its keys in a fixed order, and nothing else on
 * standard output. Its first key is {@code format}: {@code scrim-}, the command's words with hyphens, {@code /1}. The
 * number changes when a key is renamed or goes; keys may be added.
 */
final class JsonDocument {
    static final String FORMAT = "format";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonDocument() {}

    /**
     * Prints it.
     *
     * @param command its words with hyphens, such as {@code audit-show}
     * @param answer maps, lists, texts, numbers and JSON nodes
     */
    static void print(String command, Map<String, ?> answer) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(FORMAT, "scrim-" + command + "/1");
        document.putAll(answer);
        if (document.size() != answer.size() + 1) {
            throw new IllegalArgumentException("Cannot print an answer with a format of its own");
        }
        try {
            new PrintStream(System.out, true, StandardCharsets.UTF_8)
                    .println(harmless(JSON.writeValueAsString(document).replace("\r\n", "\n")));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Cannot print this as JSON", e);
        }
    }

    /** JSON may hold as they are what moves a terminal's cursor or turns its text around; here they are escaped. */
    private static String harmless(String json) {
        StringBuilder out = new StringBuilder(json.length());
        json.codePoints().forEach(point -> {
            switch (Character.getType(point)) {
                case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> {
                    if (point == '\n') {
                        out.append('\n'); // Between the keys: within a text it is escaped already.
                    } else {
                        for (char half : Character.toChars(point)) {
                            out.append(String.format(Locale.ROOT, "\\u%04x", (int) half));
                        }
                    }
                }
                default -> out.appendCodePoint(point);
            }
        });
        return out.toString();
    }
}
