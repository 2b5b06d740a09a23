package dev.scrim.featurizers.reading;

/** How far two pictures of ink are apart at their worst place. */
final class InkDistance {
    private InkDistance() {}

    /**
     * The largest 3 x 3 sum of differences, in ninths of a level, or {@link Integer#MAX_VALUE} as soon as a limit is
     * broken. {@code known} is laid over {@code seen} with its corner at {@code (dx, dy)}; outside a picture there is
     * no ink, so ink that sticks out counts in full.
     *
     * @param maxPixel largest difference of one pixel
     * @param maxCell largest mean difference of any 3 x 3 pixels
     */
    static int worstCell(GrayImage known, GrayImage seen, int dx, int dy, int maxPixel, int maxCell) {
        int x0 = Math.min(0, dx);
        int y0 = Math.min(0, dy);
        int w = Math.max(seen.width(), dx + known.width()) - x0;
        int h = Math.max(seen.height(), dy + known.height()) - y0;
        int[][] sums = new int[3][w];
        int[] diff = new int[w];
        int worst = 0;
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int d = level(seen, x + x0, y + y0) - level(known, x + x0 - dx, y + y0 - dy);
                if (d > maxPixel || d < -maxPixel) {
                    return Integer.MAX_VALUE;
                }
                diff[x] = d;
            }
            int[] row = sums[y % 3];
            for (int x = 0; x < w; x++) {
                row[x] = (x > 0 ? diff[x - 1] : 0) + diff[x] + (x + 1 < w ? diff[x + 1] : 0);
            }
            for (int x = 0; x < w; x++) {
                worst = Math.max(worst, Math.abs(sums[0][x] + sums[1][x] + sums[2][x]));
            }
            if (worst > maxCell * 9) {
                return Integer.MAX_VALUE;
            }
        }
        return worst;
    }

    private static int level(GrayImage image, int x, int y) {
        return x < 0 || y < 0 || x >= image.width() || y >= image.height() ? 0 : image.at(x, y);
    }
}
