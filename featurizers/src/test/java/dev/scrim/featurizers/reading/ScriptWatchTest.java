package dev.scrim.featurizers.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.LineSighting;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.TextLine;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptWatchTest {
    private static final int INK = 0x222222;
    private static final int PAPER = 0xffffff;
    private static final String CYRILLIC = "пациент Мария Иванова результаты анализов крови врач назначил лечение";
    private static final String GREEK = "ασθενής Μαρία αποτελέσματα εξετάσεις αίματος γιατρός θεραπεία φάρμακο";
    private static final String HEBREW = "המטופלת מרים תוצאות בדיקות דם היום רופא טיפול תרופה בוקר דרכון חשבון";

    private static Pixels page(String... lines) {
        BufferedImage page = Pictures.paper(760, 60 + lines.length * 30, PAPER);
        for (int i = 0; i < lines.length; i++) {
            Assumptions.assumeTrue(
                    new Font("SansSerif", Font.PLAIN, 14).canDisplayUpTo(lines[i]) < 0, "No font has this script");
            Pictures.draw(page, lines[i], 20, 40 + i * 30, "SansSerif", Font.PLAIN, 14, INK);
        }
        return Pictures.pixels(page);
    }

    private static String rotated(String text, int words) {
        List<String> all = new ArrayList<>(List.of(text.split(" ")));
        java.util.Collections.rotate(all, words);
        return String.join(" ", all);
    }

    /** What a reader and a watch make of frames that follow each other. */
    private static List<ScriptWatch.Unread> look(
            ReadingSettings settings, List<List<LineSighting>> seen, Pixels... frames) {
        List<ScriptWatch.Unread> out = new ArrayList<>();
        try (SegmentReader reader = new SegmentReader(settings);
                ScriptWatch watch = new ScriptWatch(settings)) {
            for (int i = 0; i < frames.length; i++) {
                List<TextLine> fresh = new ArrayList<>();
                List<LineSighting> lines = reader.read(i, frames[i], Pictures.viewport(frames[i]), fresh::add);
                seen.add(lines);
                out.add(watch.look(frames[i], fresh, lines));
            }
        }
        return out;
    }

    @ParameterizedTest
    @CsvSource({"Cyrillic, " + CYRILLIC, "Greek, " + GREEK, "Hebrew, " + HEBREW})
    void everyLineOfAForeignScriptIsUnread(String script, String text) {
        List<List<LineSighting>> seen = new ArrayList<>();
        ScriptWatch.Unread unread = look(
                        ReadingSettings.defaults(),
                        seen,
                        page(text, rotated(text, 2), rotated(text, 4), rotated(text, 6)))
                .get(0);

        assertThat(unread.fresh()).contains(script);
        assertThat(unread.boxes())
                .containsAll(seen.get(0).stream().map(LineSighting::box).toList());
        assertThat(unread.boxes()).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void aShortAnswerIsUnreadWhileTheScriptIsInSightAndEnglishBesideItIsNot() {
        String english = "Meeting moved to Thursday afternoon";
        List<List<LineSighting>> seen = new ArrayList<>();
        List<ScriptWatch.Unread> unread = look(
                ReadingSettings.defaults(),
                seen,
                page(english, CYRILLIC, rotated(CYRILLIC, 3)),
                page(english, "", rotated(CYRILLIC, 3), "Хорошо, жду"),
                page(english));

        assertThat(unread.get(0).fresh()).contains("Cyrillic");
        assertThat(unread.get(1).fresh()).isEmpty();
        assertThat(unread.get(1).boxes()).hasSize(2);
        assertThat(unread.get(2).boxes()).isEmpty();
        for (int i = 0; i < 2; i++) {
            Box first = seen.get(i).get(0).box();
            assertThat(unread.get(i).boxes()).isNotEmpty().doesNotContain(first);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"form", "grid", "terminal", "faded-dark"})
    void screensInEnglishAreNeverUnread(String name) {
        assertThat(look(ReadingSettings.defaults(), new ArrayList<>(), Pictures.resource(name)))
                .allSatisfy(unread -> {
                    assertThat(unread.fresh()).isEmpty();
                    assertThat(unread.boxes()).isEmpty();
                });
    }

    @Test
    void otherLanguagesInLatinLettersAreNotForeign() {
        Pixels page = page(
                "Guten Tag, die Blutwerte der Patientin liegen heute vor",
                "Übermittlung der Gehaltsabrechnung für März an die Abteilung",
                "Xin chào bệnh nhân kết quả xét nghiệm máu hôm nay");
        assertThat(look(ReadingSettings.defaults(), new ArrayList<>(), page).get(0))
                .isEqualTo(new ScriptWatch.Unread(Optional.empty(), List.of()));
    }

    @Test
    void aFrameThatBringsNothingNewIsNotAskedAbout() {
        Pixels page = page(CYRILLIC, rotated(CYRILLIC, 3));
        ReadingSettings settings = ReadingSettings.defaults();
        try (SegmentReader reader = new SegmentReader(settings);
                ScriptWatch watch = new ScriptWatch(settings)) {
            for (int i = 0; i < 3; i++) {
                List<TextLine> fresh = new ArrayList<>();
                List<LineSighting> lines = reader.read(i, page, Pictures.viewport(page), fresh::add);
                assertThat(watch.look(page, fresh, lines).boxes()).hasSameSizeAs(lines);
            }
            assertThat(watch.calls()).isEqualTo(1);
        }
    }

    @Test
    void aScriptThatALanguageIsWrittenInIsCovered() {
        assertThat(Scripts.of(OcrLanguages.of("eng+rus", null)))
                .contains("Latin", "Cyrillic")
                .doesNotContain("Greek");
        assertThat(Scripts.of(OcrLanguages.of("jpn", null)))
                .contains("Japanese", "Han")
                .doesNotContain("Latin");
        assertThat(Scripts.of(OcrLanguages.of("eng+deu", null))).doesNotContain("Cyrillic");
    }
}
