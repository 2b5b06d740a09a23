package dev.scrim.featurizers.reading;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.HandlePool;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.sourceforge.tess4j.ITessAPI;
import net.sourceforge.tess4j.TessAPI1;

/**
 * One open Tesseract handle, reused for every picture: opening costs some 100 ms, a short line about 10. For one
 * thread at a time; several engines in several threads are independent.
 */
final class TesseractEngine implements AutoCloseable {
    private static final int LSTM_ONLY = 1;
    /** Engines that have read lines and no pages. They learn nothing from what they read. */
    private static final HandlePool<OcrLanguages, TesseractEngine> IDLE = new HandlePool<>(TesseractEngine::close);

    private final ITessAPI.TessBaseAPI handle;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    private boolean open = true;

    private TesseractEngine(ITessAPI.TessBaseAPI handle) {
        this.handle = handle;
    }

    /** Opens a handle for {@code language}, such as {@code eng}, whose model is on the class path. */
    static TesseractEngine open(String language) {
        return open(OcrLanguages.of(language, null));
    }

    /** Opens a handle for all of {@code languages} at once, the first of them before the others. */
    static TesseractEngine open(OcrLanguages languages) {
        TesseractNatives.ensureLoaded();
        String folder = TrainedData.folder(languages).toString();
        ITessAPI.TessBaseAPI handle = TessAPI1.TessBaseAPICreate();
        if (TessAPI1.TessBaseAPIInit2(handle, folder, languages.joined(), LSTM_ONLY) != 0
                || !loaded(handle).containsAll(OcrLanguages.names(languages.joined()))) {
            TessAPI1.TessBaseAPIDelete(handle);
            throw new UserError(
                    "Cannot open the OCR engine in: " + languages.joined(),
                    "its models must be of Tesseract's LSTM kind, as those of tessdata_fast are");
        }
        // Polarity is settled before the engine sees a picture; its own second, inverted pass would double the cost.
        set(handle, "tessedit_do_invert", "0");
        // Screens have no dpi; a fixed value keeps the engine from guessing one and from warning about it.
        set(handle, "user_defined_dpi", "150");
        set(handle, "debug_file", com.sun.jna.Platform.isWindows() ? "nul" : "/dev/null");
        return new TesseractEngine(handle);
    }

    /** An engine for lines, idle or new; its user {@linkplain #giveBack gives it back}. */
    static TesseractEngine take(OcrLanguages languages) {
        return IDLE.take(languages, () -> open(languages));
    }

    /** Leaves the engine to the next user. */
    void giveBack(OcrLanguages languages) {
        IDLE.give(languages, this);
    }

    /** The languages that were opened: of several, the engine passes silently over those it cannot open. */
    private static Set<String> loaded(ITessAPI.TessBaseAPI handle) {
        PointerByReference names = TessAPI1.TessBaseAPIGetLoadedLanguagesAsVector(handle);
        try {
            return Set.of(names.getPointer().getStringArray(0));
        } finally {
            TessAPI1.TessDeleteTextArray(names);
        }
    }

    /** The engine and the models it would open. */
    static String version(OcrLanguages languages) {
        TesseractNatives.ensureLoaded();
        return "tesseract " + TessAPI1.TessVersion() + ", "
                + TrainedData.folder(languages).getFileName() + "/" + languages.joined();
    }

    static void set(ITessAPI.TessBaseAPI handle, String name, String value) {
        if (TessAPI1.TessBaseAPISetVariable(handle, name, value) == 0) {
            throw new IllegalStateException("Cannot set the OCR engine's variable: " + name);
        }
    }

    /** Words of {@code image}, dark on light, in the engine's order; boxes in its pixels. */
    List<EngineWord> recognise(GrayImage image, SegMode mode) {
        if (!open) {
            throw new IllegalStateException("Cannot read with a closed OCR engine");
        }
        byte[] levels = image.levels();
        if (buffer.capacity() < levels.length) {
            buffer = ByteBuffer.allocateDirect(Math.max(levels.length, buffer.capacity() * 2));
        }
        buffer.clear();
        buffer.put(levels).flip();
        TessAPI1.TessBaseAPISetPageSegMode(handle, mode.psm());
        TessAPI1.TessBaseAPISetImage(handle, buffer, image.width(), image.height(), 1, image.width());
        if (TessAPI1.TessBaseAPIRecognize(handle, null) != 0) {
            TessAPI1.TessBaseAPIClear(handle);
            return List.of();
        }
        Pointer tsv = TessAPI1.TessBaseAPIGetTsvText(handle, 0);
        try {
            return tsv == null ? List.of() : parse(tsv.getString(0, StandardCharsets.UTF_8.name()));
        } finally {
            if (tsv != null) {
                TessAPI1.TessDeleteText(tsv);
            }
            TessAPI1.TessBaseAPIClear(handle);
        }
    }

    /** The engine's table: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
    static List<EngineWord> parse(String tsv) {
        List<EngineWord> words = new ArrayList<>();
        for (String row : tsv.lines().toList()) {
            String[] f = row.split("\t", 12);
            if (f.length == 12 && f[0].equals("5") && !f[11].isBlank()) {
                Box box = new Box(
                        Integer.parseInt(f[6]), Integer.parseInt(f[7]), Integer.parseInt(f[8]), Integer.parseInt(f[9]));
                float confidence = Math.max(0, Math.min(100, Float.parseFloat(f[10]))) / 100;
                words.add(new EngineWord(f[11].strip(), f[2] + "." + f[3] + "." + f[4], box, confidence));
            }
        }
        return words;
    }

    /** Closes the handle; a second call does nothing. */
    @Override
    public void close() {
        if (open) {
            open = false;
            TessAPI1.TessBaseAPIEnd(handle);
            TessAPI1.TessBaseAPIDelete(handle);
        }
    }
}
