package dev.scrim.featurizers.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.TextLine;
import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A wrong hit would show the reading of one secret for another: it must not happen for a single changed glyph. */
class ReadingCacheTest {
    private static final List<List<String>> PAIRS = List.of(
            List.of("Total 1,204.50", "Total 1.204.50"),
            List.of("id 0O12", "id 0012"),
            List.of("key l1lI", "key lllI"),
            List.of("a1 b", "al b"),
            List.of("12:30 x", "12;30 x"),
            List.of("3816", "8816"),
            List.of("cat", "eat"),
            List.of("hello world", "hello worid"),
            List.of("2026-11-21", "2026-11-27"),
            List.of("x.", "x,"),
            List.of("ab'c", "ab`c"),
            List.of("a-b", "a~b"),
            List.of("536-48-9013", "538-48-9013"));

    @BeforeAll
    static void fonts() {
        OpenCv.ensureLoaded();
        Assumptions.assumeTrue(
                GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length > 0,
                "No fonts on this machine: lines cannot be drawn");
    }

    @Test
    void linesThatDifferInOneGlyphNeverShareAReading() {
        int compared = 0;
        for (String font : List.of("SansSerif", "Monospaced", "Serif")) {
            for (int size : new int[] {10, 11, 12, 14, 20}) {
                for (int[] color : new int[][] {{0x222222, 0xffffff}, {0xeeeeee, 0x1e1e1e}, {0x444444, 0x1a1a1a}}) {
                    for (List<String> pair : PAIRS) {
                        Pixels a = Pictures.drawn(pair.get(0), font, 0, size, color[0], color[1]);
                        Pixels b = Pictures.drawn(pair.get(1), font, 0, size, color[0], color[1]);
                        if (!a.equals(b)) {
                            compared++;
                            assertThat(shared(a, b))
                                    .as("%s %d %s", font, size, pair)
                                    .isFalse();
                            assertThat(shared(Pictures.lossy(a, 95), Pictures.lossy(b, 95)))
                                    .as("lossy %s %d %s", font, size, pair)
                                    .isFalse();
                        }
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(400);
    }

    @Test
    void faintTextBesideStrongTextIsComparedAsCloselyAsAlone() {
        for (int faint : new int[] {0xbbbbbb, 0xaaaaaa, 0x888888}) {
            Pixels a = strongAndFaint("4471", faint);
            Pixels b = strongAndFaint("4477", faint);
            assertThat(shared(a, b)).as("%x", faint).isFalse();
        }
    }

    @Test
    void aLineAloneAfterCodecNoiseIsMostlyFoundAgain() {
        int hits = 0;
        int lines = 0;
        for (int size : new int[] {11, 13, 16}) {
            for (List<String> pair : PAIRS) {
                Pixels a = Pictures.drawn(pair.get(0), "SansSerif", 0, size, 0x222222, 0xffffff);
                lines++;
                hits += shared(a, Pictures.lossy(a, 97)) ? 1 : 0;
            }
        }
        assertThat((double) hits / lines).isGreaterThan(0.6);
    }

    @Test
    void aHitSaysWhereTheKnownPictureLies() {
        Pixels page = Pictures.drawn("Known line", "SansSerif", 0, 14, 0x222222, 0xffffff);
        Box box = only(page);
        GrayImage ink = InkMaker.ink(Pictures.mat(page), box);
        GrayImage wider = InkMaker.ink(Pictures.mat(page), box.grow(1, 0));
        ReadingCache cache = new ReadingCache();
        cache.put(ink, line(ink));
        assertThat(cache.find(wider)).contains(new ReadingCache.Hit(line(ink), 1, 0));
        assertThat(cache.find(ink)).contains(new ReadingCache.Hit(line(ink), 0, 0));
    }

    private static Pixels strongAndFaint(String faintText, int faint) {
        BufferedImage image = Pictures.paper(200, 50, 0xffffff);
        Pictures.draw(image, "MM", 20, 30, "SansSerif", 1, 13, 0x000000);
        Pictures.draw(image, faintText, 50, 30, "SansSerif", 0, 13, faint);
        return Pictures.pixels(image);
    }

    private static boolean shared(Pixels a, Pixels b) {
        ReadingCache cache = new ReadingCache();
        for (Box box : new LineFinder(ReadingSettings.defaults()).find(Pictures.mat(a))) {
            GrayImage ink = InkMaker.ink(Pictures.mat(a), box);
            cache.put(ink, line(ink));
        }
        List<Box> found = new LineFinder(ReadingSettings.defaults()).find(Pictures.mat(b));
        assertThat(found).isNotEmpty();
        return found.stream()
                .map(box -> cache.find(InkMaker.ink(Pictures.mat(b), box)))
                .allMatch(Optional::isPresent);
    }

    private static Box only(Pixels page) {
        List<Box> found = new LineFinder(ReadingSettings.defaults()).find(Pictures.mat(page));
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static TextLine line(GrayImage ink) {
        return new TextLine(LineReader.id(ink), "", List.of(), 0, ink.width(), ink.height());
    }
}
