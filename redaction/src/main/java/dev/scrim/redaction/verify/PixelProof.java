package dev.scrim.redaction.verify;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.Pixels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Proves of a painted frame, against the frame it was made from, that masks cover and that nothing else changed. */
final class PixelProof {
    private PixelProof() {}

    /**
     * Masks that carry anything but flat fills. A single colour cannot carry ink; where masks of several colours
     * overlap, the pixels must also differ from the recorded ones.
     */
    static List<Mask> unproven(RedactedFrame frame) {
        List<Mask> out = new ArrayList<>();
        for (Mask mask : frame.masks()) {
            Box inside = mask.box().clip(frame.pixels().width(), frame.pixels().height());
            boolean proven = inside.isEmpty() || isProven(frame, inside);
            if (!proven) {
                out.add(mask);
            }
        }
        return out;
    }

    private static boolean isProven(RedactedFrame frame, Box inside) {
        // Its own fill and those of the masks that overlap it, and no other colour.
        long fills =
                frame.masks().stream().filter(m -> m.box().intersects(inside)).count();
        long colours = colours(frame.pixels(), inside, fills);
        if (colours <= 1 || colours > fills) {
            return colours <= 1;
        }
        // Several fills, or unpainted writing in as few colours: only the recorded frame tells which.
        return frame.original()
                .map(o -> sameSize(o, frame.pixels()) && differs(o, frame.pixels(), inside))
                .orElse(true);
    }

    /** Whether every pixel outside all masks is the recorded one. */
    static boolean keepsTheRest(RedactedFrame frame) {
        if (frame.original().isEmpty()) {
            return true;
        }
        Pixels original = frame.original().get();
        Pixels painted = frame.pixels();
        if (!sameSize(original, painted)) {
            return false;
        }
        byte[] before = new byte[painted.width() * 3];
        byte[] after = new byte[painted.width() * 3];
        for (int y = 0; y < painted.height(); y++) {
            original.copyRow(0, y, painted.width(), before, 0);
            painted.copyRow(0, y, painted.width(), after, 0);
            if (Arrays.equals(before, after)) {
                continue;
            }
            for (Mask mask : frame.masks()) {
                Box box = mask.box().clip(painted.width(), painted.height());
                if (y >= box.y() && y < box.bottom()) {
                    System.arraycopy(before, box.x() * 3, after, box.x() * 3, box.w() * 3);
                }
            }
            if (!Arrays.equals(before, after)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameSize(Pixels a, Pixels b) {
        return a.width() == b.width() && a.height() == b.height();
    }

    private static boolean differs(Pixels a, Pixels b, Box box) {
        byte[] rowA = new byte[box.w() * 3];
        byte[] rowB = new byte[box.w() * 3];
        for (int y = box.y(); y < box.bottom(); y++) {
            a.copyRow(box.x(), y, box.w(), rowA, 0);
            b.copyRow(box.x(), y, box.w(), rowB, 0);
            if (!Arrays.equals(rowA, rowB)) {
                return true;
            }
        }
        return false;
    }

    /** Different colours inside, counted to one more than {@code enough}. */
    private static long colours(Pixels page, Box inside, long enough) {
        byte[] row = new byte[inside.w() * 3];
        Set<Integer> colours = new HashSet<>();
        for (int y = inside.y(); y < inside.bottom(); y++) {
            page.copyRow(inside.x(), y, inside.w(), row, 0);
            for (int i = 0; i < row.length; i += 3) {
                if (i == 0 || row[i] != row[i - 3] || row[i + 1] != row[i - 2] || row[i + 2] != row[i - 1]) {
                    colours.add((row[i] & 255) << 16 | (row[i + 1] & 255) << 8 | (row[i + 2] & 255));
                    if (colours.size() > enough) {
                        return colours.size();
                    }
                }
            }
        }
        return colours.size();
    }
}
