package dev.scrim.redaction.verify.onnx;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.PageReader;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.PlacedLine;
import dev.scrim.datasets.model.TextLine;
import dev.scrim.datasets.model.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads a screen by the PP-OCR networks: detection, then recognition of each line. For one thread at a time. */
public final class OnnxPageReader implements PageReader {
    private final TextDetector detector = new TextDetector();
    private final TextRecogniser recogniser = new TextRecogniser();
    private final ReadMemory memory = new ReadMemory();

    @Override
    public List<PlacedLine> read(Pixels page) {
        return read(page, box -> true);
    }

    @Override
    public List<PlacedLine> read(Pixels page, Predicate<Box> wanted) {
        List<PlacedLine> lines = new ArrayList<>();
        for (TextDetector.Spot spot : detector.find(page)) {
            Box box = spot.box();
            if (!wanted.test(box)) {
                continue;
            }
            TextRecogniser.Read read = memory.read(page.crop(box), recogniser::read);
            List<Word> words = read.words();
            String text = words.stream().map(Word::text).collect(Collectors.joining(" "));
            lines.add(new PlacedLine(
                    new TextLine("page-" + lines.size(), text, words, read.confidence(), box.w(), box.h()), box));
        }
        return lines;
    }

    @Override
    public String describe() {
        return "PP-OCR v4 (detection at scale 1, recognition at height 48, Latin)";
    }

    @Override
    public void close() {
        detector.close();
        recogniser.close();
    }
}
