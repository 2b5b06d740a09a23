package dev.scrim.featurizers.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.TextLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.opencv.core.Mat;

/** A kept reading stands for a fresh one only if the engine has no memory and only the same ink finds it. */
class KnownReadingsTest {
    private static final ReadingSettings SETTINGS = ReadingSettings.defaults();

    private static final class Kept implements KnownReadings {
        private final Map<InkKey, Known> lines = new HashMap<>();

        @Override
        public Optional<Known> find(InkKey ink) {
            return Optional.ofNullable(lines.get(ink));
        }

        @Override
        public void add(InkKey ink, Known known) {
            lines.put(ink, known);
        }
    }

    private record Picture(GrayImage ink, GrayImage plain) {}

    private static List<Picture> lines(String... screens) {
        List<Picture> lines = new ArrayList<>();
        for (String screen : screens) {
            Mat bgr = Pictures.mat(Pictures.resource(screen));
            for (Box box : new LineFinder(SETTINGS).find(bgr)) {
                lines.add(new Picture(InkMaker.ink(bgr, box), InkMaker.plain(bgr, box)));
            }
        }
        return lines;
    }

    @Test
    void anEngineThatHasReadOtherLinesReadsAsAFreshOne() {
        List<Picture> lines = lines("form", "terminal", "grid", "faded-dark", "selection");
        assertThat(lines.size()).isGreaterThan(45);
        Map<Picture, TextLine> used = new LinkedHashMap<>();
        try (TesseractEngine engine = TesseractEngine.open("eng")) {
            LineReader reader = new LineReader(engine, SETTINGS);
            for (Picture line : lines) {
                used.put(line, reader.read(line.ink(), line::plain).line());
            }
            // The same handle once more, in another order.
            Collections.shuffle(lines, new Random(5));
            for (Picture line : lines) {
                assertThat(reader.read(line.ink(), line::plain).line()).isEqualTo(used.get(line));
            }
        }
        // A handle of its own costs 100 ms: the first of the shuffled lines stand for all.
        for (Picture line : lines.subList(0, 12)) {
            try (TesseractEngine engine = TesseractEngine.open("eng")) {
                assertThat(new LineReader(engine, SETTINGS)
                                .read(line.ink(), line::plain)
                                .line())
                        .isEqualTo(used.get(line));
            }
        }
    }

    @Test
    void whatIsKnownIsNotReadAgainAndIsTheSame() {
        Kept kept = new Kept();
        List<TextLine> fresh = read(kept, "form");
        List<TextLine> known = new ArrayList<>();
        Pixels page = Pictures.resource("form");
        try (SegmentReader reader = new SegmentReader(SETTINGS, kept)) {
            reader.read(0, page, Pictures.viewport(page), known::add);
            assertThat(reader.stats().ocrCalls()).isZero();
            assertThat(reader.stats().linesKnown())
                    .isEqualTo(reader.stats().linesRead())
                    .isPositive();
        }
        assertThat(known).isEqualTo(fresh);
        assertThat(read(KnownReadings.NONE, "form")).isEqualTo(fresh);
    }

    @Test
    void oneLevelOfOnePixelMakesAnotherKey() {
        for (Picture line : lines("terminal").subList(0, 5)) {
            byte[] levels = line.ink().levels().clone();
            levels[levels.length / 2] ^= 1;
            GrayImage other = new GrayImage(line.ink().width(), line.ink().height(), levels);
            assertThat(InkKey.of(other)).isNotEqualTo(InkKey.of(line.ink()));
        }
        GrayImage wide = new GrayImage(6, 2, new byte[12]);
        GrayImage high = new GrayImage(2, 6, new byte[12]);
        assertThat(InkKey.of(wide)).isNotEqualTo(InkKey.of(high));
    }

    @Test
    void aReadingDecidedByTheSecondPictureNeedsThatPictureToo() {
        Kept kept = new Kept();
        List<TextLine> fresh = read(kept, "selection");
        Map<InkKey, KnownReadings.Known> honest = new HashMap<>(kept.lines);
        assertThat(honest.values()).anyMatch(k -> k.plain() != null);
        honest.forEach((ink, k) -> {
            if (k.plain() != null) {
                TextLine line = k.line();
                TextLine wrong = new TextLine(line.id(), "wrong", List.of(), 1, line.widthPx(), line.heightPx());
                kept.lines.put(ink, new KnownReadings.Known(new InkKey(1, 2, 3, 4), wrong));
            }
        });
        assertThat(read(kept, "selection")).isEqualTo(fresh);
        assertThat(kept.lines).isEqualTo(honest);
    }

    @Test
    void aReadingOfAnotherPictureUnderThisKeyIsNotUsed() {
        Kept kept = new Kept();
        List<TextLine> fresh = read(kept, "grid");
        TextLine other = new TextLine("000", "wrong", List.of(), 1, 5, 5);
        kept.lines.replaceAll((ink, k) -> new KnownReadings.Known(null, other));
        assertThat(read(kept, "grid")).isEqualTo(fresh);
    }

    private static List<TextLine> read(KnownReadings known, String screen) {
        Pixels page = Pictures.resource(screen);
        List<TextLine> lines = new ArrayList<>();
        try (SegmentReader reader = new SegmentReader(SETTINGS, known)) {
            reader.read(0, page, Pictures.viewport(page), lines::add);
        }
        return lines;
    }

    @Test
    void theVersionNamesEngineModelAndSettings() {
        assertThat(SegmentReader.version(SETTINGS)).contains("tesseract 5", "tessdata-", "opencv 4", "eng", "0.8");
    }
}
