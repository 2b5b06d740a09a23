package dev.scrim.featurizers.reading;

/** One 8-bit channel, rows without padding. Shared by reference inside this package and never changed after it is made. */
final class GrayImage {
    private final int width;
    private final int height;
    private final byte[] levels;

    GrayImage(int width, int height, byte[] levels) {
        if (width <= 0 || height <= 0 || levels.length != width * height) {
            throw new IllegalArgumentException(
                    "Cannot make a gray picture of " + width + "x" + height + " from " + levels.length + " bytes");
        }
        this.width = width;
        this.height = height;
        this.levels = levels;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** The picture's own bytes: read only. */
    byte[] levels() {
        return levels;
    }

    int at(int x, int y) {
        return levels[y * width + x] & 255;
    }
}
