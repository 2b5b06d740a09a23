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
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** placeholder until the reading branch lands. */
public final class TesseractPageReader implements PageReader {
    private final TesseractEngine engine = TesseractEngine.open("eng");

    public static TesseractPageReader open() {
        OpenCv.ensureLoaded();
        return new TesseractPageReader();
    }

    public static String settings() {
        return "tesseract eng psm 11 x2 local polarity";
    }

    @Override
    public List<PlacedLine> read(Pixels page) {
        try (Mats m = new Mats()) {
            Mat bgr = m.own(new Mat(page.height(), page.width(), CvType.CV_8UC3));
            bgr.put(0, 0, page.toBgr());
            Mat gray = m.own(new Mat());
            Imgproc.cvtColor(bgr, gray, Imgproc.COLOR_BGR2GRAY);
            Mat big = m.own(new Mat());
            Imgproc.resize(gray, big, new Size(), 2, 2, Imgproc.INTER_CUBIC);
            Mat local = m.own(new Mat());
            Imgproc.blur(big, local, new Size(201, 201));
            Mat dark = m.own(new Mat());
            Core.compare(local, new Scalar(110), dark, Core.CMP_LT);
            Mat inverted = m.own(new Mat());
            Core.bitwise_not(big, inverted);
            inverted.copyTo(big, dark);
            byte[] levels = new byte[(int) big.total()];
            big.get(0, 0, levels);
            Map<String, List<EngineWord>> lines = new LinkedHashMap<>();
            for (EngineWord w : engine.recognise(new GrayImage(big.cols(), big.rows(), levels), SegMode.SPARSE)) {
                lines.computeIfAbsent(w.line(), k -> new ArrayList<>()).add(w);
            }
            List<PlacedLine> out = new ArrayList<>();
            lines.values().forEach(l -> out.add(line(l)));
            return out;
        }
    }

    private static PlacedLine line(List<EngineWord> words) {
        Box box = half(words.get(0).box());
        StringBuilder text = new StringBuilder();
        for (EngineWord w : words) {
            box = box.union(half(w.box()));
            text.append(text.length() == 0 ? "" : " ").append(w.text());
        }
        List<Word> placed = new ArrayList<>();
        for (EngineWord w : words) {
            placed.add(new Word(w.text(), half(w.box()).shift(-box.x(), -box.y()), w.confidence()));
        }
        return new PlacedLine(new TextLine("page", text.toString(), placed, 1, box.w(), box.h()), box);
    }

    private static Box half(Box b) {
        int x = Math.floorDiv(b.x(), 2);
        int y = Math.floorDiv(b.y(), 2);
        return new Box(x, y, (b.right() + 1) / 2 - x, (b.bottom() + 1) / 2 - y);
    }

    @Override
    public String describe() {
        return settings();
    }

    @Override
    public void close() {
        engine.close();
    }
}
