package dev.scrim.jobs.build;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Pixels;
import java.util.Collection;

/** Which pixels of a frame carry information: those whose 5x5 surroundings vary, as the scorer defines it. */
final class Ink {
    /** Standard deviation of the surroundings from which a pixel counts. */
    private static final double VARIES = 9;

    private static final int HALF = 2;
    /** Fewer pixels than this say nothing about a box. */
    private static final int MIN_PIXELS = 12;

    private final Pixels frame;

    Ink(Pixels frame) {
        this.frame = frame;
    }

    /** Share of the box's ink that {@code masks} cover; NaN when it has none. */
    double covered(Box where, Collection<Box> masks) {
        Box box = where.clip(frame.width(), frame.height());
        if (box.w() < 3 || box.h() < 3) {
            return Double.NaN;
        }
        int ink = 0;
        int hidden = 0;
        for (int y = box.y(); y < box.bottom(); y++) {
            for (int x = box.x(); x < box.right(); x++) {
                if (varies(x, y)) {
                    ink++;
                    int px = x;
                    int py = y;
                    hidden += masks.stream().anyMatch(m -> m.contains(px, py)) ? 1 : 0;
                }
            }
        }
        return ink < MIN_PIXELS ? Double.NaN : hidden / (double) ink;
    }

    private boolean varies(int x, int y) {
        double sum = 0;
        double squares = 0;
        int n = 0;
        for (int dy = -HALF; dy <= HALF; dy++) {
            for (int dx = -HALF; dx <= HALF; dx++) {
                int cx = Math.min(frame.width() - 1, Math.max(0, x + dx));
                int cy = Math.min(frame.height() - 1, Math.max(0, y + dy));
                double g = frame.gray(cx, cy);
                sum += g;
                squares += g * g;
                n++;
            }
        }
        double mean = sum / n;
        return Math.sqrt(Math.max(0, squares / n - mean * mean)) > VARIES;
    }
}
