package dev.scrim.featurizers.reading;

/** Loads OpenCV's native library once per JVM. */
public final class OpenCv {
    private OpenCv() {}

    /** Returns when the library is there; cheap after the first call. */
    public static void ensureLoaded() {
        Holder.touch();
    }

    private static final class Holder {
        static {
            nu.pattern.OpenCV.loadLocally();
        }

        static void touch() {
            // Entering this method runs the initialiser above exactly once, under the class lock.
        }
    }
}
