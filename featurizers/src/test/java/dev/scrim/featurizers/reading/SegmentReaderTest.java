package dev.scrim.featurizers.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.LineSighting;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.TextLine;
import dev.scrim.datasets.model.Word;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentReaderTest {
    private static final int INK = 0x222222;
    private static final int PAPER = 0xffffff;

    private static Map<String, TextLine> read(Pixels page) {
        Map<String, TextLine> lines = new LinkedHashMap<>();
        try (SegmentReader reader = new SegmentReader(ReadingSettings.defaults())) {
            reader.read(0, page, Pictures.viewport(page), l -> lines.put(l.id(), l));
        }
        return lines;
    }

    private static List<String> texts(Pixels page) {
        return read(page).values().stream().map(TextLine::text).toList();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "faded-dark|Paroxysmal atrial fibrillation",
                "faded-dark|Type 2 diabetes mellitus with neuropathy",
                "terminal|def diagnose(root):",
                "terminal|Return the list of symptoms found below root",
                "grid|409-71-3358",
                "grid|58,400.00",
                "grid|Salary",
                "selection|000482917736",
                "form|52-6610937",
                "form|218 Hollin Weir, Apt 6",
                "form|a Employee's social security number",
                "scan|Patient: Lorcan Abernethy",
            })
    void readsRealScreensOfEveryKind(String picture, String text) {
        assertThat(texts(Pictures.resource(picture)))
                .anySatisfy(t -> assertThat(letters(t)).contains(letters(text)));
    }

    private static String letters(String text) {
        return text.replaceAll("[^A-Za-z0-9]", "").toLowerCase(java.util.Locale.ROOT);
    }

    /** Readers take engines that others have used; an engine that learned from them would say so here. */
    @Test
    void aReadingDoesNotDependOnWhatItsEngineReadBefore() {
        List<String> pictures = List.of("form", "grid", "terminal", "scan", "faded-dark");
        Map<String, Map<String, TextLine>> first = new LinkedHashMap<>();
        pictures.forEach(p -> first.put(p, read(Pictures.resource(p))));
        for (int i = pictures.size() - 1; i >= 0; i--) {
            String picture = pictures.get(i);
            assertThat(read(Pictures.resource(picture))).isEqualTo(first.get(picture));
        }
    }

    @Test
    void aClosedReaderReadsNothing() {
        Pixels page = Pictures.resource("grid");
        SegmentReader reader = new SegmentReader(ReadingSettings.defaults());
        reader.close();
        reader.close();
        assertThatThrownBy(() -> reader.read(0, page, Pictures.viewport(page), l -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void cellsOfARowAreLinesOfTheirOwn() {
        assertThat(texts(Pictures.resource("grid"))).contains("58,400.00", "409-71-3358");
        assertThat(texts(Pictures.resource("form"))).contains("52-6610937");
    }

    @Test
    void aSecondFrameCostsNoOcrWhereNothingChanged() {
        Pixels page = Pictures.resource("form");
        List<TextLine> lines = new ArrayList<>();
        try (SegmentReader reader = new SegmentReader(ReadingSettings.defaults())) {
            List<LineSighting> first = reader.read(0, page, Pictures.viewport(page), lines::add);
            long calls = reader.stats().ocrCalls();
            int known = lines.size();

            byte[] bgr = page.toBgr();
            for (int i = bgr.length - 30; i < bgr.length; i++) {
                bgr[i] ^= 0x40;
            }
            Pixels changed = Pixels.adopt(page.width(), page.height(), bgr);
            List<LineSighting> same = reader.read(1, page, Pictures.viewport(page), lines::add);
            List<LineSighting> almost = reader.read(2, changed, Pictures.viewport(page), lines::add);

            assertThat(same).extracting(LineSighting::box).isEqualTo(boxes(first));
            List<String> kept = new ArrayList<>(ids(first));
            kept.retainAll(ids(almost));
            assertThat(kept).hasSizeGreaterThanOrEqualTo(first.size() - 1);
            assertThat(reader.stats().ocrCalls()).isLessThanOrEqualTo(calls + 3);
            assertThat(lines).hasSizeLessThanOrEqualTo(known + 1);
            assertThat(reader.stats().frames()).isEqualTo(3);
        }
    }

    @Test
    void aLineThatMovedIsTheSameLine() {
        BufferedImage page = Pictures.paper(500, 120, PAPER);
        Pictures.draw(page, "Invoice number 20418", 20, 30, "SansSerif", 0, 13, INK);
        BufferedImage scrolled = Pictures.paper(500, 120, PAPER);
        Pictures.draw(scrolled, "Invoice number 20418", 20, 83, "SansSerif", 0, 13, INK);
        try (SegmentReader reader = new SegmentReader(ReadingSettings.defaults())) {
            List<TextLine> lines = new ArrayList<>();
            Pixels a = Pictures.pixels(page);
            Pixels b = Pictures.pixels(scrolled);
            Box before =
                    reader.read(0, a, Pictures.viewport(a), lines::add).get(0).box();
            Box after =
                    reader.read(1, b, Pictures.viewport(b), lines::add).get(0).box();

            assertThat(lines).hasSize(1);
            assertThat(after).isEqualTo(before.shift(0, 53));
            assertThat(reader.stats().linesReused()).isEqualTo(1);
        }
    }

    @Test
    void theSameFramesGiveTheSameLines() {
        List<Pixels> frames = List.of(
                Pictures.resource("grid"),
                Pictures.lossy(Pictures.resource("grid"), 95),
                Pictures.lossy(Pictures.resource("grid"), 90));
        List<List<Object>> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            List<Object> all = new ArrayList<>();
            try (SegmentReader reader = new SegmentReader(ReadingSettings.defaults())) {
                for (int i = 0; i < frames.size(); i++) {
                    all.add(reader.read(i, frames.get(i), Pictures.viewport(frames.get(i)), all::add));
                }
            }
            runs.add(all);
        }
        assertThat(runs.get(0)).isEqualTo(runs.get(1));
    }

    @Test
    void lightOnDarkReadsAsDarkOnLight() {
        String text = "Meeting moved to Thursday";
        assertThat(texts(Pictures.drawn(text, "SansSerif", 0, 14, INK, PAPER))).containsExactly(text);
        assertThat(texts(Pictures.drawn(text, "SansSerif", 0, 14, 0xdddddd, 0x1e1e1e)))
                .containsExactly(text);
        assertThat(texts(Pictures.drawn(text, "SansSerif", 0, 14, 0x444444, 0x1a1a1a)))
                .containsExactly(text);
        assertThat(texts(Pictures.drawn(text, "SansSerif", 0, 14, 0xffffff, 0x2a6fdb)))
                .containsExactly(text);
    }

    @Test
    void wordsLieInTheirLineAndHoldItsInk() {
        for (String name : List.of("form", "terminal", "faded-dark")) {
            for (TextLine line : read(Pictures.resource(name)).values()) {
                Box own = new Box(0, 0, line.widthPx(), line.heightPx());
                for (Word word : line.words()) {
                    assertThat(own.contains(word.box())).as(name).isTrue();
                    assertThat(word.confidence()).isBetween(0f, 1f);
                }
                assertThat(line.text())
                        .isEqualTo(String.join(
                                " ", line.words().stream().map(Word::text).toList()));
            }
        }
    }

    @Test
    void emptyAndTinyScreensHaveNoLines() {
        assertThat(read(Pictures.pixels(Pictures.paper(300, 200, PAPER)))).isEmpty();
        assertThat(read(Pictures.pixels(Pictures.paper(1, 1, PAPER)))).isEmpty();
        assertThat(read(Pictures.pixels(Pictures.paper(9, 400, INK)))).isEmpty();
    }

    @Test
    void settingsThatCannotBeMeantAreRefused() {
        assertThatThrownBy(() -> new ReadingSettings("../eng", 12, 1.3, 0.8)).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> new ReadingSettings("eng", 0, 1.3, 0.8)).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> new ReadingSettings("eng", 12, Double.NaN, 0.8))
                .isInstanceOf(UserError.class);
        assertThatThrownBy(() -> new ReadingSettings("eng", 12, 1.3, 2)).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> new SegmentReader(new ReadingSettings("xyz", 12, 1.3, 0.8)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("xyz");
        assertThat(ReadingSettings.defaults()).isEqualTo(new ReadingSettings("eng", 12, 1.3, 0.80));
    }

    private static List<Box> boxes(List<LineSighting> sightings) {
        return sightings.stream().map(LineSighting::box).toList();
    }

    private static List<String> ids(List<LineSighting> sightings) {
        return sightings.stream().map(LineSighting::lineId).toList();
    }
}
