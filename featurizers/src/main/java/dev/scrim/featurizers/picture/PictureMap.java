package dev.scrim.featurizers.picture;

import dev.scrim.datasets.model.Box;
import dev.scrim.featurizers.reading.Mats;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * What the texture of a screen is like, in cells of 8 by 8 pixels. Interfaces are drawn: most neighbouring pixels are
 * equal, the rest differ much. Photos are not: most neighbours differ a little. Codes are all hard edges.
 */
final class PictureMap {
    static final int CELL_PX = 8;
    /** Every second row is looked at: half the time, the same shares. */
    private static final int ROW_STEP = 2;

    private static final int SAMPLES = CELL_PX * CELL_PX / ROW_STEP;
    /** Neighbours in photos differ by 1 to this many gray levels; edges of letters by more. */
    private static final int MILD = 28;
    /** Modules of a code differ by more than this from their neighbours, blurred by a codec or not. */
    private static final int HARD = 50;
    /** Share of mildly different neighbours from which a cell looks like a photo. */
    private static final double PHOTO_SHARE = 0.5;
    /** Photos made small are sharp: hardly any neighbours are equal, and still many differ mildly. */
    private static final double BUSY_SHARE = 0.85;

    private static final double SMALL_PHOTO_SHARE = 0.28;
    /** Share of hard edges from which a cell may belong to a code; modules of 8 px give 1 in 8, text lines more. */
    private static final double CODE_SHARE = 0.08;
    /** Share of a tile's cells from which it is worth looking for faces. */
    private static final double WORTH_SHARE = 0.15;

    /** Cells bridged when gaps are closed, and cut when threads are. */
    private static final int CLOSE = 3;
    /** Cells bridged between edges of modules of 10 to 20 px; such codes are at least that large; pixels. */
    private static final int CLOSE_LARGE = 5;

    private static final int MIN_LARGE_CODE_PX = 120;
    /** Share of the places without writing that are uneven on paper. */
    private static final double MIN_UNEVEN = 0.6;
    /** Share of its box that a photo fills: a disc 0.79, a person cut out about half. */
    private static final double MIN_PHOTO_FILL = 0.45;
    /** Share of its box that a code fills. */
    private static final double MIN_CODE_FILL = 0.6;

    private final int columns;
    private final int rows;
    private final byte[] photo;
    private final byte[] hard;
    private final byte[] inked;

    private PictureMap(int columns, int rows, byte[] photo, byte[] hard, byte[] inked) {
        this.columns = columns;
        this.rows = rows;
        this.photo = photo;
        this.hard = hard;
        this.inked = inked;
    }

    /** Measures a picture of {@code width} by {@code height} gray levels. */
    static PictureMap of(byte[] gray, int width, int height) {
        int columns = width / CELL_PX;
        int rows = height / CELL_PX;
        byte[] photo = new byte[columns * rows];
        byte[] hard = new byte[columns * rows];
        byte[] inked = new byte[columns * rows];
        int[] mild = new int[columns];
        int[] sharp = new int[columns];
        int[] edges = new int[columns];
        for (int row = 0; row < rows; row++) {
            java.util.Arrays.fill(mild, 0);
            java.util.Arrays.fill(sharp, 0);
            java.util.Arrays.fill(edges, 0);
            for (int y = row * CELL_PX; y < (row + 1) * CELL_PX; y += ROW_STEP) {
                int below = Math.min(y + 1, height - 1) * width;
                int at = y * width;
                for (int x = 0; x < columns * CELL_PX; x++) {
                    int here = gray[at + x] & 255;
                    int dx = Math.abs((gray[at + Math.min(x + 1, width - 1)] & 255) - here);
                    int dy = Math.abs((gray[below + x] & 255) - here);
                    int d = Math.max(dx, dy);
                    if (d > 0) {
                        int cell = x / CELL_PX;
                        if (d <= MILD) {
                            mild[cell]++;
                        } else {
                            sharp[cell]++;
                            edges[cell] += d >= HARD ? 1 : 0;
                        }
                    }
                }
            }
            for (int c = 0; c < columns; c++) {
                boolean busy = mild[c] + sharp[c] >= BUSY_SHARE * SAMPLES && mild[c] >= SMALL_PHOTO_SHARE * SAMPLES;
                photo[row * columns + c] = (byte) (busy || mild[c] >= PHOTO_SHARE * SAMPLES ? 1 : 0);
                inked[row * columns + c] = (byte) (sharp[c] > 0 ? 1 : 0);
                hard[row * columns + c] = (byte) (edges[c] >= CODE_SHARE * SAMPLES ? 1 : 0);
            }
        }
        return new PictureMap(columns, rows, photo, hard, inked);
    }

    /** Parts that look like photos, at least {@code minPx} in each direction; boxes lie on the cells' grid. */
    List<Box> photos(int minPx) {
        return components(photo, CLOSE, minPx, MIN_PHOTO_FILL);
    }

