package dev.scrim.featurizers.reading;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Word;
import java.util.ArrayList;
import java.util.List;

/**
 * Which columns of a line carry ink. The engine's word boxes are a few pixels off and it drops what it cannot read;
 * a mask made from them would leave slivers of letters. Here every column of ink ends up in some word's box.
 */
final class Profile {
    /** Ink fainter than this is noise; levels of 255. */
    private static final int FAINT = 48;

    private final GrayImage ink;
    private final boolean[] inked;
    private final int total;

    private Profile(GrayImage ink, boolean[] inked, int total) {
        this.ink = ink;
        this.inked = inked;
        this.total = total;
    }

    static Profile of(GrayImage ink) {
        boolean[] inked = new boolean[ink.width()];
        int total = 0;
        for (int x = 0; x < ink.width(); x++) {
            for (int y = 0; y < ink.height() && !inked[x]; y++) {
                inked[x] = ink.at(x, y) >= FAINT;
            }
            total += inked[x] ? 1 : 0;
        }
        return new Profile(ink, inked, total);
    }

    /** Rows from the first to the last that carries at least a fifth of the fullest row's ink: letters without strays. */
    int bandHeight() {
        int[] rows = new int[ink.height()];
        int peak = 0;
        for (int y = 0; y < ink.height(); y++) {
            for (int x = 0; x < ink.width(); x++) {
                rows[y] += ink.at(x, y) >= FAINT ? ink.at(x, y) : 0;
            }
            peak = Math.max(peak, rows[y]);
        }
        int first = 0;
        int last = ink.height() - 1;
        while (first < last && rows[first] * 5 < peak) {
            first++;
        }
        while (last > first && rows[last] * 5 < peak) {
            last--;
        }
        return last - first + 1;
    }

    /** Share of the inked columns that lie in some word, 0 to 1; 1 when there is no ink. */
    double coverage(List<Word> words) {
        if (total == 0) {
            return 1;
        }
        int covered = 0;
        for (int x = 0; x < inked.length; x++) {
            int column = x;
            if (inked[x]
                    && words.stream()
                            .anyMatch(w ->
                                    column >= w.box().x() && column < w.box().right())) {
                covered++;
            }
        }
        return (double) covered / total;
    }

    /**
     * Words from left to right with their edges moved to the nearest gap between letters, so that no letter is cut,
     * and stretched over neighbouring ink that no word holds and that is closer than half a line height.
     */
    List<Word> snap(List<Word> words) {
        int n = words.size();
        int[] left = new int[n];
        int[] right = new int[n];
        for (int i = 0; i < n; i++) {
            left[i] = words.get(i).box().x();
            right[i] = words.get(i).box().right();
        }
        // Between two words: the widest gap within reach of the engine's own border.
        for (int i = 0; i + 1 < n; i++) {
            int reach = Math.max(3, ink.height() / 3);
            int from = Math.max(left[i] + 1, Math.min(right[i], left[i + 1]) - reach);
            int to = Math.min(right[i + 1] - 1, Math.max(right[i], left[i + 1]) + reach);
            int gapStart = -1;
            int gapLength = 0;
            for (int x = from; x < to; ) {
                int end = x;
                while (end < to && !inked[end]) {
                    end++;
                }
                if (end - x > gapLength) {
                    gapStart = x;
                    gapLength = end - x;
                }
                x = end + 1;
            }
            if (gapLength > 0) {
                right[i] = gapStart;
                left[i + 1] = gapStart + gapLength;
            } else {
                int middle = (right[i] + left[i + 1]) / 2;
                right[i] = Math.max(left[i] + 1, middle);
                left[i + 1] = Math.min(right[i + 1] - 1, middle);
            }
        }
        for (int i = 0; i < n; i++) {
            left[i] = stretch(left[i], i == 0 ? 0 : right[i - 1], -1);
            right[i] = stretch(right[i] - 1, i + 1 == n ? inked.length - 1 : left[i + 1] - 1, 1) + 1;
        }
        List<Word> out = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            Word w = words.get(i);
            out.add(new Word(w.text(), rows(left[i], right[i]), w.confidence()));
        }
        return out;
    }

    /** Walks from {@code x} towards {@code limit} as long as ink is no further than half a line height away. */
    private int stretch(int x, int limit, int step) {
        int edge = x;
        int empty = 0;
        int reach = Math.max(2, ink.height() / 2);
        for (int at = x; step < 0 ? at >= limit : at <= limit; at += step) {
            if (inked[at]) {
                edge = at;
                empty = 0;
            } else if (++empty > reach) {
                break;
            }
        }
        return edge;
    }

    /** The box around the ink in columns {@code [x0, x1)}, one pixel taller where there is room. */
    private Box rows(int x0, int x1) {
        int a = Math.max(0, Math.min(x0, ink.width() - 1));
        int b = Math.max(a + 1, Math.min(x1, ink.width()));
        int top = ink.height();
        int bottom = 0;
        for (int y = 0; y < ink.height(); y++) {
            for (int x = a; x < b; x++) {
                if (ink.at(x, y) >= FAINT) {
                    top = Math.min(top, y);
                    bottom = y + 1;
                    break;
                }
            }
        }
        return bottom == 0
                ? new Box(a, 0, b - a, ink.height())
                : new Box(a, top, b - a, bottom - top).grow(0, 1).clip(ink.width(), ink.height());
    }
}
