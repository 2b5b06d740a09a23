package dev.scrim.featurizers.picture;

import dev.scrim.datasets.model.Box;

/**
 * The two tones of a part of the screen, split where they differ most (Otsu, "A threshold selection method from
 * gray-level histograms", 1979).
 *
 * @param threshold gray levels below it are dark
 * @param dark mean of the dark pixels
 * @param light mean of the light pixels
 * @param darkShare share of dark pixels
 * @param twoToneShare share of pixels within a quarter of the contrast of one of the means
 * @param lightRim whether most pixels of the outermost rows and columns are light
 */
record Tones(int threshold, int dark, int light, double darkShare, double twoToneShare, boolean lightRim) {
    int contrast() {
        return light - dark;
    }

    static Tones of(byte[] gray, int width, Box part) {
        int[] histogram = new int[256];
        long rim = 0;
        long rimSum = 0;
        for (int y = part.y(); y < part.bottom(); y++) {
            boolean edge = y == part.y() || y == part.bottom() - 1;
            for (int x = part.x(); x < part.right(); x++) {
                int g = gray[y * width + x] & 255;
                histogram[g]++;
                if (edge || x == part.x() || x == part.right() - 1) {
                    rim++;
                    rimSum += g;
                }
            }
        }
        long all = part.area();
        long sum = 0;
        for (int g = 0; g < 256; g++) {
            sum += (long) g * histogram[g];
        }
        long below = 0;
        long belowSum = 0;
        double best = -1;
        int threshold = 128;
        double dark = 0;
        double light = 255;
        double darkShare = 0;
        for (int g = 0; g < 255; g++) {
            below += histogram[g];
            belowSum += (long) g * histogram[g];
            if (below == 0 || below == all) {
                continue;
            }
            double a = belowSum / (double) below;
            double b = (sum - belowSum) / (double) (all - below);
            double between = below * (double) (all - below) * (b - a) * (b - a);
            if (between > best) {
                best = between;
                threshold = g + 1;
                dark = a;
                light = b;
                darkShare = below / (double) all;
            }
        }
        double near = (light - dark) / 4;
        long two = 0;
        for (int g = 0; g < 256; g++) {
            if (Math.abs(g - dark) <= near || Math.abs(g - light) <= near) {
                two += histogram[g];
            }
        }
        return new Tones(
                threshold,
                (int) dark,
                (int) light,
                darkShare,
                two / (double) Math.max(1, all),
                rimSum >= rim * (long) threshold);
    }
}
