package dev.scrim.jobs.canary;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Pixels;

/** How much of a drawn text is painted over. */
final class Ink {
    /** Pixels this far from the box's usual level carry ink, gray levels. */
    private static final int CONTRAST = 40;
    /** Pixels that differ this much from before were painted over, gray levels. */
    private static final int CHANGED = 1;

    private Ink() {}

    /**
     * Share of the ink in {@code box} whose neighbourhood was painted flat: the pixel and those around it have one
     * colour now. 0 where the box has no ink.
     */
    static double covered(Pixels before, Pixels after, Box box) {
        int background = usual(before, box);
        long ink = 0;
        long gone = 0;
        for (int y = box.y(); y < box.bottom(); y++) {
            for (int x = box.x(); x < box.right(); x++) {
                if (Math.abs(before.gray(x, y) - background) >= CONTRAST) {
                    ink++;
                    gone += flat(after, x, y) ? 1 : 0;
                }
            }
        }
        return ink == 0 ? 0 : (double) gone / ink;
    }

    private static int usual(Pixels page, Box box) {
        int[] levels = new int[256];
        for (int y = box.y(); y < box.bottom(); y++) {
            for (int x = box.x(); x < box.right(); x++) {
                levels[page.gray(x, y)]++;
            }
        }
        int best = 0;
        for (int i = 1; i < levels.length; i++) {
            best = levels[i] > levels[best] ? i : best;
        }
        return best;
    }

    private static boolean flat(Pixels page, int x, int y) {
        int here = page.gray(x, y);
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                int nx = Math.max(0, Math.min(page.width() - 1, x + dx));
                int ny = Math.max(0, Math.min(page.height() - 1, y + dy));
                if (Math.abs(page.gray(nx, ny) - here) >= CHANGED) {
                    return false;
                }
            }
        }
        return true;
    }
}
