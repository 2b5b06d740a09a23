package dev.scrim.featurizers.reading;

import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Mat;

/** Frees OpenCV's matrices at the end of a block: their finaliser comes too late for megabytes of native memory. */
public final class Mats implements AutoCloseable {
    private final List<Mat> owned = new ArrayList<>();

    /** A new empty matrix that dies with this arena. */
    public Mat mat() {
        return own(new Mat());
    }

    /** Takes {@code mat} over. */
    public Mat own(Mat mat) {
        owned.add(mat);
        return mat;
    }

    @Override
    public void close() {
        for (Mat mat : owned) {
            mat.release();
        }
        owned.clear();
    }
}
