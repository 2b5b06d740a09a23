package dev.scrim.redaction.verify;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.Pixels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Which parts of a screen differ from what was read there before. Compares with the pixels of the last reading, not of
 * the last frame, so that slow fades add up; what did not change was read already.
 */
final class ChangedTiles {
    private static final int TILE_PX = 32;
    /**
     * Differences of up to this many levels of 255 are noise of the recorder's codec. Text so faint cannot be read by
     * any engine, and a fade is compared with its beginning.
     */
    private static final int NOISE = 12;
    /** Changed tiles of one row that are this many tiles apart are read apart. */
    private static final int GAP_TILES = 4;

    private byte[] reference = new byte[0];
    private int width;
    private int height;

    /**
     * What differs: {@code all} of it, and the part {@code open} that is not under a mask, as rectangles of whole tiles.
     */
    record Changes(List<Box> all, List<Box> open) {}

    /** Compares and remembers: the caller must now read what is {@code open}. */
    Changes update(Pixels now, Collection<Mask> masks) {
        byte[] bgr = now.toBgr();
        Box page = new Box(0, 0, now.width(), now.height());
        if (now.width() != width || now.height() != height) {
            width = now.width();
            height = now.height();
            reference = bgr;
            return new Changes(List.of(page), List.of(page));
        }
        boolean[] hidden = new boolean[width * height];
        for (Mask mask : masks) {
            Box box = mask.box().clip(width, height);
            for (int y = box.y(); y < box.bottom(); y++) {
                Arrays.fill(hidden, y * width + box.x(), y * width + box.right(), true);
            }
        }
        List<Box> all = new ArrayList<>();
        List<Box> open = new ArrayList<>();
        int across = (width + TILE_PX - 1) / TILE_PX;
        for (int y = 0; y < height; y += TILE_PX) {
            boolean[] any = new boolean[across];
            boolean[] bare = new boolean[across];
            for (int t = 0; t < across; t++) {
                Box tile = new Box(t * TILE_PX, y, TILE_PX, TILE_PX).clip(width, height);
                compare(bgr, tile, hidden, t, any, bare);
                if (any[t]) {
                    take(bgr, tile);
                }
            }
            runs(any, y, all);
            runs(bare, y, open);
        }
        return new Changes(all, open);
    }

    private void compare(byte[] bgr, Box tile, boolean[] hidden, int t, boolean[] any, boolean[] bare) {
        for (int y = tile.y(); y < tile.bottom(); y++) {
            int from = (y * width + tile.x()) * 3;
            int to = (y * width + tile.right()) * 3;
            if (Arrays.mismatch(reference, from, to, bgr, from, to) < 0) {
                continue;
            }
            for (int i = from; i < to; i++) {
                if (Math.abs((reference[i] & 255) - (bgr[i] & 255)) > NOISE) {
                    any[t] = true;
                    if (!hidden[i / 3]) {
                        bare[t] = true;
                        return;
                    }
                }
            }
        }
    }

    private void take(byte[] bgr, Box tile) {
        for (int y = tile.y(); y < tile.bottom(); y++) {
            int from = (y * width + tile.x()) * 3;
            System.arraycopy(bgr, from, reference, from, tile.w() * 3);
        }
    }

    private void runs(boolean[] tiles, int y, List<Box> out) {
        int first = -1;
        int last = -1;
        for (int t = 0; t < tiles.length; t++) {
            if (!tiles[t]) {
                continue;
            }
            if (first >= 0 && t - last > GAP_TILES) {
                out.add(run(first, last, y));
                first = t;
            }
            first = first < 0 ? t : first;
            last = t;
        }
        if (first >= 0) {
            out.add(run(first, last, y));
        }
    }

    private Box run(int first, int last, int y) {
        return new Box(first * TILE_PX, y, (last - first + 1) * TILE_PX, TILE_PX).clip(width, height);
    }

    /** Rectangles that meet become one, until none meet. */
    static List<Box> merged(Collection<Box> regions) {
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
