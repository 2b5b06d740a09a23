package dev.scrim.featurizers.reading;

import dev.scrim.datasets.model.Box;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Where a screen changes along its rows. Text does so everywhere, in every colour and on every background; horizontal
 * rules, box edges above and below text and filled areas do not, so they vanish by themselves and lines of text
 * stay apart from each other. Vertical rules are long and are taken out.
 */
final class EdgeMap {
    /** An unbroken vertical edge of this length is a rule or a border, not a letter; pixels. */
    private static final int RULE_PX = 64;
    /** Letters closer than this are one blob; pixels. */
    private static final int CLOSE_PX = 5;

    private final int width;
    private final byte[] rules;
    private final List<Component> components;

    private EdgeMap(int width, byte[] rules, List<Component> components) {
        this.width = width;
        this.rules = rules;
        this.components = components;
    }

    /** Blobs in no particular but a fixed order. */
    List<Component> components() {
        return components;
    }

    /** True when a vertical rule crosses row {@code y} within columns {@code [x0, x1)}. */
    boolean ruleBetween(int x0, int x1, int y) {
        for (int x = Math.max(0, x0); x < x1 && x < width; x++) {
            if (rules[y * width + x] != 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Edges of {@code bgr} stronger than {@code minContrast} gray levels plus twice the local noise.
     */
    static EdgeMap of(Mat bgr, int minContrast) {
        try (Mats m = new Mats()) {
            Mat edges = rowEdges(bgr, m);
            Mat mask = m.mat();
            Core.compare(edges, threshold(edges, minContrast, m), mask, Core.CMP_GT);

            Mat rules = m.mat();
            // Where a thin line crosses a rule the rule has no edge for some rows: bridge them first.
            Imgproc.morphologyEx(mask, rules, Imgproc.MORPH_CLOSE, m.own(Mat.ones(new Size(1, 5), CvType.CV_8U)));
            Imgproc.morphologyEx(rules, rules, Imgproc.MORPH_OPEN, m.own(Mat.ones(new Size(1, RULE_PX), CvType.CV_8U)));
            Imgproc.morphologyEx(mask, mask, Imgproc.MORPH_CLOSE, m.own(Mat.ones(new Size(CLOSE_PX, 1), CvType.CV_8U)));
            mask.setTo(new Scalar(0), rules);

            byte[] ruleBytes = new byte[mask.cols() * mask.rows()];
            rules.get(0, 0, ruleBytes);
            return new EdgeMap(mask.cols(), ruleBytes, componentsOf(mask, m));
        }
    }

    /**
     * The contrast an edge must have at each place. Noise and texture fill their surroundings, text leaves most of
     * its own empty: the median of a small neighbourhood, at its lowest nearby, is noise. Half resolution will do.
     */
    private static Mat threshold(Mat edges, int minContrast, Mats m) {
        Mat noise = m.mat();
        Imgproc.resize(edges, noise, new Size(), 0.5, 0.5, Imgproc.INTER_NEAREST);
        Imgproc.medianBlur(noise, noise, 5);
        Imgproc.erode(noise, noise, m.own(Mat.ones(new Size(5, 5), CvType.CV_8U)));
        Imgproc.blur(noise, noise, new Size(15, 15));
        Core.multiply(noise, new Scalar(2), noise);
        Core.add(noise, new Scalar(minContrast), noise);
        Mat threshold = m.mat();
        Imgproc.resize(noise, threshold, edges.size(), 0, 0, Imgproc.INTER_LINEAR);
        return threshold;
    }

    /** Largest difference between a pixel's left and right neighbours and itself, over the three channels. */
    private static Mat rowEdges(Mat bgr, Mats m) {
        Mat gradient = m.mat();
        Imgproc.morphologyEx(bgr, gradient, Imgproc.MORPH_GRADIENT, m.own(Mat.ones(new Size(3, 1), CvType.CV_8U)));
        return strongestChannel(gradient, m);
    }

    /** Per pixel the largest of the three channels. */
    static Mat strongestChannel(Mat bgr, Mats m) {
        List<Mat> channels = new ArrayList<>();
        Core.split(bgr, channels);
        channels.forEach(m::own);
        Mat max = m.mat();
        Core.max(channels.get(0), channels.get(1), max);
        Core.max(max, channels.get(2), max);
        return max;
    }

    private static List<Component> componentsOf(Mat mask, Mats m) {
        Mat labels = m.mat();
        Mat stats = m.mat();
        Mat centroids = m.mat();
        int count = Imgproc.connectedComponentsWithStats(mask, labels, stats, centroids, 8, CvType.CV_32S);
        int[] rows = new int[count * 5];
        stats.get(0, 0, rows);
        List<Component> components = new ArrayList<>(count);
        for (int i = 1; i < count; i++) {
            int at = i * 5;
            components.add(new Component(new Box(rows[at], rows[at + 1], rows[at + 2], rows[at + 3]), rows[at + 4]));
        }
        return components;
    }
}
