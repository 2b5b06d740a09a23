package dev.scrim.redaction.layout;

import dev.scrim.datasets.model.Category;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The vocabularies of layout: words of interfaces, headings, field labels. Loaded once, immutable, thread-safe. */
public final class WordLists {
    private static final Set<String> PROMPT_OPENERS =
            Set.of("type", "write", "message", "send", "search", "ask", "reply", "add", "enter", "start", "filter", "find");
    private static final WordLists STANDARD = new WordLists();

    private final Set<String> uiWords = new HashSet<>();
    private final Set<String> headings = new HashSet<>();
    private final Map<String, FieldLabel> fields = new HashMap<>();
    private final Map<String, List<String>> kinds = new HashMap<>();

    private WordLists() {
        for (String line : lines("ui-words.txt")) {
            uiWords.addAll(Arrays.asList(line.split(" ")));
        }
        headings.addAll(lines("headings.txt"));
        for (String line : lines("fields.txt")) {
            String[] f = line.split(" \\| ", -1);
            fields.put(
                    f[0],
                    new FieldLabel(
                            Category.valueOf(f[1]),
                            f[2],
                            FieldLabel.Shape.valueOf(f[3].toUpperCase(Locale.ROOT)),
                            f[4].equals("strong")));
        }
        for (String line : lines("kinds.txt")) {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon);
            String separator = name.endsWith("context") ? " " : ", ";
            kinds.put(name, Arrays.asList(line.substring(colon + 2).split(separator)));
        }
    }

    /** The lists that come with the program. */
    public static WordLists standard() {
        return STANDARD;
    }

    /** Lower-case words of letters and digits; an apostrophe separates. */
    public static List<String> tokens(String text) {
        List<String> out = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (Character.isLetterOrDigit(c)) {
                word.append(Character.toLowerCase(c));
            } else if (!word.isEmpty()) {
                out.add(word.toString());
                word.setLength(0);
            }
        }
        return out;
    }

    /** Whether every word is one of interfaces or a number of at most two digits, in a text of at most five words. */
    public boolean isInterface(String text) {
        List<String> tokens = tokens(text);
        return !tokens.isEmpty()
                && tokens.size() <= 5
                && tokens.stream().anyMatch(t -> t.length() > 1)
                && tokens.stream()
                        .allMatch(t -> uiWords.contains(t)
                                || (t.length() <= 2 && t.chars().allMatch(Character::isDigit)));
    }

    /** Share of the words that are ones of interfaces, 0 to 1. */
    public double interfaceShare(String text) {
        List<String> tokens = tokens(text);
        return tokens.isEmpty()
                ? 1
                : tokens.stream().filter(uiWords::contains).count() / (double) tokens.size();
    }

    /** Whether the text invites input and holds none: it opens like a prompt and is made of interface words. */
    public boolean isPrompt(String text) {
        List<String> tokens = tokens(text);
        return tokens.size() <= 5
                && !tokens.isEmpty()
                && PROMPT_OPENERS.contains(tokens.get(0))
                && interfaceShare(text) >= 0.6;
    }

    /** Whether one word, lower case, is one of interfaces. */
    public boolean isInterfaceWord(String word) {
        return uiWords.contains(word);
    }

    /** Whether the text is a heading or label of a sensitive program, apart from a colon, star or box number. */
    public boolean isHeading(String text) {
        String key = String.join(" ", tokens(text));
        return headings.contains(key) || headings.contains(FieldLabel.stripBox(key));
    }

    /** What kind of value a label announces, if the text is such a label. */
    java.util.Optional<FieldLabel> field(String key) {
        return java.util.Optional.ofNullable(fields.get(key));
    }

    /** Words or phrases that speak for a kind; {@code part} is {@code context} or {@code content}. */
    List<String> evidence(String kind, String part) {
        return kinds.getOrDefault(kind + " " + part, List.of());
    }

    private static List<String> lines(String name) {
        try (InputStream in = WordLists.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Cannot find word list " + name + " (the jar is incomplete)");
            }
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                return reader.lines()
                        .map(String::strip)
                        .filter(l -> !l.isEmpty() && !l.startsWith("#"))
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
