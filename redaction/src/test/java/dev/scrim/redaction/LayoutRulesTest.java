package dev.scrim.redaction;

import static dev.scrim.redaction.Screens.line;
import static dev.scrim.redaction.Screens.segment;
import static dev.scrim.redaction.Screens.view;
import static dev.scrim.redaction.Screens.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Finding;
import dev.scrim.datasets.model.PlacedLine;
import dev.scrim.datasets.model.SegmentView;
import dev.scrim.datasets.model.WindowEvent;
import dev.scrim.redaction.propagate.SecretIndex;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is private because of where it stands, each rule beside a look-alike that must stay readable. */
class LayoutRulesTest {
    private static final Box FULL = new Box(0, 0, 1200, 780);

    private static List<Finding> find(String app, String title, PlacedLine... lines) {
        WindowEvent event = window(1, app, title, FULL);
        SegmentView segment = segment(List.of(view(1_000_000, event, lines)));
        Analyzer analyzer = Analyzer.standard(RedactionSettings.standard());
        return analyzer.propagate(segment, analyzer.detect(segment), SecretIndex.empty());
    }

    @Test
    void bubblesWithoutNamesAreAConversation() {
        PlacedLine left = line(420, 120, "did they say anything about the scan");
        PlacedLine right = line(768, 160, "only that he has to come back");
        PlacedLine again = line(420, 200, "call me when you are out of there");
        PlacedLine last = line(792, 240, "will do, around seven then");
        List<Finding> found = find("somephone", "Mirror", left, right, again, last);
        assertThat(List.of(left, right, again, last)).allMatch(l -> Page.hides(found, l));
    }

    @Test
    void labelsAndValuesSideBySideAreNoBubbles() {
        PlacedLine label = line(420, 120, "Colour of the cover");
        PlacedLine value = line(760, 120, "dark green with a rim");
        PlacedLine second = line(420, 160, "Material of the inner bag");
        PlacedLine cotton = line(760, 160, "cotton, washed two times");
        PlacedLine third = line(420, 200, "Width of the whole thing");
        PlacedLine wide = line(760, 200, "as wide as a hand or so");
        List<Finding> found = find("shopviewer", "Product", label, value, second, cotton, third, wide);
        assertThat(List.of(label, value, second, cotton, third, wide)).noneMatch(l -> Page.hides(found, l));
    }

    @Test
    void whatStandsAboveAComposerIsPrivateAlsoBesideCode() {
        PlacedLine code = line(20, 120, "return spans.stream().filter(s -> s.open()).toList();");
        PlacedLine more = line(20, 140, "private final List<Span> spans = new ArrayList<>();");
        PlacedLine third = line(20, 160, "for (Span s : spans) { s.close(); }");
        PlacedLine fourth = line(20, 180, "public void close() { spans.clear(); }");
        PlacedLine asked = line(820, 140, "why do our clients lose bookings since the merge");
        PlacedLine composer = line(820, 300, "Ask about this file");
        List<Finding> found = find("ideapp", "Span.java", code, more, third, fourth, asked, composer);
        assertThat(Page.hides(found, asked)).isTrue();
        assertThat(List.of(code, more, third, fourth, composer)).noneMatch(l -> Page.hides(found, l));
    }

    @Test
    void theFirstPersonIsPrivateAndManualsAreNot() {
        PlacedLine mine = line(100, 200, "Please tell her that I lost my job and cannot pay the rent");
        PlacedLine manual = line(100, 400, "Press the button twice and wait until the lamp is green");
        List<Finding> found = find("writer", "letter", mine, manual);
        assertThat(Page.hides(found, mine)).isTrue();
        assertThat(Page.hides(found, manual)).isFalse();
    }

    @Test
    void theFirstPersonInAReviewOfCodeStaysReadable() {
        PlacedLine review = line(100, 200, "I think this loop should stop when my buffer is empty");
        assertThat(Page.hides(find("browser", "Pull request 17 - widgets", review), review))
                .isFalse();
    }

    @Test
    void aColumnOfPartsHoldsNoPersonsAndAColumnOfNamesNothingElse() {
        List<String> parts =
                List.of("Rose hinge", "Olive ring", "Basin plug", "Copper elbow", "Thread tape", "Ball valve");
        List<String> names =
                List.of("Ngozi Umeh", "Petra Vanek", "Tomas Lindqvist", "Adaeze Obi", "Ruben Castillo", "Xiu Lin");
        PlacedLine[] lines = new PlacedLine[12];
        for (int i = 0; i < 6; i++) {
            lines[i] = line(100, 100 + 30 * i, parts.get(i));
            lines[6 + i] = line(500, 100 + 30 * i, names.get(i));
        }
        List<Finding> found = find("tables", "shelf and keeper", lines);
        for (int i = 0; i < 6; i++) {
            assertThat(Page.hides(found, lines[i])).as(parts.get(i)).isFalse();
            assertThat(Page.hides(found, lines[6 + i])).as(names.get(i)).isTrue();
        }
    }

    @Test
    void whomSomebodyPaidIsAsPrivateAsHowMuch() {
        PlacedLine head = line(60, 80, "Recent transactions");
        PlacedLine balance = line(60, 110, "Available balance");
        PlacedLine date = line(60, 160, "04 Mar");
        PlacedLine payee = line(240, 160, "Harbour Lights Casino");
        PlacedLine amount = line(800, 160, "$120.00");
        List<Finding> found = find("browser", "Accounts - My bank", head, balance, date, payee, amount);
        assertThat(Page.hides(found, payee)).isTrue();
        assertThat(Page.hides(found, amount)).isTrue();
        assertThat(Page.hides(found, head)).isFalse();
        assertThat(Page.hides(found, balance)).isFalse();
    }

    @Test
    void anAddressGoesOnInTheNextRow() {
        PlacedLine street = line(100, 200, "4410 Wickford Avenue, Lowell");
        PlacedLine town = line(100, 218, "MA 01852");
        PlacedLine below = line(100, 300, "Weight 2.4 kg");
        List<Finding> found = find("labels", "Parcel", street, town, below);
        assertThat(Page.hides(found, street)).isTrue();
        assertThat(Page.hides(found, town)).isTrue();
        assertThat(Page.hides(found, below)).isFalse();
    }

    @Test
    void menusAndHeadsOfTablesInAChartStayReadable() {
        PlacedLine[] heads = {
            line(60, 140, "Patient"), line(300, 140, "Drug"), line(520, 140, "Prescriber"), line(760, 140, "Status")
        };
        PlacedLine row = line(60, 170, "Vandersloot, Cornelia");
        PlacedLine drug = line(300, 170, "lisinopril 20 mg tab");
        List<Finding> found = find(
                "pharmacy",
                "Pharmacy queue",
                heads[0],
                heads[1],
                heads[2],
                heads[3],
                row,
                drug,
                line(60, 100, "MRN H4410782"));
        assertThat(heads).noneMatch(h -> Page.hides(found, h));
        assertThat(Page.hides(found, row)).isTrue();
        assertThat(Page.hides(found, drug)).isTrue();
    }
}
