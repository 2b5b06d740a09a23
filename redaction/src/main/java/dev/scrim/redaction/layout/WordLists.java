package dev.scrim.redaction.layout;

import dev.scrim.datasets.model.Category;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The vocabularies of layout: words of interfaces, headings, field labels. Loaded once, immutable, thread-safe. */
public final class WordLists {
    private static final Set<String> PROMPT_OPENERS = Set.of(
            "type", "write", "message", "send", "search", "ask", "reply", "add", "enter", "start", "filter", "find");
    private static final Pattern ACCENTS = Pattern.compile("\\p{Mn}+");
    private static final WordLists STANDARD = new WordLists();

    /** A heading this long is known although two letters of it are misread. */
    private static final int MISREAD_HEADING = 10;

    private final Set<String> uiWords = new HashSet<>();
    private final Set<String> headings = new HashSet<>();
    private final Map<String, FieldLabel> fields = new HashMap<>();
    private final Map<String, List<String>> kinds = new HashMap<>();
    private final Set<String> labelWords = new HashSet<>();
    private final NearWords nearLabelWords;
    private final NearWords nearHeadings;

    private WordLists() {
        for (String line : lines("ui-words.txt")) {
            uiWords.addAll(Arrays.asList(line.split(" ", -1)));
        }
        headings.addAll(lines("headings.txt"));
        fields.putAll(fields("fields.txt"));
        headings.forEach(h -> labelWords.addAll(tokens(h)));
        fields.keySet().forEach(f -> labelWords.addAll(tokens(f)));
        fields("more-fields.txt").forEach(fields::putIfAbsent);
        for (String line : lines("kinds.txt")) {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon);
            String separator = name.endsWith("context") || name.endsWith("affix") ? " " : ", ";
            List<String> phrases =
                    Arrays.asList(plain(line.substring(colon + 2)).split(separator));
            kinds.merge(name, phrases, (a, b) -> {
                List<String> both = new ArrayList<>(a);
                both.addAll(b);
                return both;
            });
            if (name.endsWith("content")) {
                headings.addAll(phrases);
            }
        }
        nearLabelWords = new NearWords(labelWords, n -> n < 5 ? -1 : n < 8 ? 1 : 2);
        nearHeadings = new NearWords(headings, n -> n < MISREAD_HEADING ? -1 : 2);
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
                : tokens.stream()
                                .filter(t -> uiWords.contains(t) || Character.isDigit(t.charAt(0)))
                                .count()
                        / (double) tokens.size();
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

    /** Share of the words that are ones of interfaces, field labels or headings, or short numbers; 0 to 1. */
    public double knownShare(String text) {
        List<String> tokens = corrected(text);
        return tokens.isEmpty()
                ? 1
                : tokens.stream()
                                .filter(t -> uiWords.contains(t) || labelWords.contains(t) || t.length() == 1)
                                .count()
                        / (double) tokens.size();
    }

    /**
     * The text's words, those that are a label's word but for a misread letter (two from eight letters on) or a lost
     * space put right.
     */
    public List<String> corrected(String text) {
        List<String> out = new ArrayList<>();
        for (String token : tokens(text)) {
            if (token.length() < 5 || labelWords.contains(token) || uiWords.contains(token)) {
                out.add(token);
                continue;
            }
            String near = token;
            for (String word : nearLabelWords.of(token)) {
                if (near.equals(token) || word.compareTo(near) < 0) {
                    near = word;
                }
            }
            int cut = near.equals(token) ? lostSpace(token) : 0;
            if (cut > 0) {
                out.add(token.substring(0, cut));
                out.add(token.substring(cut));
            } else {
                out.add(near);
            }
        }
        return out;
    }

    private int lostSpace(String token) {
        for (int cut = 3; cut <= token.length() - 3; cut++) {
            if (labelWords.contains(token.substring(0, cut)) && labelWords.contains(token.substring(cut))) {
                return cut;
            }
        }
        return 0;
    }

    /** Whether the text is a heading or label of a sensitive program, apart from a colon, star or box number. */
    public boolean isHeading(String text) {
        if (headings.contains(String.join(" ", tokens(text)))) {
            return true;
        }
        String key = String.join(" ", corrected(text));
        if (headings.contains(key) || headings.contains(FieldLabel.stripBox(key))) {
            return true;
        }
        int space = key.indexOf(' ');
        if (space > 0 && uiWords.contains(key.substring(0, space)) && headings.contains(key.substring(space + 1))) {
            return true;
        }
        return key.length() >= MISREAD_HEADING && !nearHeadings.of(key).isEmpty();
    }

    /** What kind of value a label announces, if the text is such a label; readers for one language lose others' accents. */
    Optional<FieldLabel> field(String key) {
        return Optional.ofNullable(fields.get(plain(key)));
    }

    private static Map<String, FieldLabel> fields(String file) {
        Map<String, FieldLabel> out = new HashMap<>();
        for (String line : lines(file)) {
            String[] f = line.split(" \\| ", -1);
            FieldLabel meaning = new FieldLabel(
                    Category.valueOf(f[1]),
                    f[2],
                    FieldLabel.Shape.valueOf(f[3].toUpperCase(Locale.ROOT)),
                    f[4].equals("strong"));
            for (String phrase : f[0].split(", ", -1)) {
                out.put(plain(phrase), meaning);
            }
        }
        return out;
    }

    /** The text with its letters' accents taken off. */
    public static String plain(String text) {
        boolean ascii = text.chars().allMatch(c -> c < 0x80);
        return ascii
                ? text
                : ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                        .replaceAll("");
    }

    /**
     * Words or phrases that speak for a kind; {@code part} is {@code context}, {@code content},
     * {@code affix} or {@code more}: phrases that are values too, and therefore no headings.
     */
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
