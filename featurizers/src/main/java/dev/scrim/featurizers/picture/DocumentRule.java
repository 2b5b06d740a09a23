package dev.scrim.featurizers.picture;

import dev.scrim.datasets.model.Box;
import dev.scrim.featurizers.reading.Mats;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Tells a photo or scan of writing from other photos: paper of one tone, slightly uneven, with many small dark marks of
 * a letter's size on it.
 */
final class DocumentRule {
    /** Smaller photos of writing cannot be read; pixels. */
    static final int MIN_WIDTH_PX = 120;

    static final int MIN_HEIGHT_PX = 70;
    /** Ink is this much darker than the paper around it; gray levels. */
    private static final int INK = 28;
    /** Letters are looked for against the mean of such a square; pixels. */
    private static final int AROUND_PX = 31;
    /** Share of the part that is paper: as bright as its surroundings, give or take. */
    private static final double MIN_PAPER = 0.55;
    /** Paper deviates by at most this from the mean around it; gray levels. */
    private static final int PAPER_NOISE = 14;

    private static final double MIN_INK = 0.02;
    private static final double MAX_INK = 0.25;
    /** A page or card shows at least this many letters; short words touch and count once. */
    private static final int MIN_LETTERS = 24;
    /** Heights of letters; pixels. */
    private static final int MIN_LETTER_PX = 3;

    private static final int MAX_LETTER_PX = 40;
    /** Letters stand in rows: share of them with two neighbours at about their height. */
    private static final double MIN_IN_ROW = 0.6;

    boolean test(byte[] gray, int width, Box part) {
        if (part.w() < MIN_WIDTH_PX || part.h() < MIN_HEIGHT_PX) {
            return false;
        }
        try (Mats m = new Mats()) {
            byte[] own = new byte[part.w() * part.h()];
            for (int y = 0; y < part.h(); y++) {
                System.arraycopy(gray, (part.y() + y) * width + part.x(), own, y * part.w(), part.w());
            }
            Mat luma = m.own(new Mat(part.h(), part.w(), CvType.CV_8UC1));
            luma.put(0, 0, own);
            Mat mean = m.mat();
            Imgproc.blur(luma, mean, new Size(AROUND_PX, AROUND_PX));
            byte[] around = new byte[own.length];
            mean.get(0, 0, around);
            byte[] ink = new byte[own.length];
            int paper = 0;
            int dark = 0;
            for (int i = 0; i < own.length; i++) {
                int d = (own[i] & 255) - (around[i] & 255);
                if (d < -INK) {
                    ink[i] = 1;
                    dark++;
                } else if (d <= PAPER_NOISE + INK / 2 && d >= -PAPER_NOISE) {
                    paper++;
                }
            }
            double all = own.length;
            if (paper < MIN_PAPER * all || dark < MIN_INK * all || dark > MAX_INK * all) {
                return false;
            }
            Mat mask = m.own(new Mat(part.h(), part.w(), CvType.CV_8UC1));
            mask.put(0, 0, ink);
            return hasRows(m, mask);
        }
    }

    private static boolean hasRows(Mats m, Mat mask) {
        Mat labels = m.mat();
        Mat stats = m.mat();
        Mat centroids = m.mat();
        int count = Imgproc.connectedComponentsWithStats(mask, labels, stats, centroids, 8, CvType.CV_32S);
        if (count <= MIN_LETTERS) {
            return false;
        }
        int[] all = new int[count * 5];
        stats.get(0, 0, all);
        Box[] letters = new Box[count];
        int n = 0;
        for (int i = 1; i < count; i++) {
            Box b = new Box(all[i * 5], all[i * 5 + 1], all[i * 5 + 2], all[i * 5 + 3]);
            boolean size = b.h() >= MIN_LETTER_PX && b.h() <= MAX_LETTER_PX && b.w() <= 12 * b.h();
            if (size && all[i * 5 + 4] >= 6) {
                letters[n++] = b;
            }
        }
        if (n < MIN_LETTERS) {
            return false;
        }
        int inRow = 0;
        for (int i = 0; i < n; i++) {
            int neighbours = 0;
            for (int j = 0; j < n && neighbours < 2; j++) {
                Box a = letters[i];
                Box b = letters[j];
                int gap = Math.max(a.x(), b.x()) - Math.min(a.right(), b.right());
                boolean level = Math.abs(a.centerY() - b.centerY()) < 0.5 * Math.max(a.h(), b.h());
                boolean alike = Math.max(a.h(), b.h()) <= 2 * Math.min(a.h(), b.h());
                neighbours += i != j && level && alike && gap >= 0 && gap < 1.5 * Math.max(a.h(), b.h()) ? 1 : 0;
            }
            inRow += neighbours >= 2 ? 1 : 0;
        }
        return inRow >= MIN_IN_ROW * n;
    }
}
