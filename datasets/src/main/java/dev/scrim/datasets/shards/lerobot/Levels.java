package dev.scrim.datasets.shards.lerobot;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Pixels;
import java.util.List;

/** How often each level of red, green and blue is seen in frames, from a grid of their pixels. */
final class Levels {
    static final int CHANNELS = 3;
    static final int VALUES = 256;

    /** Points across a frame: LeRobot, too, takes statistics from pictures of about this width. */
    private static final int ACROSS = 150;

    private final long[][] counts = new long[CHANNELS][VALUES];

    /** The levels of one frame: {@code picture} at {@code place}, black around it. */
    static Levels of(Canvas canvas, Pixels picture, Box place) {
        Levels levels = new Levels();
        int stride = stride(canvas);
        byte[] row = new byte[picture.width() * 3];
        for (int y = stride / 2; y < canvas.heightPx(); y += stride) {
            boolean inside = y >= place.y() && y < place.bottom();
            if (inside) {
                picture.copyRow(0, (y - place.y()) * picture.height() / place.h(), picture.width(), row, 0);
            }
            for (int x = stride / 2; x < canvas.widthPx(); x += stride) {
                if (inside && x >= place.x() && x < place.right()) {
                    int at = 3 * (int) ((long) (x - place.x()) * picture.width() / place.w());
                    levels.counts[0][row[at + 2] & 0xFF]++;
                    levels.counts[1][row[at + 1] & 0xFF]++;
                    levels.counts[2][row[at] & 0xFF]++;
                } else {
                    levels.black();
                }
            }
        }
        return levels;
    }

    /** The levels of a black frame. */
    static Levels black(Canvas canvas) {
        Levels levels = new Levels();
        int stride = stride(canvas);
        for (int y = stride / 2; y < canvas.heightPx(); y += stride) {
            for (int x = stride / 2; x < canvas.widthPx(); x += stride) {
                levels.black();
            }
        }
        return levels;
    }

    private static int stride(Canvas canvas) {
        return Math.max(1, canvas.widthPx() / ACROSS);
    }

    private void black() {
        for (long[] channel : counts) {
            channel[0]++;
        }
    }

    /** Adds {@code other}, seen in so many frames. */
    void add(Levels other, long frames) {
        for (int c = 0; c < CHANNELS; c++) {
            for (int v = 0; v < VALUES; v++) {
                counts[c][v] += frames * other.counts[c][v];
            }
        }
    }

    void set(int channel, int value, long count) {
        counts[channel][value] = count;
    }

    long get(int channel, int value) {
        return counts[channel][value];
    }

    /** Statistics of one channel, 0 to 1. */
    Summary summary(int channel, long frames) {
        double n = 0;
        double sum = 0;
        double squares = 0;
        int least = -1;
        int most = 0;
        for (int v = 0; v < VALUES; v++) {
            long count = counts[channel][v];
            if (count > 0) {
                double level = v / 255.0;
                n += count;
                sum += count * level;
                squares += count * level * level;
                least = least < 0 ? v : least;
                most = v;
            }
        }
        double mean = n == 0 ? 0 : sum / n;
        double deviation = n == 0 ? 0 : Math.sqrt(Math.max(0, squares / n - mean * mean));
        double all = n;
        List<Double> quantiles = Summary.QUANTILES.stream()
                .map(q -> quantile(channel, q * all) / 255.0)
                .toList();
        return new Summary(Math.max(0, least) / 255.0, most / 255.0, mean, deviation, frames, quantiles);
    }

    private int quantile(int channel, double rank) {
        double below = 0;
        for (int v = 0; v < VALUES; v++) {
            below += counts[channel][v];
            if (below > 0 && below >= rank) {
                return v;
            }
        }
        return VALUES - 1;
    }
}
