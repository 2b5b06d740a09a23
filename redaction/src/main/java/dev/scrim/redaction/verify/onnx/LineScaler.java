package dev.scrim.redaction.verify.onnx;

import dev.scrim.datasets.model.Pixels;

/** Scales a line's picture for the recogniser, with a triangle filter that also averages when it makes smaller. */
final class LineScaler {
    private LineScaler() {}

    /**
     * Blue, green and red planes with values of -1 to 1, as the network was trained.
     *
     * @param w width after scaling; columns from there to {@code padded} stay 0, the network's own filling
     */
    static float[] planes(Pixels line, int w, int padded, int h) {
        int sw = line.width();
        int sh = line.height();
        Filter across = Filter.of(sw, w);
        Filter down = Filter.of(sh, h);
        float[] wide = new float[3 * sh * w];
        byte[] row = new byte[sw * 3];
        for (int y = 0; y < sh; y++) {
            line.copyRow(0, y, sw, row, 0);
            for (int x = 0; x < w; x++) {
                float b = 0;
                float g = 0;
                float r = 0;
                float[] weights = across.weights[x];
                int at = across.first[x] * 3;
                for (float weight : weights) {
                    b += weight * (row[at] & 255);
                    g += weight * (row[at + 1] & 255);
                    r += weight * (row[at + 2] & 255);
                    at += 3;
                }
                wide[y * w + x] = b;
                wide[(sh + y) * w + x] = g;
                wide[(2 * sh + y) * w + x] = r;
            }
        }
        float[] out = new float[3 * h * padded];
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < h; y++) {
                float[] weights = down.weights[y];
                int to = (c * h + y) * padded;
                for (int k = 0; k < weights.length; k++) {
                    int from = (c * sh + down.first[y] + k) * w;
                    for (int x = 0; x < w; x++) {
                        out[to + x] += weights[k] * wide[from + x];
                    }
                }
                for (int x = 0; x < w; x++) {
                    out[to + x] = out[to + x] / 127.5f - 1;
                }
            }
        }
        return out;
    }

    /** For each target pixel the first source pixel that counts, and the weights from there. */
    private static final class Filter {
        private final int[] first;
        private final float[][] weights;

        private Filter(int[] first, float[][] weights) {
            this.first = first;
            this.weights = weights;
        }

        static Filter of(int from, int to) {
            int[] first = new int[to];
            float[][] weights = new float[to][];
            double scale = (double) from / to;
            double reach = Math.max(1, scale);
            for (int i = 0; i < to; i++) {
                double centre = (i + 0.5) * scale - 0.5;
                int lo = Math.max(0, (int) Math.ceil(centre - reach));
                int hi = Math.min(from - 1, (int) Math.floor(centre + reach));
                float[] own = new float[hi - lo + 1];
                double sum = 0;
                for (int k = lo; k <= hi; k++) {
                    double weight = Math.max(1e-6, 1 - Math.abs(k - centre) / reach);
                    own[k - lo] = (float) weight;
                    sum += weight;
                }
                for (int k = 0; k < own.length; k++) {
                    own[k] /= (float) sum;
                }
                first[i] = lo;
                weights[i] = own;
            }
            return new Filter(first, weights);
        }
    }
}