    /**
     * Parts full of hard edges, at least {@code minPx} long and half as broad: once as they stand, once with wider gaps
     * bridged for codes of large modules.
     */
    List<Box> hardEdged(int minPx) {
        Set<Box> parts = new LinkedHashSet<>(components(hard, CLOSE, minPx, MIN_CODE_FILL));
        parts.addAll(components(hard, CLOSE_LARGE, MIN_LARGE_CODE_PX, MIN_CODE_FILL));
        return List.copyOf(parts);
    }

    /** Whether enough of {@code tile} looks like a photo. */
    boolean hasPicture(Box tile) {
        return photoShare(tile) >= WORTH_SHARE;
    }

    /** Share of the cells in {@code box} that look like a photo. */
    double photoShare(Box box) {
        int x0 = Math.max(0, box.x() / CELL_PX);
        int y0 = Math.max(0, box.y() / CELL_PX);
        int x1 = Math.min(columns, (box.right() + CELL_PX - 1) / CELL_PX);
        int y1 = Math.min(rows, (box.bottom() + CELL_PX - 1) / CELL_PX);
        int found = 0;
        for (int y = y0; y < y1; y++) {
            for (int x = x0; x < x1; x++) {
                found += photo[y * columns + x];
            }
        }
        int all = (x1 - x0) * (y1 - y0);
        return all <= 0 ? 0 : found / (double) all;
    }

    /**
     * Parts of marked cells: first the broad ones, freed of threads that tie them to their surroundings, then what is
     * left.
     */
    private List<Box> components(byte[] cells, int close, int minPx, double minFill) {
        List<Box> out = new ArrayList<>();
        if (columns == 0 || rows == 0) {
            return out;
        }
        try (Mats m = new Mats()) {
            Mat mask = m.own(new Mat(rows, columns, CvType.CV_8UC1));
            mask.put(0, 0, cells);
            Mat kernel = square(m, CLOSE);
            Mat closed = m.mat();
            Imgproc.morphologyEx(mask, closed, Imgproc.MORPH_CLOSE, close == CLOSE ? kernel : square(m, close));
            Mat broad = m.mat();
            Imgproc.morphologyEx(closed, broad, Imgproc.MORPH_OPEN, kernel);
            collect(m, broad, minPx, minFill, out);
            Mat around = m.mat();
            Imgproc.dilate(broad, around, kernel);
            Mat rest = m.mat();
            Imgproc.threshold(around, around, 0, 1, Imgproc.THRESH_BINARY_INV);
            Core.multiply(closed, around, rest);
            collect(m, rest, minPx, minFill, out);
        }
        out.sort(PictureFinder.READING_ORDER);
        return out;
    }

    private static Mat square(Mats m, int side) {
        return m.own(Imgproc.getStructuringElement(Imgproc.MORPH_RECT, new Size(side, side)));
    }

    /** Parts that may be pages: places that are uneven without being written on, and what lies between them. */
    List<Box> pages(int minWidthPx, int minHeightPx) {
        byte[] grain = new byte[photo.length];
        for (int i = 0; i < grain.length; i++) {
            grain[i] = (byte) (photo[i] & ~inked[i]);
        }
        return components(grain, CLOSE_LARGE, minHeightPx, MIN_CODE_FILL).stream()
                .filter(b -> b.w() >= minWidthPx && b.h() >= minHeightPx && isGrained(b))
                .map(b -> b.grow(CELL_PX, CELL_PX).clip(columns * CELL_PX, rows * CELL_PX))
                .toList();
    }

    /** Whether the places without writing in {@code box} are uneven, as paper is and a drawn ground is not. */
    private boolean isGrained(Box box) {
        int blank = 0;
        int uneven = 0;
        for (int y = box.y() / CELL_PX; y < box.bottom() / CELL_PX; y++) {
            for (int x = box.x() / CELL_PX; x < box.right() / CELL_PX; x++) {
                int i = y * columns + x;
                blank += 1 - inked[i];
                uneven += photo[i] & ~inked[i];
            }
        }
        return uneven >= MIN_UNEVEN * blank;
    }

    private static void collect(Mats m, Mat mask, int minPx, double minFill, List<Box> out) {
        Mat labels = m.mat();
        Mat stats = m.mat();
        Mat centroids = m.mat();
        int count = Imgproc.connectedComponentsWithStats(mask, labels, stats, centroids, 4, CvType.CV_32S);
        int[] row = new int[5];
        for (int i = 1; i < count; i++) {
            stats.get(i, 0, row);
            Box box = new Box(row[0] * CELL_PX, row[1] * CELL_PX, row[2] * CELL_PX, row[3] * CELL_PX);
            boolean large = Math.min(box.w(), box.h()) >= minPx / 2 && Math.max(box.w(), box.h()) >= minPx;
            if (large && row[4] >= minFill * row[2] * row[3]) {
                out.add(box);
            }
        }
    }
}
