package dev.scrim.jobs.report;

import dev.scrim.jobs.report.ReportData.Count;
import dev.scrim.jobs.report.ReportData.FindingCount;
import dev.scrim.jobs.report.ReportData.Output;
import dev.scrim.jobs.report.ReportData.RecordingLine;
import dev.scrim.jobs.report.ReportData.Sample;
import dev.scrim.jobs.report.ReportData.StageLine;
import dev.scrim.jobs.report.ReportData.StageState;
import dev.scrim.jobs.report.ReportData.Totals;
import dev.scrim.jobs.report.ReportData.Verification;
import dev.scrim.jobs.report.ReportData.ViolationCount;
import dev.scrim.jobs.viewer.Inline;
import dev.scrim.jobs.viewer.ViewerPart;
import java.util.Comparator;
import java.util.List;

/** Writes {@code report.html}: one page that needs no network, no server and no other file. */
public final class ReportHtml {
    /** What an evaluation build says of itself wherever it is seen. */
    public static final String EVALUATION = "EVALUATION, NEVER RELEASABLE";

    private final ReportData data;
    private final Html page = new Html();

    private ReportHtml(ReportData data) {
        this.data = data;
    }

    /** The page: HTML that is also well-formed XML. */
    public static String render(ReportData data) {
        return new ReportHtml(data).render();
    }

    private String render() {
        Inline style = Inline.style(ViewerPart.css() + Inline.resources(ReportHtml.class, "report.css"));
        Inline script = Inline.script(Inline.resources(ReportHtml.class, "report.js") + ViewerPart.js());
        page.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
                .raw("<meta name=\"referrer\" content=\"no-referrer\"/>\n")
                // The page can load nothing and run nothing but its own, even if something slipped into it.
                .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; ")
                .raw("style-src " + style.source() + "; script-src " + script.source())
                .raw("; base-uri 'none'; form-action 'none'\"/>\n")
                .element("title", "", "Scrim: " + data.header().dataset())
                .raw("\n<style>" + style.text() + "</style>\n</head>\n<body>\n");
        header();
        viewer();
        page.raw("<main class=\"wrap\">\n");
        stages();
        privacy();
        input();
        recordings();
        samples();
        outputs();
        page.raw("</main>\n<footer><div class=\"wrap\">")
                .text(
                        "Made by Scrim " + data.header().version()
                                + ". Words and pictures on this page come from 06-redacted and later; nothing of what was recorded is on it.")
                .raw("</div></footer>\n<dialog class=\"large\" aria-label=\"Sample frame\"></dialog>\n")
                .raw("<script>" + script.text() + "</script>\n</body>\n</html>\n");
        return page.toString();
    }

    private void viewer() {
        page.raw("<section id=\"trajectories\" class=\"wide\"><div class=\"wrap\">")
                .element("h2", "", "Trajectories")
                .raw("\n");
        if (data.viewer().traces().isEmpty()) {
            none(
                    data.evaluation()
                            ? "No trajectory is in the export."
                            : "The export is sealed, so this page shows nothing of its trajectories.");
            page.raw("</div></section>\n");
        } else {
            page.element(
                            "p",
                            "",
                            "As exported: frames, words and titles after redaction and verification. Press ? for the keys.")
                    .raw("</div>\n" + ViewerPart.markup(data.viewer()) + "</section>\n");
        }
    }

    private void header() {
        if (data.evaluation()) {
            page.element("div", "banner", EVALUATION);
        }
        page.raw("<header><div class=\"wrap\">\n<h1>")
                .text(data.header().dataset())
                .element("small", "", "Scrim build report")
                .raw("</h1>\n<div class=\"id\">Build ")
                .element("code", "", data.header().buildId())
                .raw(" in ")
                .element("code", "", data.header().buildFolder())
                .raw("</div>\n<nav aria-label=\"Sections\">");
        for (String section :
                List.of("Trajectories", "Stages", "Privacy", "Input", "Recordings", "Samples", "Output")) {
            page.raw("<a href=\"#" + section.toLowerCase(java.util.Locale.ROOT) + "\">" + section + "</a>");
        }
        page.raw("</nav>\n");
        tiles();
        page.raw("</div></header>\n");
    }

