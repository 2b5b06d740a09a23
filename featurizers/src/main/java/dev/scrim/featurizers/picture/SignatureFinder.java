package dev.scrim.featurizers.picture;

import dev.scrim.datasets.model.Box;
import dev.scrim.featurizers.reading.Mats;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Finds strokes of a pen on paper: one thin line that wanders through a wide place, crosses itself and its rows often,
 * and runs along neither axis. Letters of a font are separate, borders run along the axes, lines of a chart do not turn
 * back.
 */
final class SignatureFinder {
    /** Worked on at half size; strokes of one pixel stay visible. */
    private static final int SCALE = 2;
    /** Paper is at least this bright, ink at most that; gray levels. */
    private static final int PAPER = 225;

    private static final int INK = 185;
    /** Sizes of a stroke; pixels of the half picture. */
    private static final int MIN_WIDTH = 24;

    private static final int MAX_WIDTH = 360;
    private static final int MIN_HEIGHT = 11;
    private static final int MAX_HEIGHT = 130;
    private static final double MIN_ASPECT = 1.05;
    private static final double MAX_ASPECT = 11;
    /** Share of its box that a pen covers. */
    private static final double MIN_FILL = 0.03;

    private static final double MAX_FILL = 0.38;
    /** Share of its box that is empty paper. */
    private static final double MIN_PAPER = 0.55;
    /** Strokes crossed by a column and by a row, on average. A chart's line has 1 by column, as it never turns back. */
    private static final double MIN_COLUMN_CROSSINGS = 1.12;

    private static final double MIN_ROW_CROSSINGS = 1.8;
    /** Share of the outline that may run along an axis. */
    private static final double MAX_STRAIGHT = 0.55;
    /** Share of the width that a stroke may run exactly level; nobody draws as straight as a frame. */
    private static final double MAX_LEVEL_RUN = 0.6;
    /** Mean run of ink along a row: a pen is thin, also where it runs level; pixels of the half picture. */
    private static final double MAX_RUN = 7;

    List<Box> find(Mat luma) {
        List<Box> out = new ArrayList<>();
        if (luma.cols() < SCALE * MIN_WIDTH || luma.rows() < SCALE * MIN_HEIGHT) {
            return out;
        }
        try (Mats m = new Mats()) {
            int halfWidth = luma.cols() / SCALE;
            int halfHeight = luma.rows() / SCALE;
            Size size = new Size(halfWidth, halfHeight);
            Mat half = m.mat();
            Imgproc.resize(luma, half, size, 0, 0, Imgproc.INTER_AREA);
            Mat mask = m.mat();
            Imgproc.threshold(half, mask, INK, 1, Imgproc.THRESH_BINARY_INV);
            Mat labels = m.mat();
            Mat stats = m.mat();
            Mat centroids = m.mat();
            int count = Imgproc.connectedComponentsWithStats(mask, labels, stats, centroids, 8, CvType.CV_32S);
            int[] s = new int[count * 5];
            stats.get(0, 0, s);
            List<Box> strokes = new ArrayList<>();
            for (int i = 1; i < count; i++) {
                Box box = new Box(s[i * 5], s[i * 5 + 1], s[i * 5 + 2], s[i * 5 + 3]);
                if (isSized(box, s[i * 5 + 4]) && isHandwritten(half, labels, i, box)) {
                    strokes.add(new Box(box.x() * SCALE, box.y() * SCALE, box.w() * SCALE, box.h() * SCALE));
                }
            }
            for (Box stroke : strokes) {
                out.add(stroke.grow(stroke.h() / 4, stroke.h() / 4).clip(luma.cols(), luma.rows()));
            }
        }
        out.sort(PictureFinder.READING_ORDER);
        return out;
    }

    private static boolean isSized(Box box, int area) {
        return box.w() >= MIN_WIDTH
                && box.w() <= MAX_WIDTH
                && box.h() >= MIN_HEIGHT
                && box.h() <= MAX_HEIGHT
                && box.w() >= MIN_ASPECT * box.h()
                && box.w() <= MAX_ASPECT * box.h()
                && area >= MIN_FILL * box.area()
                && area <= MAX_FILL * box.area();
    }

    private static boolean isHandwritten(Mat half, Mat labels, int label, Box box) {
        boolean[][] ink = new boolean[box.h()][box.w()];
        int[] row = new int[box.w()];
        byte[] light = new byte[box.w()];
        long paper = 0;
        long area = 0;
        for (int y = 0; y < box.h(); y++) {
            labels.row(box.y() + y).colRange(box.x(), box.right()).get(0, 0, row);
            half.row(box.y() + y).colRange(box.x(), box.right()).get(0, 0, light);
            for (int x = 0; x < box.w(); x++) {
                ink[y][x] = row[x] == label;
                area += ink[y][x] ? 1 : 0;
                paper += (light[x] & 255) >= PAPER ? 1 : 0;
            }
        }
        if (paper < MIN_PAPER * box.area()) {
            return false;
        }
        if (hasRule(ink)) {
            return false;
        }
        int rowRuns = 0;
        int columnRuns = 0;
        int straight = 0;
        int outline = 0;
        for (int y = 0; y < box.h(); y++) {
            for (int x = 0; x < box.w(); x++) {
                if (!ink[y][x]) {
                    continue;
                }
                rowRuns += at(ink, y, x - 1) ? 0 : 1;
                columnRuns += at(ink, y - 1, x) ? 0 : 1;
                if (!at(ink, y - 1, x)) {
                    outline++;
                    boolean level = at(ink, y, x - 1)
                            && at(ink, y, x + 1)
                            && at(ink, y, x - 2)
                            && at(ink, y, x + 2)
                            && !at(ink, y - 1, x - 1)
                            && !at(ink, y - 1, x + 1)
                            && !at(ink, y - 1, x - 2)
                            && !at(ink, y - 1, x + 2);
                    straight += level ? 1 : 0;
                }
                if (!at(ink, y, x - 1)) {
                    outline++;
                    boolean upright = at(ink, y - 1, x)
                            && at(ink, y + 1, x)
                            && at(ink, y - 2, x)
                            && at(ink, y + 2, x)
                            && !at(ink, y - 1, x - 1)
                            && !at(ink, y + 1, x - 1)
                            && !at(ink, y - 2, x - 1)
                            && !at(ink, y + 2, x - 1);
                    straight += upright ? 1 : 0;
                }
            }
        }
        return columnRuns >= MIN_COLUMN_CROSSINGS * box.w()
                && rowRuns >= MIN_ROW_CROSSINGS * box.h()
                && straight <= MAX_STRAIGHT * outline
                && area <= MAX_RUN * rowRuns;
    }

    /** Whether a level line goes through most of it: a frame that something touches. */
    private static boolean hasRule(boolean[][] ink) {
        int width = ink[0].length;
        for (boolean[] row : ink) {
            int run = 0;
            for (boolean dark : row) {
                run = dark ? run + 1 : 0;
                if (run > MAX_LEVEL_RUN * width) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean at(boolean[][] ink, int y, int x) {
        return y >= 0 && y < ink.length && x >= 0 && x < ink[y].length && ink[y][x];
    }
}
