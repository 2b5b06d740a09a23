package dev.scrim.redaction.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds a known secret in texts although reading it made errors or only part of it is visible. Thread-safe.
 *
 * <p>A whole occurrence may differ by one edit per 8 letters or digits, after {@link Folding#key}. A partial one is a run of
 * at least half the secret, but no more than 16 characters are asked for, so that each line of a wrapped message is found.
 * Runs shorter than 12 must be whole words. Both kinds are looked for only where a piece of the secret stands unharmed
 * (pigeonhole), so that a text without it costs a few substring searches.
 */
public final class FuzzyMatcher {
    /** Shorter secrets would be found everywhere. */
    private static final int MIN_KEY = 3;

    private static final int CHARS_PER_EDIT = 8;
    private static final int MIN_PARTIAL = 6;
    private static final int MAX_PARTIAL = 16;
    private static final int WHOLE_WORDS_BELOW = 12;

    private final String key;
    private final int edits;
    private final String[] pieces;
    private final int[] pieceAt;
    private final int partial;
    private final String[] grams;
    private final int[] gramAt;

    /** Looks for {@code secret}; one with fewer than 3 letters and digits is never found. */
    public FuzzyMatcher(String secret) {
        this.key = Folding.key(secret).text();
        this.edits = key.length() / CHARS_PER_EDIT;
        int step = Math.max(1, key.length() / (edits + 1));
        this.pieces = new String[edits + 1];
        this.pieceAt = new int[edits + 1];
        for (int i = 0; i <= edits; i++) {
            pieceAt[i] = i * step;
            pieces[i] = key.substring(i * step, i == edits ? key.length() : (i + 1) * step);
        }
        this.partial = Math.min(MAX_PARTIAL, Math.max(MIN_PARTIAL, (key.length() + 1) / 2));
        int gram = partial / 2;
        int count = key.length() > partial ? key.length() / gram : 0;
        this.grams = new String[count];
        this.gramAt = new int[count];
        for (int i = 0; i < count; i++) {
            gramAt[i] = i * gram;
            grams[i] = key.substring(i * gram, (i + 1) * gram);
        }
    }

    /** Original ranges {@code {start, end}} of {@code text} that hold the secret or at least half of it, in order. */
    public List<int[]> find(String text) {
        return find(Folding.key(text));
    }

    /** The same over a text folded once with {@link Folding#key} and looked at for many secrets. */
    public List<int[]> find(Folded text) {
        String t = text.text();
        if (key.length() < MIN_KEY || t.length() < Math.min(key.length() - edits, partial)) {
            return List.of();
        }
        List<int[]> found = new ArrayList<>(0);
        whole(text, t, found);
        parts(text, t, found);
        return found.size() < 2 ? origins(text, found) : origins(text, united(found));
    }

    private void whole(Folded text, String t, List<int[]> found) {
        for (int i = 0; i < pieces.length; i++) {
            for (int at = t.indexOf(pieces[i]); at >= 0; at = t.indexOf(pieces[i], at + 1)) {
                if (inside(found, at, at + pieces[i].length())) {
                    continue;
                }
                int[] range = edits == 0
                        ? new int[] {at, at + key.length()}
                        : align(t, Math.max(0, at - pieceAt[i] - edits), at - pieceAt[i] + key.length() + edits);
                if (range.length == 2 && (key.length() >= CHARS_PER_EDIT || wholeWords(text, range[0], range[1]))) {
                    found.add(range);
                }
            }
        }
    }

    /** Where in {@code [from, to)} the key ends with the fewest edits, if few enough; empty otherwise. Sellers' algorithm. */
    private int[] align(String t, int from, int to) {
        int end = Math.min(t.length(), to);
        int n = key.length();
        int[] cost = new int[n + 1];
        int[] start = new int[n + 1];
        for (int i = 0; i <= n; i++) {
            cost[i] = i;
            start[i] = from;
        }
        int best = edits + 1;
        int[] range = {};
        for (int j = from; j < end; j++) {
            int diagonal = cost[0];
            int diagonalStart = start[0];
            start[0] = j + 1;
            for (int i = 1; i <= n; i++) {
                int swap = diagonal + (key.charAt(i - 1) == t.charAt(j) ? 0 : 1);
                int gap = cost[i - 1] + 1;
                int extra = cost[i] + 1;
                diagonal = cost[i];
                int oldStart = start[i];
                if (swap <= gap && swap <= extra) {
                    cost[i] = swap;
                    start[i] = diagonalStart;
                } else if (extra <= gap) {
                    cost[i] = extra;
                } else {
                    cost[i] = gap;
                    start[i] = start[i - 1];
                }
                diagonalStart = oldStart;
            }
            if (cost[n] < best) {
                best = cost[n];
                range = new int[] {start[n], j + 1};
            }
        }
        return range.length == 2 && range[1] > range[0] ? range : new int[0];
    }

    private void parts(Folded text, String t, List<int[]> found) {
        for (int i = 0; i < grams.length; i++) {
            for (int at = t.indexOf(grams[i]); at >= 0; at = t.indexOf(grams[i], at + 1)) {
                if (inside(found, at, at + grams[i].length())) {
                    continue;
                }
                int left = extend(t, at - 1, gramAt[i] - 1, -1);
                int right = extend(t, at + grams[i].length(), gramAt[i] + grams[i].length(), 1);
                int from = at - left;
                int to = at + grams[i].length() + right;
                int run = to - from;
                if (run >= partial && (run >= WHOLE_WORDS_BELOW || wholeWords(text, from, to))) {
                    found.add(new int[] {from, to});
                }
            }
        }
    }

    /** How far text and key go on alike from there; single substitutions are passed when two equal characters follow. */
    private int extend(String t, int inText, int inKey, int step) {
        int n = 0;
        while (alike(t, inText + n * step, inKey + n * step)
                || (n > 0
                        && alike(t, inText + (n + 1) * step, inKey + (n + 1) * step)
                        && alike(t, inText + (n + 2) * step, inKey + (n + 2) * step))) {
            n++;
        }
        return n;
    }

    private boolean alike(String t, int inText, int inKey) {
        return inText >= 0
                && inKey >= 0
                && inText < t.length()
                && inKey < key.length()
                && t.charAt(inText) == key.charAt(inKey);
    }

    private static boolean wholeWords(Folded text, int from, int to) {
        boolean startsWord = from == 0 || text.endOf(from - 1) < text.startOf(from);
        boolean endsWord = to == text.text().length() || text.startOf(to) > text.endOf(to - 1);
        return startsWord && endsWord;
    }

    private static boolean inside(List<int[]> found, int from, int to) {
        for (int[] f : found) {
            if (f[0] <= from && to <= f[1]) {
                return true;
            }
        }
        return false;
    }

    private static List<int[]> united(List<int[]> ranges) {
        ranges.sort(Comparator.comparingInt(r -> r[0]));
        List<int[]> out = new ArrayList<>();
        for (int[] r : ranges) {
            int[] last = out.isEmpty() ? r : out.get(out.size() - 1);
            if (last != r && r[0] < last[1]) {
                last[1] = Math.max(last[1], r[1]);
            } else {
                out.add(r);
            }
        }
        return out;
    }

    private static List<int[]> origins(Folded text, List<int[]> ranges) {
        List<int[]> out = new ArrayList<>(ranges.size());
        for (int[] r : ranges) {
            out.add(text.origin(r[0], r[1]));
        }
        return out;
    }
}
