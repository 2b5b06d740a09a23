package dev.scrim.redaction.verify.onnx;

import dev.scrim.datasets.model.Box;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Connected pixels above a threshold, by runs: one pass over the rows, each run joined to those it touches above. */
final class CoreMap {
    private CoreMap() {}

    /** One connected area: its box and the mean of the values of its own pixels. */
    record Core(Box box, float mean) {}

    /** Areas of eight-connected values above {@code threshold}, by their first pixel in reading order. */
    static List<Core> cores(float[] values, int w, int h, float threshold) {
        Runs runs = new Runs();
        int aboveFrom = 0;
        int aboveTo = 0;
        for (int y = 0; y < h; y++) {
            int from = runs.size;
            int above = aboveFrom;
            int x = 0;
            while (x < w) {
                if (values[y * w + x] <= threshold) {
                    x++;
                    continue;
                }
                int start = x;
                double sum = 0;
                while (x < w && values[y * w + x] > threshold) {
                    sum += values[y * w + x++];
                }
                int run = runs.add(start, x, y, sum);
                while (above < aboveTo && runs.end[above] < start) {
                    above++;
                }
                for (int a = above; a < aboveTo && runs.start[a] <= x; a++) {
                    runs.join(a, run);
                }
            }
            aboveFrom = from;
            aboveTo = runs.size;
        }
        return runs.cores();
    }

    private static final class Runs {
        private int size;
        private int[] start = new int[1024];
        private int[] end = new int[1024];
        private int[] row = new int[1024];
        private int[] parent = new int[1024];
        private double[] sum = new double[1024];

        int add(int from, int to, int y, double total) {
            if (size == start.length) {
                int more = size * 2;
                start = Arrays.copyOf(start, more);
                end = Arrays.copyOf(end, more);
                row = Arrays.copyOf(row, more);
                parent = Arrays.copyOf(parent, more);
                sum = Arrays.copyOf(sum, more);
            }
            start[size] = from;
            end[size] = to;
            row[size] = y;
            parent[size] = size;
            sum[size] = total;
            return size++;
        }

        void join(int a, int b) {
            int x = root(a);
            int y = root(b);
            parent[Math.max(x, y)] = Math.min(x, y);
        }

        int root(int run) {
            int at = run;
            while (parent[at] != at) {
                parent[at] = parent[parent[at]];
                at = parent[at];
            }
            return at;
        }

        List<Core> cores() {
            Box[] boxes = new Box[size];
            double[] sums = new double[size];
            long[] counts = new long[size];
            for (int i = 0; i < size; i++) {
                int r = root(i);
                Box own = new Box(start[i], row[i], end[i] - start[i], 1);
                boxes[r] = boxes[r] == null ? own : boxes[r].union(own);
                sums[r] += sum[i];
                counts[r] += own.w();
            }
            List<Core> out = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                if (boxes[i] != null) {
                    out.add(new Core(boxes[i], (float) (sums[i] / counts[i])));
                }
            }
            return out;
        }
    }
}
