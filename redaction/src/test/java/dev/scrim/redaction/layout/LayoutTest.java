package dev.scrim.redaction.layout;

import static dev.scrim.redaction.Screens.line;
import static dev.scrim.redaction.Screens.segment;
import static dev.scrim.redaction.Screens.view;
import static dev.scrim.redaction.Screens.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.PlacedLine;
import dev.scrim.datasets.model.ScreenView;
import dev.scrim.datasets.model.WindowEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayoutTest {
    private static final WindowEvent APP = window(1, "someapp", "Window", new Box(0, 0, 1000, 700));

    private static FrameLayout layout(WindowEvent window, PlacedLine... lines) {
        ScreenView view = view(1_000_000, window, lines);
        return FrameLayout.of(view, WindowStack.of(segment(List.of(view))));
    }

    private static Piece piece(FrameLayout layout, String text) {
        return layout.pieces().stream()
                .filter(p -> p.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no piece " + text + " in " + layout.pieces()));
    }

    @Test
    void aWideGapInsideALineSeparatesCells() {
        FrameLayout layout = layout(APP, line(100, 100, "Sodium          139"));
        assertThat(layout.pieces()).extracting(Piece::text).containsExactly("Sodium", "139");
        assertThat(piece(layout, "139").box().x()).isEqualTo(100 + 16 * 8);
    }

    @Test
    void linesThatTheReaderSplitAreOnePiece() {
        FrameLayout layout = layout(APP, line(100, 100, "Jo"), line(120, 101, "Doe"));
        assertThat(layout.pieces()).extracting(Piece::text).containsExactly("Jo Doe");
    }

    @Test
    void aValueInheritsTheLabelOnItsLeftAboveItAndAtTheHeadOfItsColumn() {
        FrameLayout left = layout(APP, line(100, 100, "Date of birth"), line(400, 100, "04/05/1961"));
        assertThat(new Labels(left).of(piece(left, "04/05/1961"))).containsExactly("Date of birth");

        FrameLayout above = layout(APP, line(100, 100, "Account number"), line(104, 124, "000111222"));
        assertThat(new Labels(above).of(piece(above, "000111222"))).containsExactly("Account number");

        FrameLayout table = layout(
                APP,
                line(100, 100, "Item"),
                line(300, 100, "Salary"),
                line(100, 130, "Row one"),
                line(300, 130, "51,000.00"),
                line(100, 220, "Row two"),
                line(300, 220, "52,000.00"));
        assertThat(new Labels(table).of(piece(table, "52,000.00"))).contains("Salary");
    }

    @Test
    void aHeadingFarAboveIsNoColumnHead() {
        FrameLayout page = layout(APP, line(100, 100, "Street address"), line(100, 300, "12 things to know"));
        assertThat(new Labels(page).of(piece(page, "12 things to know"))).isEmpty();
    }

    @Test
    void labelsAreKnownWithBoxNumbersFillerAndMisreadLetters() {
        assertThat(FieldLabel.of("a Employee's social security number"))
                .get()
                .extracting(FieldLabel::entity)
                .isEqualTo("SSN");
        assertThat(FieldLabel.of("2 Federalincome tax withheid"))
                .get()
                .extracting(FieldLabel::entity)
                .isEqualTo("MONEY");
        assertThat(FieldLabel.of("Taxonomy of fasteners")).isEmpty();
        assertThat(FieldLabel.of("Wages and how they changed")).isEmpty();
    }

    @Test
    void narrowTablesAreCutAtTheHeadsOfPrivateColumns() {
        FrameLayout sheet = layout(
                APP,
                line(100, 100, "Item"),
                line(180, 100, "Salary"),
                line(260, 100, "SSN"),
                line(100, 120, "Bolts"),
                line(140, 120, "A1"),
                line(180, 120, "51,000.00"),
                line(260, 120, "219-09-9999"));
        assertThat(sheet.pieces()).extracting(Piece::text).contains("51,000.00", "219-09-9999");
    }

    @Test
    void theWindowThatWasActiveLastLiesOnTopOfTheOthers() {
        WindowEvent back = window(1, "mail", "Mail", new Box(0, 0, 600, 600));
        WindowEvent front = window(2, "editor", "Editor", new Box(300, 0, 600, 600));
        ScreenView first = view(1, back);
        ScreenView second = view(2, front);
        WindowStack stack = WindowStack.of(segment(List.of(first, second)));
        assertThat(stack.owner(second, 400, 100))
                .get()
                .extracting(PlacedWindow::app)
                .isEqualTo("editor");
        assertThat(stack.owner(second, 100, 100))
                .get()
                .extracting(PlacedWindow::app)
                .isEqualTo("mail");
        assertThat(stack.owner(first, 800, 100))
                .get()
                .extracting(PlacedWindow::app)
                .isEqualTo("editor");
        assertThat(stack.owner(first, 1000, 700)).isEmpty();
    }

    @Test
    void aDraggedWindowStaysTheSameWindow() {
        WindowEvent before = window(1, "calc", "One", new Box(0, 0, 300, 300));
        WindowEvent after = window(2, "calc", "Two", new Box(20, 20, 300, 300));
        ScreenView view = view(2, after);
        WindowStack stack = WindowStack.of(segment(List.of(view(1, before), view)));
        assertThat(stack.at(view)).hasSize(1);
    }

    @Test
    void repeatedNamesOverBodiesAreAConversationAndATableIsNot() {
        FrameLayout chat = layout(
                APP,
                line(100, 100, "Mara Quill"),
                line(100, 118, "did you call them back"),
                line(100, 150, "You"),
                line(100, 168, "not yet, will do it now"),
                line(100, 200, "Mara Quill"),
                line(100, 218, "please hurry a little"));
        assertThat(Speakers.of(chat.pieces()).score()).isGreaterThanOrEqualTo(0.5);
        FrameLayout table = layout(
                APP,
                line(100, 100, "Bolt"),
                line(200, 100, "Steel"),
                line(300, 100, "Left"),
                line(400, 100, "Two"),
                line(100, 118, "Bolt long"),
                line(200, 118, "Steel"),
                line(300, 118, "Left"),
                line(400, 118, "Two"),
                line(100, 136, "Bolt"),
                line(200, 136, "Steel"),
                line(300, 136, "Left"),
                line(400, 136, "Two"),
                line(100, 154, "Bolt long"),
                line(200, 154, "Steel"),
                line(300, 154, "Left"),
                line(400, 154, "Two"));
        assertThat(Speakers.of(table.pieces()).score()).isZero();
    }

    @Test
    void picturesAndRulesAreNotText() {
        PlacedLine rule = line(100, 100, "|");
        PlacedLine upright = new PlacedLine(rule.line(), new Box(100, 100, 4, 60));
        PlacedLine huge = new PlacedLine(rule.line(), new Box(100, 100, 900, 600));
        assertThat(layout(APP, upright, huge).pieces()).isEmpty();
    }

    @Test
    void aLineCutByAnotherWindowReachesToItsEdge() {
        WindowEvent back = window(1, "mail", "Mail", new Box(0, 0, 900, 600));
        WindowEvent front = window(2, "editor", "Editor", new Box(0, 0, 300, 600));
        ScreenView view = view(2, front, line(306, 200, "your results"));
        FrameLayout layout = FrameLayout.of(view, WindowStack.of(segment(List.of(view(1, back), view))));
        assertThat(layout.pieces().get(0).box().x()).isEqualTo(300);
    }

    @Test
    void kindsKeepApartWhatOnlyTalksAboutThem() {
        KindScores kinds = new KindScores(dev.scrim.redaction.detect.block.BlockClassifier.standard());
        FrameLayout wiki = layout(
                window(1, "browser", "Taxonomy of fasteners - wiki", new Box(0, 0, 1000, 700)),
                line(100, 100, "Diagnosis of a stripped thread"),
                line(100, 130, "Check the patient first: a worn tap is the usual cause."),
                line(100, 160, "Medical grade titanium is listed under materials."));
        Map<PaneKind, Double> scores = kinds.of(
                wiki.windows().get(0),
                java.util.List.of(),
                wiki.pieces(),
                Speakers.of(wiki.pieces()),
                Bubbles.of(wiki.blocks()),
                MailShape.of(wiki.pieces()));
        assertThat(scores.values()).allSatisfy(s -> assertThat(s).isLessThan(KindScores.ACTIVE));
    }
}