    private void tiles() {
        Totals totals = data.totals();
        page.raw("<div class=\"tiles\">\n");
        boolean allBalanced = data.stages().stream().allMatch(StageLine::balanced);
        tile(
                totals.recordingsExported() == totals.recordings() ? "" : "bad",
                Numbers.count(totals.recordingsExported()) + " of " + Numbers.count(totals.recordings()),
                "recordings exported, " + Numbers.durationUs(totals.recordedUs()) + " recorded");
        tile(
                "",
                Numbers.count(totals.steps()),
                "steps in " + Numbers.count(totals.trajectories(), "trajectory", "trajectories"));
        tile(
                "",
                Numbers.count(totals.frames()),
                "frames, " + Numbers.count(totals.masks(), "place", "places") + " painted over");
        if (data.verification().isPresent()) {
            Verification seen = data.verification().get();
            tile(
                    seen.leaks() == seen.closed() ? "good" : "bad",
                    Numbers.count(seen.leaks(), "leak", "leaks"),
                    (seen.leaks() == 0 ? "" : seen.consequence() + ", ") + "in a second look at "
                            + Numbers.count(seen.framesRead(), "frame", "frames") + " and "
                            + Numbers.count(seen.textsRead(), "text", "texts"));
        } else {
            tile("bad", "not verified", "the build did not get to 07");
        }
        tile(
                allBalanced ? "good" : "bad",
                allBalanced ? "balanced" : "unbalanced",
                allBalanced ? "every input is in the output or has a code" : "some input is unaccounted for");
        tile(
                "",
                Numbers.rate(totals.speed()) + "\u00d7",
                "recorded time per wall time, in " + Numbers.duration(totals.took()) + "; "
                        + Numbers.count(totals.ocrCalls(), "OCR call", "OCR calls")
                        + (data.readingsReused() ? " (readings reused)" : ""));
        page.raw("</div>\n");
    }

    private void tile(String cssClass, String figure, String label) {
        page.raw("<div class=\"tile " + cssClass + "\">")
                .element("b", "", figure)
                .element("span", "", label)
                .raw("</div>\n");
    }

    private void stages() {
        open(
                "stages",
                "Stages",
                "In each row, what came in is what went out, was quarantined or was dropped with a code.");
        page.raw("<div class=\"card scroll\"><table>\n<thead><tr><th>Stage</th><th>Counted</th>")
                .raw("<th class=\"n\">In</th><th class=\"n\">Out</th><th class=\"n\">Quarantined</th>")
                .raw(
                        "<th class=\"n\">Dropped</th><th>Books</th><th>Made</th><th class=\"n\">Took</th><th>State</th></tr>")
                .raw("</thead>\n<tbody>\n");
        for (StageLine line : data.stages()) {
            page.raw("<tr><td class=\"nw\">")
                    .element("code", "", line.stage())
                    .raw("</td>")
                    .element("td", "", line.unit());
            for (long value : new long[] {line.in(), line.out(), line.quarantined(), line.dropped()}) {
                number(value);
            }
            page.raw("<td>");
            pill(line.balanced() ? "good" : "bad", line.balanced() ? "balanced" : "unbalanced");
            page.raw("</td>").element("td", "", line.made());
            page.element("td", "n", line.state() == StageState.DONE ? Numbers.duration(line.took()) : "")
                    .raw("<td>");
            pill(line.state() == StageState.FAILED ? "bad" : "", line.state().label());
            page.raw("</td></tr>\n");
        }
        page.raw("</tbody></table></div>\n</section>\n");
    }

