package dev.scrim.datasets.media;

import dev.scrim.datasets.model.Pixels;

/**
 * What a picture looks like from far away, for finding pictures that are nearly the same: the difference hash of 64 bits
 * in its two directions (dHash; N. Krawetz, "Kind of Like That", 2013). A caret, a clock or a moved pointer changes no bit
 * or a few; so does a changed word, and so this says that two screens look alike and never that they say the same.
 *
 * @param across bit by bit, whether a cell of 9 x 8 is darker than the one right of it
 * @param down the same for a cell of 8 x 9 and the one below it
 */
public record PictureHash(long across, long down) {
    private static final int SIDE = 8;

    /** Reads every pixel once. Cells are means of gray levels; a picture may be smaller than they are many. */
    public static PictureHash of(Pixels page) {
        long[][] wide = new long[SIDE][SIDE + 1];
        long[][] high = new long[SIDE + 1][SIDE];
        int w = page.width();
        int h = page.height();
        long[] sums = new long[w + 1];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                sums[x + 1] = sums[x] + page.gray(x, y);
            }
            add(sums, wide[(int) ((long) y * SIDE / h)]);
            add(sums, high[(int) ((long) y * (SIDE + 1) / h)]);
        }
        means(wide, w, h);
        means(high, w, h);
        long across = 0;
        long down = 0;
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                across = across << 1 | (wide[row][column] < wide[row][column + 1] ? 1 : 0);
                down = down << 1 | (high[row][column] < high[row + 1][column] ? 1 : 0);
            }
        }
        return new PictureHash(across, down);
    }

    /** Bits that differ, the more of the two directions; 0 to 64. */
    public int distance(PictureHash other) {
        return Math.max(Long.bitCount(across ^ other.across), Long.bitCount(down ^ other.down));
    }

    private static void add(long[] sums, long[] cells) {
        int w = sums.length - 1;
        for (int i = 0; i < cells.length; i++) {
            cells[i] += sums[border(i + 1, cells.length, w)] - sums[border(i, cells.length, w)];
        }
    }

    /** The first pixel whose place falls into the i-th of n parts. */
    private static int border(int i, int n, int length) {
        return (int) (((long) i * length + n - 1) / n);
    }

    /** Sums become means, in 256ths of a gray level; a cell without a pixel stays 0. */
    private static void means(long[][] cells, int w, int h) {
        for (int row = 0; row < cells.length; row++) {
            int n = cells[row].length;
            int rows = border(row + 1, cells.length, h) - border(row, cells.length, h);
            for (int column = 0; column < n; column++) {
                int columns = border(column + 1, n, w) - border(column, n, w);
                long area = (long) rows * columns;
                cells[row][column] = area == 0 ? 0 : cells[row][column] * 256 / area;
            }
        }
    }
}
