package dev.scrim.jobs.spec;

import dev.scrim.jobs.spec.SpecKey.Presence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints the key table for people: every key with its type, default, meaning and what a change costs. */
public final class SpecExplain {
    private static final int WIDTH = 100;
    private static final String INDENT = "    ";

    private SpecExplain() {}

    /** The whole table as text, lines of at most 100 characters where words allow it. */
    public static String explain() {
        StringBuilder text = new StringBuilder();
        text.append("A dataset spec is YAML with these keys. Unknown keys are errors.\n")
                .append("Paths may be relative to the spec's folder. [] stands for each item of a list.\n\n");
        for (SpecKey key : SpecKeys.ALL) {
            text.append(key.path()).append("   ").append(standing(key)).append('\n');
            wrap(key.meaning(), text);
            if (!(key.type() instanceof SpecType.Section)) {
                String again = key.stage()
                        .map(stage -> "; a change runs again from " + stage)
                        .orElse("");
                wrap(key.type().label() + again, text);
            }
            text.append('\n');
        }
        text.append("The shortest spec:\n\n").append(SHORTEST);
        return text.toString();
    }

    /** The same table for programs, a map for each key. */
    public static List<Map<String, Object>> keys() {
        return SpecKeys.ALL.stream().map(SpecExplain::document).toList();
    }

    private static Map<String, Object> document(SpecKey key) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("path", key.path());
        out.put("type", key.type().label());
        out.put("required", key.presence() == Presence.REQUIRED);
        key.fallback().ifPresent(f -> out.put("default", f));
        key.stage().ifPresent(s -> out.put("stage", s));
        out.put("meaning", key.meaning());
        return out;
    }

    /** A spec with no more than it must have. */
    static final String SHORTEST = """
            format: scrim.dataset/1
            workspace: ./build
            sources:
              - uri: ./recordings
            consent:
              ledger: ./consent.csv
            """;

    private static String standing(SpecKey key) {
        if (key.presence() == Presence.DEFAULTED && key.type() instanceof SpecType.Section) {
            return "(section)";
        }
        return switch (key.presence()) {
            case REQUIRED -> "(required)";
            case OPTIONAL -> "(optional)";
            case DEFAULTED -> "(default " + key.fallback().orElseThrow() + ")";
        };
    }

    private static void wrap(String sentence, StringBuilder text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(INDENT);
        for (String word : sentence.split(" ", -1)) {
            if (line.length() + word.length() > WIDTH && line.length() > INDENT.length()) {
                lines.add(line.toString());
                line = new StringBuilder(INDENT + "  ");
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString());
        lines.forEach(each -> text.append(each.stripTrailing()).append('\n'));
    }
}
