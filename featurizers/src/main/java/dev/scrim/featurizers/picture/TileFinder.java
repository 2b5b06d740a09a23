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
 * Finds tiles that may stand for a person: a small disc or rounded square of one strong colour with something short in
 * the middle. Icons of programs look the same; who stands beside names and messages is for redaction to tell.
 */
final class TileFinder {
    /** Worked on at half size: a quarter of the time, and letters that touch do not matter. */
    private static final int SCALE = 2;
    /** Sides of such tiles; pixels of the half picture. */
    private static final int MIN_SIDE = 9;

    private static final int MAX_SIDE = 44;
    /** Largest minus smallest channel from which a colour is strong. */
    private static final int STRONG = 45;
    /** Share of its box that a disc with letters fills at least. */
    private static final double MIN_FILL = 0.5;
    /** Share of the middle that letters cover. */
    private static final double MIN_LETTERS = 0.05;

    private static final double MAX_LETTERS = 0.5;
    /** Share of the rim inside the outline that has the tile's colour. */
    private static final double MIN_RIM = 0.85;

    List<Box> find(Mat bgr) {
        List<Box> out = new ArrayList<>();
        if (bgr.cols() < 2 * SCALE * MIN_SIDE || bgr.rows() < 2 * SCALE * MIN_SIDE) {
            return out;
        }
        try (Mats m = new Mats()) {
            int halfWidth = bgr.cols() / SCALE;
            int halfHeight = bgr.rows() / SCALE;
            Size halfSize = new Size(halfWidth, halfHeight);
            Mat half = m.mat();
            Imgproc.resize(bgr, half, halfSize, 0, 0, Imgproc.INTER_LINEAR);
            int w = half.cols();
            int h = half.rows();
            byte[] px = new byte[w * h * 3];
            half.get(0, 0, px);
            byte[] strong = new byte[w * h];
            for (int i = 0; i < strong.length; i++) {
                int b = px[3 * i] & 255;
                int g = px[3 * i + 1] & 255;
                int r = px[3 * i + 2] & 255;
                strong[i] = (byte) (Math.max(b, Math.max(g, r)) - Math.min(b, Math.min(g, r)) > STRONG ? 1 : 0);
            }
            Mat mask = m.own(new Mat(h, w, CvType.CV_8UC1));
            mask.put(0, 0, strong);
            Mat labels = m.mat();
            Mat stats = m.mat();
            Mat centroids = m.mat();
            int count = Imgproc.connectedComponentsWithStats(mask, labels, stats, centroids, 4, CvType.CV_32S);
            int[] s = new int[count * 5];
            stats.get(0, 0, s);
            for (int i = 1; i < count; i++) {
                Box box = new Box(s[i * 5], s[i * 5 + 1], s[i * 5 + 2], s[i * 5 + 3]);
                boolean size = Math.min(box.w(), box.h()) >= MIN_SIDE && Math.max(box.w(), box.h()) <= MAX_SIDE;
                boolean square = Math.abs(box.w() - box.h()) * 7 <= Math.max(box.w(), box.h());
                if (size && square && s[i * 5 + 4] >= MIN_FILL * box.area() && isTile(strong, w, box)) {
                    out.add(new Box(box.x() * SCALE, box.y() * SCALE, box.w() * SCALE, box.h() * SCALE)
                            .grow(1, 1)
                            .clip(bgr.cols(), bgr.rows()));
                }
            }
        }
        out.sort(PictureFinder.READING_ORDER);
        return out;
    }

    /** Something short in the middle, the tile's colour all round it. */
    private static boolean isTile(byte[] strong, int width, Box box) {
        double r = Math.min(box.w(), box.h()) / 2.0;
        int inside = 0;
        int letters = 0;
        int rim = 0;
        int filled = 0;
        for (int y = box.y(); y < box.bottom(); y++) {
            for (int x = box.x(); x < box.right(); x++) {
                double d = Math.hypot(x + 0.5 - box.centerX(), y + 0.5 - box.centerY()) / r;
                boolean colour = strong[y * width + x] != 0;
                if (d <= 0.7) {
                    inside++;
                    letters += colour ? 0 : 1;
                } else if (d <= 0.9) {
                    rim++;
                    filled += colour ? 1 : 0;
                }
            }
        }
        double share = letters / (double) Math.max(1, inside);
        return share >= MIN_LETTERS && share <= MAX_LETTERS && filled >= MIN_RIM * rim;
    }
}
