package dev.scrim.redaction.text;

import java.util.regex.Pattern;

/** Regular expressions that match words and fixed letters in the ways they are misread; the confusions are those of {@link Folding}. */
public final class Misreadings {
    private Misreadings() {}

    /** A regular expression for one fixed character in either case and in the ways it is misread. */
    public static String readings(char c) {
        return switch (Character.toLowerCase(c)) {
            case '0', 'o', 'q' -> "[0OoQqD]";
            case '1', 'l', 'i' -> "[1lLIi|!\\]]";
            case 'j' -> "[jJ1lIi\\]]";
            case '5', 's' -> "[5sS$]";
            case '8', 'b' -> "[8bB]";
            case '2', 'z' -> "[2zZ]";
            case '6', 'g', '9' -> "[69gGqb]";
            case 'm' -> "(?:[mM]|rn)";
            case 'w' -> "(?:[wW]|vv)";
            case '_' -> "(?: {0,2}[_-] {0,2}| )";
            case '-' -> " {0,2}[-–—_~. ] {0,2}";
            case '.' -> " ?[.,] ?";
            default ->
                Character.isLetter(c)
                        ? "[" + Character.toLowerCase(c) + Character.toUpperCase(c) + "]"
                        : Pattern.quote(String.valueOf(c));
        };
    }

    /** {@link #readings(char)} of each character in turn, with {@code between} between two. */
    public static String readings(String fixed, String between) {
        StringBuilder b = new StringBuilder();
        for (int i = 0; i < fixed.length(); i++) {
            char c = fixed.charAt(i);
            b.append(b.isEmpty() ? "" : between).append(readings(c));
        }
        return b.toString();
    }

    /**
     * A regular expression over {@link Folding#lower} text for the words of {@code regex}, which is lower case: spaces may be lost or
     * doubled, i and l are one letter, and m may be read as rn. Character classes, escapes and repetition counts are kept.
     */
    public static String tolerant(String regex) {
        StringBuilder b = new StringBuilder(regex.length() * 2);
        int depth = 0;
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c == '\\') {
                b.append(c).append(regex.charAt(++i));
                if ((regex.charAt(i) == 'p' || regex.charAt(i) == 'P') && regex.charAt(i + 1) == '{') {
                    int close = regex.indexOf('}', i);
                    b.append(regex, i + 1, close + 1);
                    i = close;
                }
            } else if (c == '[' || c == '{') {
                depth++;
                b.append(c);
            } else if (c == ']' || c == '}') {
                depth--;
                b.append(c);
            } else if (depth > 0) {
                b.append(c);
            } else {
                boolean optional = c == ' ' && i + 1 < regex.length() && regex.charAt(i + 1) == '?';
                b.append(
                        switch (c) {
                            case ' ' -> "\\s{0,3}";
                            case 'i', 'l' -> "[il]";
                            case 'm' -> "(?:m|rn)";
                            default -> String.valueOf(c);
                        });
                i += optional ? 1 : 0;
            }
        }
        return b.toString();
    }
}
