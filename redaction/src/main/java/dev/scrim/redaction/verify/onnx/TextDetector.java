package dev.scrim.redaction.verify.onnx;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Pixels;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Where there is text: a network gives each pixel the chance that it lies in the core of a line, connected cores become
 * boxes, and each box is grown back to the whole line (Liao et al., "Real-time Scene Text Detection with Differentiable
 * Binarization", AAAI 2020, section 3.5). Not thread-safe.
 */
final class TextDetector implements AutoCloseable {
    /** Core of a line; the value of the paper and of PP-OCR's own pipeline. */
    private static final float CORE = 0.3f;
    /** Mean chance below which a box is not text; PP-OCR takes 0.6 for photos, screens have thin small type. */
    private static final float TEXT = 0.5f;
    /** How far a core is grown, as area over perimeter times this; PP-OCR's value. */
    private static final double UNCLIP = 1.6;
    /** Smaller cores are dirt: no letter is that small. */
    private static final int MIN_CORE_PX = 3;
    /** The network halves its input five times. */
    private static final int STRIDE = 32;
    /** Channel means and deviations of ImageNet, blue to red, with which the network was trained. */
    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};

    private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

    private final Model model = Model.open(ModelFile.DETECTION.read());

    /** A place with text and how sure the network is, 0 to 1. */
    record Spot(Box box, float score) {}

    /** All places with text, top to bottom, in no further order. */
    List<Spot> find(Pixels page) {
        int w = (page.width() + STRIDE - 1) / STRIDE * STRIDE;
        int h = (page.height() + STRIDE - 1) / STRIDE * STRIDE;
        Model.Tensor chances = model.run(planes(page, w, h), 1, 3, h, w);
        List<Spot> out = new ArrayList<>();
        for (CoreMap.Core core : CoreMap.cores(chances.values(), w, h, CORE)) {
            Box box = core.box();
            if (core.mean() < TEXT || Math.min(box.w(), box.h()) < MIN_CORE_PX) {
                continue;
            }
            int rim = (int) Math.round(box.area() * UNCLIP / (2.0 * (box.w() + box.h())));
            Box whole = box.grow(rim, rim).clip(page.width(), page.height());
            if (!whole.isEmpty()) {
                out.add(new Spot(whole, core.mean()));
            }
        }
        return out;
    }

    /** Normalised planes; what lies beyond the page repeats its last row and column. */
    private static FloatBuffer planes(Pixels page, int w, int h) {
        float[][] level = new float[3][256];
        for (int c = 0; c < 3; c++) {
            for (int v = 0; v < 256; v++) {
                level[c][v] = (v / 255f - MEAN[c]) / DEVIATION[c];
            }
        }
        float[] out = new float[3 * w * h];
        byte[] row = new byte[page.width() * 3];
        for (int y = 0; y < h; y++) {
            page.copyRow(0, Math.min(y, page.height() - 1), page.width(), row, 0);
            for (int x = 0; x < w; x++) {
                int at = 3 * Math.min(x, page.width() - 1);
                for (int c = 0; c < 3; c++) {
                    out[(c * h + y) * w + x] = level[c][row[at + c] & 255];
                }
            }
        }
        return FloatBuffer.wrap(out);
    }

    @Override
    public void close() {
        model.close();
    }
}
