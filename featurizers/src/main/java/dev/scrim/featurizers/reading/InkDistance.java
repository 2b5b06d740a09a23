package dev.scrim.featurizers.reading;

/**
 * Compares a seen line with a known one at every place. How much may differ at a place is a share of the ink around
 * it, so that faint text beside strong text is compared as closely as if it stood alone.
 */
final class InkDistance {
    /** {@link #worstCell}'s answer when the lines are not the same. */
    static final int DIFFERENT = Integer.MAX_VALUE;
    /**
     * Most of the ink nearby that one pixel may differ by. Of 13,310 drawn pairs of lines that differ in one glyph
     * (10 to 20 px, four colour schemes, clean and at JPEG quality 95) the closest differ by 0.40 somewhere. Noise
     * beyond the limit (JPEG quality 95: a quarter of the lines) costs another reading, never a wrong one.
     */
    private static final double PIXEL_SHARE = 0.235;
    /** Least that a pixel may differ by, levels of 255: what noise leaves where there is no ink. */
    private static final int PIXEL_FLOOR = 10;
    /** The mean of 3 x 3 pixels may differ by this share of what one pixel may: noise cancels out, a lost dot does not. */
    private static final double CELL_SHARE = 0.24;
    /** How far ink counts as nearby, pixels. */
    private static final int NEAR_PX = 3;

    private final GrayImage known;
    private final int[] limits;

    private InkDistance(GrayImage known, int[] limits) {
        this.known = known;
        this.limits = limits;
    }

    /** Prepares {@code known} for many comparisons. */
    static InkDistance to(GrayImage known) {
        int w = known.width();
        int h = known.height();
        int[] across = new int[w * h];
        int[] limits = new int[w * h];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int max = 0;
                for (int i = Math.max(0, x - NEAR_PX); i <= Math.min(w - 1, x + NEAR_PX); i++) {
                    max = Math.max(max, known.at(i, y));
                }
                across[y * w + x] = max;
            }
        }
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int max = 0;
                for (int i = Math.max(0, y - NEAR_PX); i <= Math.min(h - 1, y + NEAR_PX); i++) {
                    max = Math.max(max, across[i * w + x]);
                }
                limits[y * w + x] = Math.max(PIXEL_FLOOR, (int) (max * PIXEL_SHARE));
            }
        }
        return new InkDistance(known, limits);
    }

    /**
     * The largest 3 x 3 sum of differences between the known line, laid with its corner at {@code (dx, dy)}, and
     * {@code seen}; {@link #DIFFERENT} as soon as one place differs too much. Outside a picture there is no ink, so
     * ink that sticks out counts in full.
     */
    int worstCell(GrayImage seen, int dx, int dy) {
        int x0 = Math.min(0, dx);
        int y0 = Math.min(0, dy);
        int w = Math.max(seen.width(), dx + known.width()) - x0;
        int h = Math.max(seen.height(), dy + known.height()) - y0;
        int[][] sums = new int[3][w];
        int[] diff = new int[w];
        int worst = 0;
        // One row beyond the end, so that the last row is the middle of a cell too.
        for (int y = 0; y <= h; y++) {
            for (int x = 0; x < w; x++) {
                int d = y == h ? 0 : level(seen, x + x0, y + y0) - level(known, x + x0 - dx, y + y0 - dy);
                if (Math.abs(d) > limit(x + x0 - dx, y + y0 - dy)) {
                    return DIFFERENT;
                }
                diff[x] = d;
            }
            int[] row = sums[y % 3];
            for (int x = 0; x < w; x++) {
                row[x] = (x > 0 ? diff[x - 1] : 0) + diff[x] + (x + 1 < w ? diff[x + 1] : 0);
            }
            for (int x = 0; x < w; x++) {
                int sum = Math.abs(sums[0][x] + sums[1][x] + sums[2][x]);
                if (sum > 9 * CELL_SHARE * limit(x + x0 - dx, y - 1 + y0 - dy)) {
                    return DIFFERENT;
                }
                worst = Math.max(worst, sum);
            }
        }
        return worst;
    }

    private int limit(int x, int y) {
        return x < 0 || y < 0 || x >= known.width() || y >= known.height()
                ? PIXEL_FLOOR
                : limits[y * known.width() + x];
    }

    private static int level(GrayImage image, int x, int y) {
        return x < 0 || y < 0 || x >= image.width() || y >= image.height() ? 0 : image.at(x, y);
    }
}
