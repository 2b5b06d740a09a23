package dev.scrim.redaction.detect;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Multinomial logistic regression over hashed features, weights in one byte each. Thread-safe.
 *
 * <p>File: gzip of int magic, int bits, int classes, float scale per class, then {@code 2^bits} rows of {@code classes} bytes.
 */
public final class LinearModel {
    private static final int MAGIC = 0x5343_4c31;
    private final int mask;
    private final int classes;
    private final float[] scale;
    private final byte[] weights;

    /**
     * Takes weights over as they are.
     *
     * @param bits number of buckets as a power of two
     * @param scale what one step of a weight is worth, per class
     * @param weights row by bucket, column by class
     */
    public LinearModel(int bits, float[] scale, byte[] weights) {
        this.mask = (1 << bits) - 1;
        this.classes = scale.length;
        this.scale = scale.clone();
        this.weights = weights.clone();
        if (weights.length != (mask + 1) * classes) {
            throw new IllegalArgumentException(
                    "Cannot make a model of " + weights.length + " weights for " + classes + " classes");
        }
    }

    /** The model in a resource beside {@code owner}. */
    public static LinearModel resource(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "Cannot load model " + name + ": it is missing from the jar (rebuild the module)");
            }
            DataInputStream data = new DataInputStream(new BufferedInputStream(new GZIPInputStream(in)));
            if (data.readInt() != MAGIC) {
                throw new IllegalStateException("Cannot load model " + name + ": it is no model (rebuild the module)");
            }
            int bits = data.readInt();
            float[] scale = new float[data.readInt()];
            for (int i = 0; i < scale.length; i++) {
                scale[i] = data.readFloat();
            }
            byte[] weights = new byte[scale.length << bits];
            data.readFully(weights);
            return new LinearModel(bits, scale, weights);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read model " + name + " (rebuild the module)", e);
        }
    }

    /** Writes the model as {@link #resource} reads it. */
    public void write(OutputStream to) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(to))) {
            out.writeInt(MAGIC);
            out.writeInt(Integer.numberOfTrailingZeros(mask + 1));
            out.writeInt(classes);
            for (float s : scale) {
                out.writeFloat(s);
            }
            out.write(weights);
        }
    }

    /** Probability of each class for a bag of feature hashes, each with the same weight. */
    public double[] probabilities(Features features) {
        double[] score = new double[classes];
        for (int i = 0; i < features.size(); i++) {
            int row = (features.get(i) & mask) * classes;
            for (int c = 0; c < classes; c++) {
                score[c] += weights[row + c];
            }
        }
        double norm = features.norm();
        double max = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            score[c] *= scale[c] * norm;
            max = Math.max(max, score[c]);
        }
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            score[c] = Math.exp(score[c] - max);
            sum += score[c];
        }
        for (int c = 0; c < classes; c++) {
            score[c] /= sum;
        }
        return score;
    }
}
