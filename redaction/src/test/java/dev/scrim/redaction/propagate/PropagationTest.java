package dev.scrim.redaction.propagate;

import static dev.scrim.redaction.Screens.line;
import static dev.scrim.redaction.Screens.segment;
import static dev.scrim.redaction.Screens.text;
import static dev.scrim.redaction.Screens.view;
import static dev.scrim.redaction.Screens.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Finding;
import dev.scrim.datasets.model.PlacedLine;
import dev.scrim.datasets.model.ScreenView;
import dev.scrim.datasets.model.SegmentView;
import dev.scrim.datasets.model.TextItem;
import dev.scrim.datasets.model.TextRef;
import dev.scrim.datasets.model.WindowEvent;
import dev.scrim.redaction.Analyzer;
import dev.scrim.redaction.RedactionSettings;
import dev.scrim.redaction.layout.FrameLayout;
import dev.scrim.redaction.layout.WindowStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PropagationTest {
    private static final WindowEvent APP = window(1, "someapp", "Window", new Box(0, 0, 1200, 780));

    private static Finding secret(Category category, String entity, String text) {
        return new Finding(
                "id-" + text,
                category,
                entity,
                text,
                0.9f,
                "test",
                new Finding.OnScreen(-1, List.of(), Optional.empty()));
    }

    private static List<Finding> spread(SegmentView segment, Finding... own) {
        WindowStack stack = WindowStack.of(segment);
        List<FrameLayout> layouts =
                segment.frames().stream().map(f -> FrameLayout.of(f, stack)).toList();
        return Propagator.spread(segment, layouts, List.of(own), SecretIndex.empty());
    }

    private static boolean covers(List<Finding> found, long tUs, Box box) {
        return found.stream()
                .anyMatch(f -> f.place() instanceof Finding.OnScreen on
                        && on.tUs() == tUs
                        && on.boxes().stream().anyMatch(b -> b.contains(box)));
    }

    @Test
    void aPlantedSecretIsFoundInEveryFrameInWhichItStands() {
        Random random = new Random(11);
        String[] secrets = {"Ottoline Brackwater", "548-11-9087", "ottoline@brack.test", "we will sell the house in May"
        };
        for (int round = 0; round < 40; round++) {
            String secret = secrets[round % secrets.length];
            String entity = new String[] {"PERSON", "SSN", "EMAIL", "MESSAGE"}[round % secrets.length];
            List<ScreenView> frames = new ArrayList<>();
            List<Box> boxes = new ArrayList<>();
            for (int f = 0; f < 5; f++) {
                int x = random.nextInt(300);
                int y = 60 + random.nextInt(600);
                String lead = random.nextBoolean() ? "about " : "";
                PlacedLine line = line(x, y, lead + secret + (random.nextBoolean() ? " today" : ""));
                frames.add(view(1_000_000L * f, APP, line(20, 40, "Menu"), line));
                boxes.add(new Box(x + lead.length() * 8, y, secret.length() * 8, 14));
            }
            List<Finding> found = spread(segment(frames), secret(Category.CHAT, entity, secret));
            for (int f = 0; f < 5; f++) {
                assertThat(covers(found, 1_000_000L * f, boxes.get(f))).isTrue();
            }
        }
    }

    @Test
    void aSecretIsFoundWithReadingErrorsOverTwoLinesAndCutOff() {
        List<Finding> misread = spread(
                segment(List.of(view(5, APP, line(100, 100, "0ttoline Brackvvater")))),
                secret(Category.CHAT, "PERSON", "Ottoline Brackwater"));
        assertThat(covers(misread, 5, new Box(100, 100, 20 * 8, 14))).isTrue();

        List<Finding> broken = spread(
                segment(List.of(view(5, APP, line(100, 100, "claim QM-"), line(100, 118, "7730914 was denied")))),
                secret(Category.MEDICAL, "CLAIM_ID", "QM-7730914"));
        assertThat(covers(broken, 5, new Box(100 + 6 * 8, 100, 24, 14))).isTrue();
        assertThat(covers(broken, 5, new Box(100, 118, 56, 14))).isTrue();

        List<Finding> cut = spread(
                segment(List.of(view(5, APP, line(100, 100, "sell the house")))),
                secret(Category.CHAT, "MESSAGE", "we will sell the house in May"));
        assertThat(covers(cut, 5, new Box(100, 100, 14 * 8, 14))).isTrue();
    }

    @Test
    void whatWasSeenIsFoundInTitlesAddressesAndTypedText() {
        SegmentView segment = segment(
                List.of(),
                text(TextRef.Kind.TITLE, 0, 1, "Ottoline Brackwater chart", APP),
                new TextItem(
                        new TextRef(TextRef.Kind.URL, 9),
                        new dev.scrim.datasets.model.TimeSpan(0, 1),
                        "http://x.test/?p=Ottoline%20Brackwater&q=1",
                        "",
                        Optional.empty()),
                text(TextRef.Kind.TYPED, 0, 1, "ottoline br", APP));
        List<Finding> found = spread(segment, secret(Category.MEDICAL, "PERSON", "Ottoline Brackwater"));
        assertThat(found)
                .extracting(Finding::place)
                .contains(
                        new Finding.InText(new TextRef(TextRef.Kind.TITLE, 7), 0, 19),
                        new Finding.InText(new TextRef(TextRef.Kind.URL, 9), 17, 38),
                        new Finding.InText(new TextRef(TextRef.Kind.TYPED, 7), 0, 11));
    }

    @Test
    void aDistinctivePartOfANameIsSoughtAndAWordOfInterfacesIsNot() {
        List<Finding> found = spread(
                segment(List.of(view(5, APP, line(100, 100, "Brackwater said so"), line(100, 300, "Mark as read")))),
                secret(Category.CHAT, "PERSON", "Mark Brackwater"));
        assertThat(covers(found, 5, new Box(100, 100, 80, 14))).isTrue();
        assertThat(covers(found, 5, new Box(100, 300, 32, 14))).isFalse();
    }

    @Test
    void aLineLostUnderASelectionStaysCoveredWhileTheRestStandsStill() {
        List<PlacedLine> rest = List.of(
                line(100, 200, "Alpha row one"), line(100, 240, "Beta row two"), line(100, 280, "Gamma row three"));
        PlacedLine secretLine = line(100, 320, "548-11-9087");
        List<PlacedLine> all = new ArrayList<>(rest);
        all.add(secretLine);
        SegmentView segment = segment(List.of(
                view(1_000_000, APP, all.toArray(PlacedLine[]::new)),
                view(2_000_000, APP, rest.toArray(PlacedLine[]::new)),
                view(3_000_000, APP, all.toArray(PlacedLine[]::new))));
        List<Finding> found = spread(segment, secret(Category.TAX, "SSN", "548-11-9087"));
        assertThat(covers(found, 2_000_000, secretLine.box())).isTrue();
    }

    @Test
    void aConversationIsPrivateAndItsSpeakersAreSoughtInTitles() {
        WindowEvent chat = window(2, "someapp", "Mara Quillfeather | Talk", new Box(0, 0, 1200, 780));
        SegmentView segment = segment(
                List.of(view(
                        1_000_000,
                        chat,
                        line(300, 100, "Mara Quillfeather"),
                        line(300, 118, "did the clinic call you back"),
                        line(300, 150, "You"),
                        line(300, 168, "not yet, I am worried"),
                        line(300, 200, "Mara Quillfeather"),
                        line(300, 218, "please hurry a little"),
                        line(300, 250, "You"),
                        line(300, 268, "ok I will do it now"))),
                text(TextRef.Kind.TITLE, 0, 1, chat.title(), chat),
                text(TextRef.Kind.TYPED, 500_000, 900_000, "ok I will do it now", chat));
        Analyzer analyzer = Analyzer.standard(RedactionSettings.standard());
        List<Finding> found = analyzer.propagate(segment, analyzer.detect(segment), SecretIndex.empty());
        assertThat(covers(found, 1_000_000, new Box(300, 118, 28 * 8, 14))).isTrue();
        assertThat(covers(found, 1_000_000, new Box(300, 100, 17 * 8, 14))).isTrue();
        assertThat(found)
                .extracting(Finding::place)
                .contains(
                        new Finding.InText(new TextRef(TextRef.Kind.TITLE, 7), 0, 17),
                        new Finding.InText(new TextRef(TextRef.Kind.TYPED, 7), 0, 19));
    }

    @Test
    void textThatWasTypedAtAPasswordPromptAndNeverShownIsACredential() {
        WindowEvent terminal = window(3, "xterm", "shell", new Box(0, 0, 1200, 780));
        SegmentView segment = segment(
                List.of(view(2_000_000, terminal, line(20, 60, "$ unlock"), line(20, 80, "Password for vault:"))),
                text(TextRef.Kind.TYPED, 1_500_000, 1_900_000, "plumtree", terminal));
        Analyzer analyzer = Analyzer.standard(RedactionSettings.standard());
        assertThat(analyzer.detect(segment)).anyMatch(f -> f.entity().equals("PASSWORD"));
    }
}
