package dev.scrim.redaction.detect.person;

import dev.scrim.redaction.detect.Features;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text cut into words, numbers and signs, with the features of each for the tagger. */
public final class Tokens {
    private static final Pattern TOKEN =
            Pattern.compile("\\p{L}[\\p{L}\\p{M}]*(?:['’-]\\p{L}[\\p{L}\\p{M}]*)*|\\p{N}+(?:[.,:/-]\\p{N}+)*|\\S");
    /** Forms of address and kinship; they belong to the name that follows. */
    static final Set<String> TITLES = Set.of(
            "mr",
            "mrs",
            "ms",
            "miss",
            "mx",
            "dr",
            "prof",
            "professor",
            "doctor",
            "nurse",
            "rev",
            "fr",
            "sir",
            "madam",
            "judge",
            "aunt",
            "auntie",
            "uncle",
            "grandma",
            "grandpa",
            "granny",
            "cousin",
            "herr",
            "frau",
            "señor",
            "señora",
            "mme",
            "coach",
            "captain",
            "officer",
            "sister",
            "brother");

    private static final int COARSE = 0;
    private static final int MIDDLE = 1;
    private static final int FINE = 4;

    /** Small words inside of names of many countries. */
    static final Set<String> PARTICLES = Set.of(
            "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "du", "la", "le", "el", "al",
            "bin", "ibn", "binti", "bint", "ben", "abu", "ter", "ten", "zu", "zur", "st", "y", "e");

    private final String text;
    private final List<int[]> at = new ArrayList<>();
    private final List<String> lower = new ArrayList<>();
    private final List<String> shape = new ArrayList<>();
    private final List<String> flags = new ArrayList<>();
    private final List<List<String>> clusters = new ArrayList<>();
    private final List<String> uses = new ArrayList<>();

    private Tokens(String text) {
        this.text = text;
    }

    /** Cuts a text. */
    public static Tokens of(String text, Gazetteer gazetteer, WordClasses classes) {
        Tokens t = new Tokens(text);
        Matcher m = TOKEN.matcher(text);
        while (m.find()) {
            String word = m.group();
            t.at.add(new int[] {m.start(), m.end()});
            t.lower.add(word.toLowerCase(Locale.ROOT));
            t.shape.add(shape(word));
            String stem = word.endsWith("'s") || word.endsWith("’s") ? word.substring(0, word.length() - 2) : word;
            boolean letters = Character.isLetter(word.charAt(0));
            t.flags.add(letters ? gazetteer.flags(stem) : "....");
            t.clusters.add(letters ? classes.prefixes(stem) : List.of());
            t.uses.add(letters ? classes.uses(stem) : ".");
        }
        return t;
    }

    public int size() {
        return at.size();
    }

    /** Original offset of a token's start. */
    public int start(int i) {
        return at.get(i)[0];
    }

    /** Original offset after a token. */
    public int end(int i) {
        return at.get(i)[1];
    }

    /** The token in lower case. */
    public String lower(int i) {
        return lower.get(i);
    }

    /** Whether a token starts with a letter. */
    public boolean isWord(int i) {
        return Character.isLetter(text.charAt(start(i)));
    }

    /** Whether a token starts with a capital letter. */
    public boolean isCapital(int i) {
        return Character.isUpperCase(text.charAt(start(i)));
    }

    /** Whether a token is a form of address or kinship. */
    public boolean isTitle(int i) {
        return TITLES.contains(lower.get(i));
    }

    /** Features of a token; {@code lexical} is false where training hides the words so that shape and place must do. */
    public Features features(int i, boolean lexical) {
        Features f = new Features();
        String w = lower.get(i);
        String s = shape.get(i);
        String g = flags.get(i);
        f.add(0, "bias");
        if (lexical) {
            f.add(1, w);
            f.add(2, w, 0, Math.min(3, w.length()));
            f.add(3, w, Math.max(0, w.length() - 3), w.length());
            f.add(4, w, Math.max(0, w.length() - 4), w.length());
        }
        f.add(5, w, Math.max(0, w.length() - 2), w.length());
        f.add(6, s);
        f.add(7, g);
        f.add(8, g + s);
        f.add(9, get(lower, i - 1));
        f.add(10, get(lower, i + 1));
        f.add(11, get(lower, i - 2) + " " + get(lower, i - 1));
        f.add(12, get(shape, i - 1) + s + get(shape, i + 1));
        f.add(13, get(flags, i - 1) + g + get(flags, i + 1));
        f.add(14, get(flags, i - 1) + g + s);
        f.add(15, g + get(flags, i + 1) + s);
        f.add(16, get(shape, i - 1) + get(flags, i - 1) + s + g);
        f.add(17, s + g + get(shape, i + 1) + get(flags, i + 1));
        f.add(18, (i == 0 ? "^" : "") + (i == size() - 1 ? "$" : "") + s + g);
        f.add(19, get(lower, i - 1) + " " + s);
        f.add(20, get(lower, i + 1) + " " + s + g);
        f.add(21, get(shape, i - 2) + get(shape, i - 1) + s + get(shape, i + 1) + get(shape, i + 2));
        f.add(22, size() <= 2 ? "2" + s + g : size() <= 4 ? "4" + s + g : "9" + s);
        f.add(
                23,
                (i > 0 && isTitle(i - 1))
                                || (i > 1 && isTitle(i - 2) && lower.get(i - 1).equals("."))
                        ? "title" + s
                        : "-");
        clusters(f, i, s, g);
        return f;
    }

    private void clusters(Features f, int i, String s, String g) {
        String u = uses.get(i);
        for (String prefix : clusters.get(i)) {
            f.add(24, prefix);
        }
        f.add(25, u + s);
        f.add(26, u + g + s);
        f.add(27, cluster(i, MIDDLE) + s + g);
        f.add(28, cluster(i - 1, MIDDLE) + " " + cluster(i, MIDDLE) + s);
        f.add(29, cluster(i, MIDDLE) + " " + cluster(i + 1, MIDDLE) + s);
        f.add(30, cluster(i - 1, FINE) + s + g);
        f.add(31, cluster(i + 1, FINE) + s + g);
        f.add(32, get(uses, i - 1) + "|" + u + "|" + get(uses, i + 1) + s);
        f.add(33, cluster(i - 2, COARSE) + cluster(i - 1, MIDDLE) + s);
        f.add(34, cluster(i, FINE) + get(shape, i - 1) + s + get(shape, i + 1));
        f.add(35, get(flags, i - 1) + get(uses, i - 1) + g + u);
        f.add(36, g + u + get(flags, i + 1) + get(uses, i + 1));
    }

    private String cluster(int i, int grain) {
        if (i < 0 || i >= size()) {
            return i < 0 ? "^" : "$";
        }
        List<String> c = clusters.get(i);
        return c.isEmpty() ? "?" : c.get(grain);
    }

    private static String get(List<String> list, int i) {
        return i < 0 ? "^" : i >= list.size() ? "$" : list.get(i);
    }

    private static String shape(String word) {
        char c = word.charAt(0);
        if (Character.isDigit(c)) {
            return "9";
        }
        if (!Character.isLetter(c)) {
            return word;
        }
        boolean upper = word.equals(word.toUpperCase(Locale.ROOT));
        if (word.length() == 1) {
            return upper ? "X" : "x";
        }
        if (upper) {
            return "XX";
        }
        boolean inner = !word.substring(1).equals(word.substring(1).toLowerCase(Locale.ROOT));
        return Character.isUpperCase(c) ? inner ? "XxX" : "Xx" : inner ? "xX" : "xx";
    }
}
