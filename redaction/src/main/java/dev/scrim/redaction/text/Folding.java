package dev.scrim.redaction.text;

import java.util.Locale;

/**
 * Evens out what reading text from pixels confuses, in one place. Each view keeps an index map to the original. The
 * confusions are those that Tesseract makes on screen fonts: 0/O, 1/l/I/|, 2/Z, 5/S, 6/G, 8/B, 9/g, rn/m, vv/w, lost or
 * lengthened dashes, split and joined groups.
 */
public final class Folding {
    private static final String STRONG_FROM = "OoQlI|SsBZzi";
    private static final String STRONG_TO = "000111558221";
    private static final String WEAK_FROM = "DGbgqAL";
    private static final String WEAK_TO = "0669941";
    private static final String LETTERS_FROM = "01583|";
    private static final String LETTERS_TO = "olsbel";
    private static final String CAPITALS_FROM = "0152869|4";
    private static final String CAPITALS_TO = "OISZBGGIA";

    /** A digit, or what a digit may have been read as, as a character class. */
    static final String DIGIT_READINGS = "[\\dOoQlI|SsBZziDGbgqAL]";
    /** A letter, or what a letter may have been read as. */
    static final String LETTER_READINGS = "[\\p{L}0152869|4]";

    private Folding() {}

    /**
     * Letters and digits alone, case and OCR confusions folded: equal keys mean "the same text as far as OCR can tell".
     */
    public static Folded key(String text) {
        Builder out = new Builder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = keyChar(text.charAt(i));
            if (c == 0) {
                continue;
            }
            char last = out.last();
            if (c == 'n' && last == 'r' && out.contiguous(i)) {
                out.replaceLast('m', i + 1);
            } else if (c == 'v' && last == 'v' && out.contiguous(i)) {
                out.replaceLast('w', i + 1);
            } else {
                out.add(c, i, i + 1);
            }
        }
        return out.build();
    }

    /** The digit this character shows or was misread from; characters that no digit is read as stay. */
    public static char asDigit(char c) {
        int strong = STRONG_FROM.indexOf(c);
        int weak = WEAK_FROM.indexOf(c);
        return strong >= 0 ? STRONG_TO.charAt(strong) : weak >= 0 ? WEAK_TO.charAt(weak) : c;
    }

    /** The capital letter this character shows or was misread from. */
    public static char asLetter(char c) {
        int at = CAPITALS_FROM.indexOf(c);
        return at >= 0 ? CAPITALS_TO.charAt(at) : Character.toUpperCase(c);
    }

    private static char keyChar(char raw) {
        char c = Character.toLowerCase(raw);
        return switch (c) {
            case 'o', 'ø', 'ö', 'ó', 'ò', 'ô', 'õ' -> '0';
            case 'l', 'i', '|', '!', 'í', 'ì', 'î', 'ï', 'ł', 'ı' -> '1';
            case 's', '$', 'ś', 'š', 'ş' -> '5';
            case 'b' -> '8';
            case 'z', 'ž', 'ż', 'ź' -> '2';
            case 'g', 'q' -> '9';
            case 'á', 'à', 'â', 'ä', 'ã', 'å' -> 'a';
            case 'é', 'è', 'ê', 'ë', 'ę' -> 'e';
            case 'ú', 'ù', 'û', 'ü' -> 'u';
            case 'ç', 'ć', 'č' -> 'c';
            case 'ñ', 'ń' -> 'n';
            default -> Character.isLetterOrDigit(c) ? c : 0;
        };
    }

    /**
     * The text with digits where letters stand inside numbers, one kind of dash, and no spaces around a dash between
     * digits, also over a line break. Words are left alone.
     */
    public static Folded digits(String text) {
        char[] fixed = text.toCharArray();
        for (int i = 0; i < fixed.length; i++) {
            fixed[i] = dash(fixed[i]);
        }
        int i = 0;
        while (i < fixed.length) {
            if (!chained(fixed, i)) {
                i++;
                continue;
            }
            int from = i;
            while (i < fixed.length && chained(fixed, i)) {
                i++;
            }
            repairChain(fixed, from, i);
        }
        return withoutSpacesAtDashes(fixed);
    }

    private static char dash(char c) {
        return switch (c) {
            case '–', '—', '−', '‐', '‑', '―', '~', '¬', '­' -> '-';
            case '\u00a0', '\u2009', '\u202f', '\t', '\n', '\r' -> ' ';
            default -> c;
        };
    }

    /** Part of a number-like chain: letters, digits, bars, single joints between them, and a dash among spaces. */
    private static boolean chained(char[] t, int i) {
        if (alnum(t[i])) {
            return true;
        }
        if (i == 0 || i + 1 >= t.length) {
            return false;
        }
        if (t[i] == ' ') {
            int before = behindSpaces(t, i, -1);
            int after = behindSpaces(t, i, 1);
            return before == '-' || after == '-' || (runHasDigit(t, i, -1) && runHasDigit(t, i, 1));
        }
        if (t[i] == '-') {
            return (alnum(t[i - 1]) || t[i - 1] == ' ') && (alnum(t[i + 1]) || t[i + 1] == ' ');
        }
        if (t[i] == ')' || ((t[i] == '.' || t[i] == ',') && t[i + 1] == ' ')) {
            return runHasDigit(t, i, -1) && runHasDigit(t, i, 1);
        }
        return (t[i] == '.' || t[i] == ',' || t[i] == '/') && alnum(t[i - 1]) && alnum(t[i + 1]);
    }

    /** The next character that is no space, at most three places away; a space when there is none. */
    private static char behindSpaces(char[] t, int at, int step) {
        int i = at + step;
        while (i >= 0 && i < t.length && t[i] == ' ' && Math.abs(i - at) < 3) {
            i += step;
        }
        return i >= 0 && i < t.length ? t[i] : ' ';
    }

    /** Whether the letters and digits next to a place, over at most two spaces or signs, hold a digit. */
    private static boolean runHasDigit(char[] t, int at, int step) {
        int i = at + step;
        for (int skipped = 0; skipped < 2 && i > 0 && i + 1 < t.length && " .,)(".indexOf(t[i]) >= 0; skipped++) {
            i += step;
        }
        while (i >= 0 && i < t.length && alnum(t[i])) {
            if (Character.isDigit(t[i])) {
                return true;
            }
            i += step;
        }
        return false;
    }

    private static boolean alnum(char c) {
        return Character.isLetterOrDigit(c) || c == '|';
    }

    private static void repairChain(char[] t, int from, int to) {
        int digits = 0;
        for (int i = from; i < to; i++) {
            digits += Character.isDigit(t[i]) ? 1 : 0;
        }
        if (digits == 0) {
            return;
        }
        int runStart = from;
        for (int i = from; i <= to; i++) {
            if (i == to || !alnum(t[i]) || isExtension(t, i, to)) {
                boolean first = runStart == from && i < to && t[i] == ' ' && behindSpaces(t, i, 1) == '-';
                boolean last = i == to
                        && runStart > from
                        && t[runStart - 1] == ' '
                        && behindSpaces(t, runStart - 1, -1) == '-';
                if (!(first || last) || !isWord(t, runStart, i)) {
                    repairRun(t, runStart, i, digits);
                }
                runStart = i + 1;
            }
        }
    }

    /** The x between a telephone number and its extension. */
    private static boolean isExtension(char[] t, int i, int to) {
        return (t[i] == 'x' || t[i] == 'X')
                && i > 0
                && i + 1 < to
                && i + 1 < t.length
                && Character.isLetterOrDigit(t[i - 1]);
    }

    /** A word that stands off the chain's end, such as the label before a spaced dash, is no part of the number. */
    private static boolean isWord(char[] t, int from, int to) {
        int digits = 0;
        for (int i = from; i < to; i++) {
            digits += Character.isDigit(t[i]) ? 1 : 0;
        }
        boolean id = to - from == 2 && (t[to - 1] == 'D' || t[to - 1] == 'd');
        return digits == 0 || id;
    }

    private static void repairRun(char[] t, int from, int to, int chainDigits) {
        int own = 0;
        int strong = 0;
        int weak = 0;
        for (int i = from; i < to; i++) {
            if (Character.isDigit(t[i])) {
                own++;
            } else if (STRONG_FROM.indexOf(t[i]) >= 0) {
                strong++;
            } else if (WEAK_FROM.indexOf(t[i]) >= 0) {
                weak++;
            } else {
                return;
            }
        }
        int swapped = strong + weak;
        boolean numberLike = own >= swapped || (chainDigits >= 3 && chainDigits - own >= to - from);
        if (swapped == 0 || !numberLike || (weak > 0 && chainDigits < 4)) {
            return;
        }
        for (int i = from; i < to; i++) {
            int s = STRONG_FROM.indexOf(t[i]);
            int w = WEAK_FROM.indexOf(t[i]);
            if (s >= 0) {
                t[i] = STRONG_TO.charAt(s);
            } else if (w >= 0) {
                t[i] = WEAK_TO.charAt(w);
            }
        }
    }

    private static Folded withoutSpacesAtDashes(char[] t) {
        Builder out = new Builder(t.length);
        for (int i = 0; i < t.length; i++) {
            if (t[i] == ' ') {
                int next = i;
                while (next < t.length && t[next] == ' ') {
                    next++;
                }
                boolean beforeDash =
                        next < t.length && t[next] == '-' && digitAfterDash(t, next) && Character.isDigit(out.last());
                boolean afterDash = out.last() == '-'
                        && next < t.length
                        && Character.isDigit(t[next])
                        && Character.isDigit(out.beforeLast());
                if (beforeDash || afterDash) {
                    i = next - 1;
                    continue;
                }
            } else if (t[i] == '-' && out.last() == '-' && Character.isDigit(out.beforeLast())) {
                out.replaceLast('-', i + 1);
                continue;
            }
            out.add(t[i], i, i + 1);
        }
        return out.build();
    }

    /** The text as it is. */
    public static Folded same(String text) {
        Builder out = new Builder(text.length());
        for (int i = 0; i < text.length(); i++) {
            out.add(text.charAt(i), i, i + 1);
        }
        return out.build();
    }

    /** The text with its line breaks left out: what a long address or key was before it was wrapped. */
    public static Folded unwrapped(String text) {
        Builder out = new Builder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\n' && c != '\r') {
                out.add(c, i, i + 1);
            }
        }
        return out.build();
    }

    private static boolean digitAfterDash(char[] t, int dash) {
        int i = dash;
        while (i < t.length && (t[i] == '-' || t[i] == ' ')) {
            i++;
        }
        return i < t.length && Character.isDigit(t[i]);
    }

    /**
     * Lower case, with letters where digits stand inside words. Same length as the original, so offsets are equal.
     */
    public static String lower(String text) {
        char[] t = text.toCharArray();
        int i = 0;
        while (i < t.length) {
            if (!alnum(t[i])) {
                i++;
                continue;
            }
            int from = i;
            int letters = 0;
            while (i < t.length && alnum(t[i])) {
                letters += Character.isLetter(t[i]) ? 1 : 0;
                i++;
            }
            boolean word = letters * 2 > i - from && letters >= 2;
            boolean abbreviation = i - from == 2
                    && ((t[i - 1] == '0' && (t[from] == 'n' || t[from] == 'N'))
                            || (t[from] == '1' && (t[i - 1] == 'd' || t[i - 1] == 'D')));
            if (word || abbreviation) {
                for (int k = from; k < i; k++) {
                    int at = LETTERS_FROM.indexOf(t[k]);
                    if (at >= 0) {
                        t[k] = LETTERS_TO.charAt(at);
                    }
                }
            }
        }
        for (int k = 0; k < t.length; k++) {
            t[k] = Character.toLowerCase(t[k]);
        }
        return new String(t);
    }

    /**
     * Words for looking up in a lexicon: {@link #lower}, with rn read as m, everything else than letters and digits as
     * one space, and a space at both ends.
     */
    public static Folded words(String text) {
        String lower = lower(text);
        Builder out = new Builder(lower.length() + 2);
        out.add(' ', 0, 0);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (!Character.isLetterOrDigit(c)) {
                if (c != '\'' && c != '’' && out.last() != ' ') {
                    out.add(' ', i, i + 1);
                }
            } else if (c == 'n' && out.last() == 'r' && out.contiguous(i)) {
                out.replaceLast('m', i + 1);
            } else {
                out.add(c, i, i + 1);
            }
        }
        if (out.last() != ' ') {
            out.add(' ', lower.length(), lower.length());
        }
        return out.build();
    }

    /** A lexicon's term as {@link #words} would show it inside a text, spaces at both ends included. */
    public static String term(String term) {
        return words(term.toLowerCase(Locale.ROOT)).text();
    }

    private static final class Builder {
        private final StringBuilder text;
        private int[] start;
        private int[] end;

        Builder(int capacity) {
            text = new StringBuilder(capacity);
            start = new int[capacity + 2];
            end = new int[capacity + 2];
        }

        void add(char c, int from, int to) {
            start[text.length()] = from;
            end[text.length()] = to;
            text.append(c);
        }

        char last() {
            return text.length() == 0 ? 0 : text.charAt(text.length() - 1);
        }

        char beforeLast() {
            return text.length() < 2 ? 0 : text.charAt(text.length() - 2);
        }

        boolean contiguous(int from) {
            return text.length() > 0 && end[text.length() - 1] == from;
        }

        void replaceLast(char c, int to) {
            text.setCharAt(text.length() - 1, c);
            end[text.length() - 1] = to;
        }

        Folded build() {
            return new Folded(text.toString(), start, end);
        }
    }
}
