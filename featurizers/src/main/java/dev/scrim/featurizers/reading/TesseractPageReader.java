package dev.scrim.featurizers.reading;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.PageReader;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.PlacedLine;
import dev.scrim.datasets.model.TextLine;
import dev.scrim.datasets.model.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Reads a whole screen at once, the slow way: the engine's own layout analysis on the enlarged picture, without line
 * finder, ink or cache, so that what those miss is seen here. Some seconds a screen. For one thread at a time.
 */
public final class TesseractPageReader implements PageReader {
    /** On screens a little better than 1.5 for text of 12 pixels, at more time. */
    private static final double FULL_SCALE = 2;
    /** Surroundings darker than this count as a dark theme and are inverted; gray level. */
    private static final double DARK = 110;
    /** Width of the surroundings, in pixels after scaling. */
    private static final double AROUND_PX = 401;
    /** Below this share of dark surroundings a screen is light as a whole. */
    private static final double SOME = 0.02;

    private final TesseractEngine engine;
    private final String language;
    private final SegMode mode;
    private final double scale;

    private TesseractPageReader(OcrLanguages languages, SegMode mode, double scale) {
        OpenCv.ensureLoaded();
        this.engine = TesseractEngine.open(languages);
        this.language = languages.toString();
        this.mode = mode;
        this.scale = scale;
    }

    /** Looks for text anywhere, in no order (page segmentation mode 11): finds most on screens. */
    public static TesseractPageReader sparse(String language) {
        return sparse(OcrLanguages.of(language, null), FULL_SCALE);
    }

    /** The same with the picture enlarged {@code scale} times: faster where that is less. */
    public static TesseractPageReader sparse(String language, double scale) {
        return sparse(OcrLanguages.of(language, null), scale);
    }

    /** The same in several languages. */
    public static TesseractPageReader sparse(OcrLanguages languages, double scale) {
        return new TesseractPageReader(languages, SegMode.SPARSE, scale);
    }

    /** Looks for columns and paragraphs (page segmentation mode 3): reads documents better. */
    public static TesseractPageReader automatic(String language) {
        return new TesseractPageReader(OcrLanguages.of(language, null), SegMode.AUTO, FULL_SCALE);
    }

    @Override
    public List<PlacedLine> read(Pixels page) {
        List<PlacedLine> lines = new ArrayList<>();
        try (Mats m = new Mats()) {
            Mat bgr = m.own(new Mat(page.height(), page.width(), CvType.CV_8UC3));
            bgr.put(0, 0, page.toBgr());
            Mat gray = m.mat();
            Imgproc.cvtColor(bgr, gray, Imgproc.COLOR_BGR2GRAY);
            double mean = Core.mean(gray).val[0];
            Imgproc.resize(gray, gray, new Size(), scale, scale, Imgproc.INTER_CUBIC);
            Mat dark = m.mat();
            Imgproc.blur(gray, dark, new Size(AROUND_PX, AROUND_PX));
            Core.compare(dark, new Scalar(DARK), dark, Core.CMP_LT);
            double share = (double) Core.countNonZero(dark) / dark.total();
            if (share <= SOME || mean >= DARK) {
                readInto(lines, gray, page);
            }
            if (share > SOME) {
                Mat inverted = m.mat();
                Core.bitwise_not(gray, inverted);
                inverted.copyTo(gray, dark);
                readInto(lines, gray, page);
            }
        }
        return lines;
    }

    private void readInto(List<PlacedLine> lines, Mat gray, Pixels page) {
        byte[] levels = new byte[gray.cols() * gray.rows()];
        gray.get(0, 0, levels);
        Map<String, List<EngineWord>> byLine = new LinkedHashMap<>();
        for (EngineWord w : engine.recognise(new GrayImage(gray.cols(), gray.rows(), levels), mode)) {
            byLine.computeIfAbsent(w.line(), k -> new ArrayList<>()).add(w);
        }
        for (List<EngineWord> words : byLine.values()) {
            PlacedLine line = place(words, page, "page-" + lines.size());
            boolean known = lines.stream()
                    .anyMatch(l -> l.line().text().equals(line.line().text())
                            && l.box().grow(3, 3).contains(line.box()));
            if (!known) {
                lines.add(line);
            }
        }
    }

    private PlacedLine place(List<EngineWord> words, Pixels page, String id) {
        List<Box> boxes = words.stream()
                .map(w -> outwards(w.box()).clip(page.width(), page.height()))
                .toList();
        Box all = boxes.stream().reduce(Box::union).orElseThrow();
        List<Word> own = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            EngineWord w = words.get(i);
            own.add(new Word(w.text(), boxes.get(i).shift(-all.x(), -all.y()), w.confidence()));
        }
        String text = words.stream().map(EngineWord::text).collect(Collectors.joining(" "));
        float confidence = (float)
                words.stream().mapToDouble(EngineWord::confidence).average().orElse(0);
        return new PlacedLine(new TextLine(id, text, own, confidence, all.w(), all.h()), all);
    }

    private Box outwards(Box b) {
        int x0 = (int) Math.floor(b.x() / scale);
        int y0 = (int) Math.floor(b.y() / scale);
        int x1 = (int) Math.ceil(b.right() / scale);
        int y1 = (int) Math.ceil(b.bottom() / scale);
        return new Box(x0, y0, x1 - x0, y1 - y0);
    }

    @Override
    public String describe() {
        return "tesseract " + language + ", page segmentation " + mode.psm() + ", scale " + scale
                + ", light and dark parts";
    }

    @Override
    public void close() {
        engine.close();
    }
}
