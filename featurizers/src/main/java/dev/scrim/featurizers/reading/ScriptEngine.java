package dev.scrim.featurizers.reading;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import dev.scrim.datasets.model.HandlePool;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.sourceforge.tess4j.ITessAPI;
import net.sourceforge.tess4j.TessAPI1;

/**
 * An open handle of Tesseract's detector of script and orientation, whose model lies in Tess4J's jar. Opening costs
 * some 300 ms, a picture of twelve lines about 100. For one thread at a time.
 */
final class ScriptEngine implements AutoCloseable {
    private static final String MODEL = "osd";
    /** The detector is of the engine's older kind. */
    private static final int OLDER_KIND = 0;

    private static final int SCRIPT_ONLY = 0;
    /** Shapes that it wants to see before it says anything. Its own 50 are more than a message has. */
    private static final String MIN_SHAPES = "20";

    private static final HandlePool<String, ScriptEngine> IDLE = new HandlePool<>(ScriptEngine::close);

    private final ITessAPI.TessBaseAPI handle;
    private boolean open = true;

    private ScriptEngine(ITessAPI.TessBaseAPI handle) {
        this.handle = handle;
    }

    /**
     * What a picture of text looks like.
     *
     * @param script the detector's name of it, such as {@code Cyrillic}
     * @param confidence that it is this script rather than the next best one; 0 and up
     * @param turnedDegrees how far the text is turned, clockwise
     * @param turnedConfidence that it is turned this far rather than otherwise; 0 and up. What is no writing looks the
     *     same from all sides
     */
    record Verdict(String script, float confidence, int turnedDegrees, float turnedConfidence) {}

    /** A detector, idle or new; its user {@linkplain #giveBack gives it back}. */
    static ScriptEngine take() {
        return IDLE.take(MODEL, ScriptEngine::open);
    }

    /** Leaves the detector to the next user. */
    void giveBack() {
        IDLE.give(MODEL, this);
    }

    static ScriptEngine open() {
        TesseractNatives.ensureLoaded();
        String folder = TrainedData.folder(MODEL).toString();
        ITessAPI.TessBaseAPI handle = TessAPI1.TessBaseAPICreate();
        if (TessAPI1.TessBaseAPIInit2(handle, folder, MODEL, OLDER_KIND) != 0) {
            TessAPI1.TessBaseAPIDelete(handle);
            throw new IllegalStateException("Cannot open the script detector");
        }
        TesseractEngine.set(handle, "user_defined_dpi", "150");
        TesseractEngine.set(handle, "debug_file", com.sun.jna.Platform.isWindows() ? "nul" : "/dev/null");
        TesseractEngine.set(handle, "min_characters_to_try", MIN_SHAPES);
        TessAPI1.TessBaseAPISetPageSegMode(handle, SCRIPT_ONLY);
        return new ScriptEngine(handle);
    }

    /** The script of {@code image}, dark on light; empty when there is too little to tell. */
    Optional<Verdict> look(GrayImage image) {
        if (!open) {
            throw new IllegalStateException("Cannot look with a closed script detector");
        }
        ByteBuffer levels = ByteBuffer.allocateDirect(image.levels().length);
        levels.put(image.levels()).flip();
        TessAPI1.TessBaseAPISetImage(handle, levels, image.width(), image.height(), 1, image.width());
        IntBuffer degrees = IntBuffer.allocate(1);
        FloatBuffer turned = FloatBuffer.allocate(1);
        FloatBuffer confidence = FloatBuffer.allocate(1);
        PointerByReference name = new PointerByReference();
        int found = TessAPI1.TessBaseAPIDetectOrientationScript(handle, degrees, turned, name, confidence);
        // The name is the detector's own and is not freed.
        Pointer script = name.getValue();
        Optional<Verdict> verdict = found == 0 || script == null
                ? Optional.empty()
                : Optional.of(new Verdict(
                        script.getString(0, StandardCharsets.US_ASCII.name()),
                        confidence.get(0),
                        degrees.get(0),
                        turned.get(0)));
        TessAPI1.TessBaseAPIClear(handle);
        return verdict;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            TessAPI1.TessBaseAPIEnd(handle);
            TessAPI1.TessBaseAPIDelete(handle);
        }
    }
}