    private void privacy() {
        open("privacy", "What was private", "Counted by what it is, where it was, and what the policy says about it.");
        if (data.findings().isEmpty()) {
            none("Nothing private was found.");
        } else {
            page.raw("<div class=\"card scroll\"><table>\n<thead><tr><th>Category</th><th>Treatment</th>")
                    .raw("<th class=\"n\">Different contents</th><th class=\"n\">Places on screen</th>")
                    .raw("<th class=\"n\">Places in text</th></tr></thead>\n<tbody>\n");
            for (FindingCount finding : data.findings()) {
                page.raw("<tr>")
                        .element("td", "", finding.category().replace('_', ' '))
                        .element("td", "nw", finding.treatment().replace('_', ' '));
                number(finding.distinct());
                number(finding.onScreen());
                number(finding.inText());
                page.raw("</tr>\n");
            }
            page.raw("</tbody></table></div>\n");
        }
        ratings();
        data.verification()
                .filter(seen -> seen.leaks() > 0)
                .ifPresent(seen -> page.element(
                        "p",
                        "none",
                        Numbers.count(seen.leaks(), "leak was", "leaks were") + " found by the second look; "
                                + seen.consequence() + "."));
        data.verification().flatMap(Verification::proof).ifPresent(this::proof);
        page.raw("</section>\n");
    }

    private void ratings() {
        long all =
                data.ratings().stream().mapToLong(ReportData.RatingCount::steps).sum();
        if (all == 0) {
            return;
        }
        page.raw("<h3>How private it was before redaction</h3>\n<div class=\"card scroll\"><table>\n<thead><tr>")
                .raw("<th class=\"n\">Rating</th><th>Given for</th><th class=\"n\">Steps</th>")
                .raw("<th class=\"n\">Share</th><th class=\"n\">Trajectories</th></tr></thead>\n<tbody>\n");
        for (ReportData.RatingCount rating : data.ratings()) {
            page.raw("<tr>").element("td", "n", String.valueOf(rating.level())).element("td", "", rating.meaning());
            number(rating.steps());
            page.element("td", "n", Numbers.rate(100.0 * rating.steps() / all) + " %");
            number(rating.trajectories());
            page.raw("</tr>\n");
        }
        page.raw("</tbody></table></div>\n");
    }

    private void proof(Proof proof) {
        for (String sentence : proof.sentences()) {
            page.element("p", "none", sentence + ".");
        }
        page.element("p", "none", Numbers.count(proof.masks(), "mask was", "masks were") + " proven to carry nothing.");
        if (proof.canaries().isEmpty()) {
            return;
        }
        page.raw("<div class=\"card scroll\"><table>\n<thead><tr><th>Planted on canary screens</th>")
                .raw("<th class=\"n\">Planted</th><th class=\"n\">Covered by redaction</th>")
                .raw("<th class=\"n\">After the second look</th></tr></thead>\n<tbody>\n");
        for (Proof.Canary canary : proof.canaries()) {
            page.raw("<tr>").element("td", "", canary.group());
            number(canary.planted());
            number(canary.redacted());
            number(canary.closed());
            page.raw("</tr>\n");
        }
        page.raw("<tr>").element("td", "", "harmless text, to be left");
        number(proof.safe());
        page.raw("<td></td>");
        number(proof.safeCovered());
        page.raw("</tr>\n</tbody></table></div>\n");
    }

    private void input() {
        open("input", "What was left out", "Events that are in no action, and defects of the recordings.");
        page.raw("<div class=\"two\"><div class=\"card\">\n");
        drops();
        page.raw("</div><div class=\"card scroll\">\n");
        violations();
        page.raw("</div></div>\n</section>\n");
    }

    private void drops() {
        List<Count> drops = data.drops().stream()
                .filter(drop -> drop.count() > 0)
                .sorted(Comparator.comparingLong(Count::count).reversed().thenComparing(Count::code))
                .toList();
        if (drops.isEmpty()) {
            none("No event was dropped.");
            return;
        }
        long most = drops.get(0).count();
        page.raw("<dl class=\"bars\">\n");
        for (Count drop : drops) {
            String width = Numbers.rate(100.0 * drop.count() / most);
            page.raw("<dt>")
                    .text(drop.meaning())
                    .element("code", "", drop.code())
                    .raw("</dt><dd aria-hidden=\"true\"><svg class=\"bar\"><rect width=\"" + width
                            + "%\" height=\"100%\" rx=\"4\"/></svg></dd>")
                    .element("dd", "n", Numbers.count(drop.count()))
                    .raw("\n");
        }
        page.raw("</dl>\n");
    }

