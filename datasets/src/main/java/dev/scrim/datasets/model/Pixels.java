package dev.scrim.datasets.model;

import java.util.Arrays;

/**
 * An immutable picture, 8 bits a channel, interleaved blue-green-red, rows without padding. Thread-safe.
 * Engines (FFmpeg, OpenCV, Tesseract) hide behind this type; nothing else crosses their packages' borders.
 */
public final class Pixels {
    private final int width;
    private final int height;
    private final byte[] bgr;

    private Pixels(int width, int height, byte[] bgr) {
        Checks.that(width > 0 && height > 0, "Cannot make a picture without area");
        Checks.that((long) width * height * 3 == bgr.length, "Cannot make a picture from a buffer of another size");
        this.width = width;
        this.height = height;
        this.bgr = bgr;
    }

    /** Copies {@code bgr}, whose length must be {@code width * height * 3}. */
    public static Pixels copyOf(int width, int height, byte[] bgr) {
        return new Pixels(width, height, bgr.clone());
    }

    /** Takes {@code bgr} over without copying: the caller must not touch it again. For decoders. */
    public static Pixels adopt(int width, int height, byte[] bgr) {
        return new Pixels(width, height, bgr);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** A fresh copy of all bytes. */
    public byte[] toBgr() {
        return bgr.clone();
    }

    /** Copies row {@code y}, columns {@code [x, x + w)}, into {@code target} at {@code offset}; 3 bytes a pixel. */
    public void copyRow(int x, int y, int w, byte[] target, int offset) {
        System.arraycopy(bgr, (y * width + x) * 3, target, offset, w * 3);
    }

    /** Gray level 0 to 255 of one pixel (integer BT.601 luma). */
    public int gray(int x, int y) {
        int i = (y * width + x) * 3;
        return ((bgr[i] & 255) * 29 + (bgr[i + 1] & 255) * 150 + (bgr[i + 2] & 255) * 77) >> 8;
    }

    /** Whether some channel of some pixel differs by more than {@code levels}, or the pictures' sizes do. */
    public boolean differsFrom(Pixels other, int levels) {
        if (other.width != width || other.height != height) {
            return true;
        }
        int i = Arrays.mismatch(bgr, other.bgr);
        while (i >= 0) {
            if (Math.abs((bgr[i] & 255) - (other.bgr[i] & 255)) > levels) {
                return true;
            }
            int next = Arrays.mismatch(bgr, i + 1, bgr.length, other.bgr, i + 1, bgr.length);
            i = next < 0 ? next : next + i + 1;
        }
        return false;
    }

    /** The part inside {@code box}, which must lie within the picture and have area. */
    public Pixels crop(Box box) {
        byte[] out = new byte[box.w() * box.h() * 3];
        for (int row = 0; row < box.h(); row++) {
            copyRow(box.x(), box.y() + row, box.w(), out, row * box.w() * 3);
        }
        return new Pixels(box.w(), box.h(), out);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pixels p && p.width == width && p.height == height && Arrays.equals(bgr, p.bgr);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bgr);
    }

    @Override
    public String toString() {
        return "Pixels[" + width + "x" + height + "]";
    }
}
