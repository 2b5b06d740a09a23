package dev.scrim.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.Point;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.jobs.report.ReportData.Totals;
import dev.scrim.jobs.viewer.Inline;
import dev.scrim.jobs.viewer.ViewerModel;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportHtmlTest {
    private static Document parse(String page) throws Exception {
        String xml = page.replaceFirst("<!DOCTYPE html>", "");
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static ReportData empty() {
        return new ReportData(
                new ReportData.Header("none", "0", "0", "nowhere"),
                false,
                new Totals(0, 0, 0, Duration.ZERO, 0, 0, 0, 0, 0, 0),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                ViewerModel.EMPTY,
                List.of(),
                List.of());
    }

    @Test
    void thePageIsWellFormedWhateverIsInIt() throws Exception {
        assertThat(parse(ReportHtml.render(SampleReports.full()))
                        .getElementsByTagName("section")
                        .getLength())
                .isEqualTo(7);
        parse(ReportHtml.render(empty()));
    }

    @Test
    void thePageNeedsNothingFromOutside() {
        String page = ReportHtml.render(SampleReports.full());

        // Addresses of windows are words in the model; the name of SVG looks like one and is never fetched.
        assertThat(page.replaceAll("<script type=\"application/json\".*?</script>", "")
                        .replace("\"http://www.w3.org/2000/svg\"", ""))
                .doesNotContainPattern("https?://")
                .doesNotContain("@import", "fetch(", "XMLHttpRequest", "import(", "innerHTML")
                .doesNotContain("<link");
        Matcher addresses =
                Pattern.compile("(?:src|href|action)=\"([^\"]{0,30})").matcher(page);
        int found = 0;
        while (addresses.find()) {
            assertThat(addresses.group(1)).matches("#[a-z]+|data:image/png;base64,.*");
            found++;
        }
        assertThat(found).isGreaterThan(6);
        assertThat(page).contains("default-src 'none'");
    }

    @Test
    void onlyItsOwnStyleAndScriptMayRun() {
        String page = ReportHtml.render(SampleReports.full());

        for (String tag : List.of("script", "style")) {
            Matcher inline = Pattern.compile("<" + tag + ">(.*?)</" + tag + ">", Pattern.DOTALL)
                    .matcher(page);
            assertThat(inline.find()).isTrue();
            assertThat(page).contains(tag + "-src " + new Inline(inline.group(1)).source());
            assertThat(inline.find()).as("a second " + tag).isFalse();
        }
        assertThat(page).doesNotContain("unsafe-").doesNotContainPattern("<[a-z]+[^>]* (?:style|on[a-z]+)=");
    }

    @Test
    void aSealedBuildShowsNothingOfItsTrajectories() {
        assertThat(ReportHtml.render(empty())).contains("The export is sealed").doesNotContain("id=\"viewer-model\"");
    }

    @Test
    void textIsEscaped() throws Exception {
        String name = "<script>alert(1)</script>&\"'\u0007\u009B]]>\uFFFE\uD800";
        String page = ReportHtml.render(SampleReports.named(name));

        assertThat(page)
                .doesNotContain("<script>alert")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39;");
        parse(page);
    }

    @Test
    void numbersAreThere() {
        String page = ReportHtml.render(SampleReports.full());

        assertThat(page)
                .contains("7 of 8", "412", "2,263 places painted over", "9,213", "12,545", "0 leaks")
                .contains("8f2c41d09a7be3365d2f10c4", "184.3 MB", "VIDEO_UNREADABLE", "IDLE_MOVE")
                .contains(ReportHtml.EVALUATION)
                .doesNotContain("OFF_SCREEN");
    }

    @Test
    void onlyAnEvaluationBuildHasTheBanner() {
        assertThat(ReportHtml.render(empty())).doesNotContain(ReportHtml.EVALUATION);
    }

    @Test
    void aStageWhoseBooksDoNotBalanceIsSaid() {
        ReportData full = SampleReports.full();
        ReportData data = new ReportData(
                full.header(),
                false,
                full.totals(),
                List.of(SampleReports.stage("03-actions", "events", 10, 4, 1, 4, "", 1, true)),
                full.drops(),
                full.violations(),
                full.findings(),
                full.ratings(),
                full.verification(),
                full.recordings(),
                full.viewer(),
                full.samples(),
                full.outputs());

        assertThat(ReportHtml.render(data)).contains("some input is unaccounted for");
        assertThat(ConsoleSummary.of(data, "report.html")).contains("UNBALANCED");
    }

    @Test
    void marksNeverTellWhatWasTypedOrRead() {
        String page = ReportHtml.render(SampleReports.full());

        assertThat(page)
                .contains("type, 12 characters", "dropdown select")
                .doesNotContain("secret words", "secret option");
        TimeSpan span = new TimeSpan(0, 1);
        assertThat(Overlay.caption(new Action.Scroll(span, new Point(1, 1), 0, 3, List.of())))
                .isEqualTo("scroll down 3");
        assertThat(Overlay.caption(new Action.Scroll(span, new Point(1, 1), -2, 0, List.of())))
                .isEqualTo("scroll left 2");
        assertThat(Overlay.caption(new Action.Hotkey(span, List.of("ctrl", "c"), Optional.of("copy"))))
                .isEqualTo("hotkey ctrl+c");
    }

    @Test
    void theSamePageComesFromTheSameData() {
        assertThat(ReportHtml.render(SampleReports.full())).isEqualTo(ReportHtml.render(SampleReports.full()));
    }

    @Test
    void theSamplePageCanBeLookedAt() throws IOException {
        Path page = Path.of("target", "sample-report.html");
        Files.createDirectories(page.getParent());
        Files.writeString(page, ReportHtml.render(SampleReports.full()));

        assertThat(page).isNotEmptyFile();
    }

    @Test
    void densityCountsEveryEventOnceInMemoryThatDoesNotGrow() {
        Density density = new Density(1_000);
        for (long t = -5; t < 1_005; t++) {
            density.add(t);
        }
        Density other = new Density(1_000);
        other.add(0);
        density.add(other);

        ReportData.Lane.Counts lane = (ReportData.Lane.Counts) density.lane(ReportData.LaneKind.KEYS);
        assertThat(lane.perBin()).hasSize(Density.BINS);
        assertThat(lane.perBin().stream().mapToInt(Integer::intValue).sum()).isEqualTo(1_011);
    }
}
