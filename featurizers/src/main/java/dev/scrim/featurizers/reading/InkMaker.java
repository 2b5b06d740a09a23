package dev.scrim.featurizers.reading;

import dev.scrim.datasets.model.Box;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfDouble;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Turns the picture of a line into ink: 0 where a pixel has the colour of the background around it, 255 where it
 * differs as much as the text near it does. Themes, colours, selections and low contrast disappear, so that one kind
 * of picture reaches both the engine and the cache. Depends on the pixels in {@link #context} alone.
 */
final class InkMaker {
    /** Differences up to this many gray levels are codec noise. */
    private static final double NOISE = 3;
    /** Text is never amplified as if its contrast were below this many gray levels. */
    private static final double MIN_CONTRAST = 20;

    /** The background is the middle colour of a square as high as the line, but at least this; pixels. */
    private static final int MIN_WINDOW_PX = 15;

    private InkMaker() {}

    /** The area around {@code box} whose pixels decide its ink. */
    static Box context(Box box, int width, int height) {
        int h = Math.min(box.h(), 60);
        return box.grow(h, h * 3 / 4).clip(width, height);
    }

    /** Ink of {@code box} in {@code bgr}. */
    static GrayImage ink(Mat bgr, Box box) {
        Box around = context(box, bgr.cols(), bgr.rows());
        int h = Math.min(box.h(), 60);
        try (Mats m = new Mats()) {
            Mat region = m.own(bgr.submat(rect(around)));
            Mat ink = m.mat();
            Imgproc.medianBlur(region, ink, Math.max(MIN_WINDOW_PX, h) | 1);
            Core.absdiff(region, ink, ink);
            Mat level = EdgeMap.strongestChannel(ink, m);
            Core.subtract(level, new Scalar(NOISE), level);
            Mat strongest = m.mat();
            Imgproc.dilate(level, strongest, m.own(Mat.ones(new Size(2 * h + 1, h + 1), CvType.CV_8U)));
            Imgproc.blur(strongest, strongest, new Size(h + 1, h + 1));
            Core.max(strongest, new Scalar(MIN_CONTRAST), strongest);
            Mat scaled = m.mat();
            Core.divide(level, strongest, scaled, 255);
            Mat cut = m.own(scaled.submat(rect(box.shift(-around.x(), -around.y()))));
            byte[] out = new byte[box.w() * box.h()];
            cut.get(0, 0, out);
            return new GrayImage(box.w(), box.h(), out);
        }
    }

    /**
     * The second opinion on {@code box}: one background for the whole line, its middle level in the channel with
     * the most contrast, and text on the side of it that reaches further. Right where the line fills a narrow coloured
     * bar, such as a selection, whose edges confuse {@link #ink}.
     */
    static GrayImage plain(Mat bgr, Box box) {
        try (Mats m = new Mats()) {
            Mat region = m.own(bgr.submat(rect(box)));
            List<Mat> channels = new ArrayList<>();
            Core.split(region, channels);
            byte[] best = new byte[box.w() * box.h()];
            double most = -1;
            for (Mat channel : channels) {
                m.own(channel);
                MatOfDouble mean = new MatOfDouble();
                MatOfDouble deviation = new MatOfDouble();
                m.own(mean);
                m.own(deviation);
                Core.meanStdDev(channel, mean, deviation);
                if (deviation.get(0, 0)[0] > most) {
                    most = deviation.get(0, 0)[0];
                    channel.get(0, 0, best);
                }
            }
            return new GrayImage(box.w(), box.h(), awayFromMiddle(best));
        }
    }

    private static byte[] awayFromMiddle(byte[] levels) {
        int[] histogram = new int[256];
        for (byte level : levels) {
            histogram[level & 255]++;
        }
        int low = ranked(histogram, levels.length / 50);
        int middle = ranked(histogram, levels.length / 2);
        int high = ranked(histogram, levels.length - 1 - levels.length / 50);
        int sign = high - middle >= middle - low ? 1 : -1;
        int range = Math.max(1, sign > 0 ? high - middle : middle - low);
        byte[] out = new byte[levels.length];
        for (int i = 0; i < levels.length; i++) {
            out[i] = (byte) Math.max(0, Math.min(255, sign * ((levels[i] & 255) - middle) * 255 / range));
        }
        return out;
    }

    /** The level that stands at {@code rank} when all are sorted. */
    private static int ranked(int[] histogram, int rank) {
        int level = 0;
        for (int passed = histogram[0]; passed <= rank; passed += histogram[level]) {
            level++;
        }
        return level;
    }

    static Rect rect(Box b) {
        return new Rect(b.x(), b.y(), b.w(), b.h());
    }
}
