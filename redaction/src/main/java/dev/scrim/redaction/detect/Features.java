package dev.scrim.redaction.detect;

import java.util.Arrays;

/** A growing bag of feature hashes. Not thread-safe; one per text. */
public final class Features {
    private int[] hashes = new int[256];
    private int size;
    private boolean normalised;

    /** Adds the feature {@code kind:text[from, to)}. */
    public void add(int kind, CharSequence text, int from, int to) {
        int h = 0x811c9dc5 ^ (kind * 0x9e3779b1);
        for (int i = from; i < to; i++) {
            h = (h ^ text.charAt(i)) * 0x01000193;
        }
        add(h);
    }

    /** Adds the feature {@code kind:text}. */
    public void add(int kind, CharSequence text) {
        add(kind, text, 0, text.length());
    }

    private void add(int h) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, size * 2);
        }
        int x = h;
        x ^= x >>> 16;
        x *= 0x7feb352d;
        x ^= x >>> 15;
        x *= 0x846ca68b;
        x ^= x >>> 16;
        hashes[size++] = x;
    }

    /** Weighs the bag by the square root of its size, so that long texts are not surer than short ones by length alone. */
    public Features normalised() {
        normalised = true;
        return this;
    }

    public int size() {
        return size;
    }

    public int get(int i) {
        return hashes[i];
    }

    /** Factor of each feature's weight. */
    public double norm() {
        return normalised && size > 0 ? 1 / Math.sqrt(size) : 1;
    }
}
