package dev.scrim.redaction.train;

import dev.scrim.redaction.detect.Features;
import dev.scrim.redaction.detect.LinearModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Trains a {@link LinearModel}: AdaGrad on the logistic loss, seeded, one thread, so that the same data give the same bytes. */
public final class LinearTrainer {
    /** A sample: features and class. */
    public record Sample(Features features, int label) {}

    private final int bits;
    private final int classes;
    private final int epochs;
    private final double rate;
    private final double l2;

    public LinearTrainer(int bits, int classes, int epochs, double rate, double l2) {
        this.bits = bits;
        this.classes = classes;
        this.epochs = epochs;
        this.rate = rate;
        this.l2 = l2;
    }

    /** Trains on the samples in an order drawn from the seed. */
    public LinearModel train(List<Sample> data, long seed) {
        int mask = (1 << bits) - 1;
        float[] w = new float[classes << bits];
        float[] g2 = new float[classes << bits];
        List<Sample> order = new ArrayList<>(data);
        Random random = new Random(seed);
        double[] score = new double[classes];
        for (int epoch = 0; epoch < epochs; epoch++) {
            Collections.shuffle(order, random);
            for (Sample s : order) {
                Features f = s.features();
                double norm = f.norm();
                Arrays.fill(score, 0);
                for (int i = 0; i < f.size(); i++) {
                    int row = (f.get(i) & mask) * classes;
                    for (int c = 0; c < classes; c++) {
                        score[c] += w[row + c] * norm;
                    }
                }
                softmax(score);
                score[s.label()] -= 1;
                for (int i = 0; i < f.size(); i++) {
                    int row = (f.get(i) & mask) * classes;
                    for (int c = 0; c < classes; c++) {
                        double grad = score[c] * norm + l2 * w[row + c];
                        g2[row + c] += (float) (grad * grad);
                        w[row + c] -= (float) (rate * grad / (1e-3 + Math.sqrt(g2[row + c])));
                    }
                }
            }
        }
        return quantised(w);
    }

    private LinearModel quantised(float[] w) {
        float[] scale = new float[classes];
        byte[] bytes = new byte[w.length];
        for (int c = 0; c < classes; c++) {
            float max = 1e-6f;
            for (int i = c; i < w.length; i += classes) {
                max = Math.max(max, Math.abs(w[i]));
            }
            scale[c] = max / 127;
            for (int i = c; i < w.length; i += classes) {
                bytes[i] = (byte) Math.round(w[i] / scale[c]);
            }
        }
        return new LinearModel(bits, scale, bytes);
    }

    private static void softmax(double[] s) {
        double max = Double.NEGATIVE_INFINITY;
        for (double v : s) {
            max = Math.max(max, v);
        }
        double sum = 0;
        for (int i = 0; i < s.length; i++) {
            s[i] = Math.exp(s[i] - max);
            sum += s[i];
        }
        for (int i = 0; i < s.length; i++) {
            s[i] /= sum;
        }
    }
}