    private void violations() {
        if (data.violations().isEmpty()) {
            none("The recordings have no defects.");
            return;
        }
        page.raw("<table>\n<thead><tr><th>Defect</th><th class=\"n\">Times</th><th class=\"n\">Recordings</th>")
                .raw("<th>What to do</th></tr></thead>\n<tbody>\n");
        for (ViolationCount violation : data.violations()) {
            page.raw("<tr><td>").element("code", "", violation.code()).raw("<br/>");
            pill(violation.quarantines() ? "bad" : "warn", violation.quarantines() ? "quarantine" : "warning");
            page.raw("</td>");
            number(violation.count());
            number(violation.recordings());
            page.element("td", "", violation.remedy()).raw("</tr>\n");
            if (!violation.places().isEmpty()) {
                // A row of its own: places are long, and a fifth column would push the remedy off the page.
                page.raw("<tr><td colspan=\"4\">first in");
                for (String place : violation.places()) {
                    page.raw("<br/>").element("code", "", place);
                }
                page.raw("</td></tr>\n");
            }
        }
        page.raw("</tbody></table>\n");
    }

    private void recordings() {
        open("recordings", "Recordings", "What happened when. Cut time was removed before anything looked at it.");
        if (data.recordings().isEmpty()) {
            none("No recording was read.");
        }
        for (RecordingLine recording : data.recordings()) {
            page.raw("<div class=\"card rec\"><h3>").text(recording.id().value());
            pill(recording.exported() ? "good" : "bad", recording.outcome());
            page.element(
                            "span",
                            "",
                            Numbers.durationUs(recording.lengthUs()) + ", "
                                    + Numbers.count(recording.steps(), "step", "steps"))
                    .raw("</h3>\n");
            LanePicture.draw(recording, page);
            page.raw("</div>\n");
        }
        page.raw("</section>\n");
    }

    private void samples() {
        open(
                "samples",
                "Sample frames",
                "Redacted frames as exported, with the action that follows drawn in red. Typed text is counted, not shown.");
        if (data.samples().isEmpty()) {
            none("There are no frames to show.");
        }
        page.raw("<div class=\"shots\">\n");
        for (Sample sample : data.samples()) {
            page.raw("<figure><button type=\"button\">");
            SamplePicture.draw(sample, page);
            page.raw("</button><figcaption>")
                    .element("b", "", sample.caption())
                    .text(" \u00b7 " + sample.recording() + ", step " + sample.step() + " at "
                            + Numbers.timeUs(sample.tUs()) + " \u00b7 "
                            + Numbers.count(sample.masks(), "place", "places") + " painted over")
                    .raw("</figcaption></figure>\n");
        }
        page.raw("</div>\n</section>\n");
    }

    private void outputs() {
        open("output", "Output", "");
        if (data.outputs().isEmpty()) {
            none("Nothing was exported.");
        } else {
            page.raw("<div class=\"card scroll\"><table>\n<thead><tr><th>Format</th><th class=\"n\">Rows</th>")
                    .raw(
                            "<th class=\"n\">Files</th><th class=\"n\">Size</th><th>Access</th><th>Where</th></tr></thead>\n<tbody>\n");
            for (Output output : data.outputs()) {
                page.raw("<tr>").element("td", "nw", output.format());
                number(output.rows());
                number(output.files());
                page.element("td", "n", Numbers.bytes(output.bytes())).raw("<td>");
                pill(output.readable() ? "warn" : "good", output.readable() ? "readable" : "sealed");
                page.raw("</td><td>").element("code", "", output.folder()).raw("</td></tr>\n");
            }
            page.raw("</tbody></table></div>\n");
        }
        page.raw("</section>\n");
    }

    private void open(String id, String title, String about) {
        page.raw("<section id=\"" + id + "\">").element("h2", "", title);
        if (!about.isEmpty()) {
            page.element("p", "", about);
        }
        page.raw("\n");
    }

    private void none(String text) {
        page.element("p", "none", text);
    }

    private void pill(String cssClass, String text) {
        page.element("span", ("pill " + cssClass).strip(), text);
    }

    private void number(long value) {
        page.element("td", value == 0 ? "n zero" : "n", Numbers.count(value));
    }
}
