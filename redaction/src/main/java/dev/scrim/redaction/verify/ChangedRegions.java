package dev.scrim.redaction.verify;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Pixels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which parts of a picture differ from the one looked at before. Bytes that did not change were read already, so a
 * second look at every frame costs little more than a look at every distinct piece of screen.
 */
final class ChangedRegions {
    private static final int TILE_PX = 32;

    private ChangedRegions() {}

    /**
     * Rectangles that cover every differing pixel, each grown so that a whole line around a changed letter is inside:
     * by {@code marginX} to the sides and {@code marginY} above and below.
     */
    static List<Box> between(Pixels before, Pixels now, int marginX, int marginY) {
        Box all = new Box(0, 0, now.width(), now.height());
        if (before.width() != now.width() || before.height() != now.height()) {
            return List.of(all);
        }
        List<Box> regions = new ArrayList<>();
        int rowBytes = now.width() * 3;
        byte[] a = new byte[rowBytes];
        byte[] b = new byte[rowBytes];
        for (int y0 = 0; y0 < now.height(); y0 += TILE_PX) {
            int rows = Math.min(TILE_PX, now.height() - y0);
            int first = now.width();
            int last = -1;
            for (int y = y0; y < y0 + rows; y++) {
                before.copyRow(0, y, now.width(), a, 0);
                now.copyRow(0, y, now.width(), b, 0);
                int head = Arrays.mismatch(a, b);
                if (head < 0) {
                    continue;
                }
                int tail = rowBytes - 1;
                while (a[tail] == b[tail]) {
                    tail--;
                }
                first = Math.min(first, head / 3);
                last = Math.max(last, tail / 3);
            }
            if (last >= 0) {
                Box band = new Box(first, y0, last - first + 1, rows).grow(marginX, marginY);
                regions.add(band.clip(now.width(), now.height()));
            }
        }
        return merged(regions);
    }

    private static List<Box> merged(List<Box> regions) {
        List<Box> out = new ArrayList<>(regions);
        boolean again = true;
        while (again) {
            again = false;
            for (int i = 0; i < out.size() && !again; i++) {
                for (int j = i + 1; j < out.size(); j++) {
                    if (out.get(i).intersects(out.get(j))) {
                        out.set(i, out.get(i).union(out.remove(j)));
                        again = true;
                        break;
                    }
                }
            }
        }
        return out;
    }
}
