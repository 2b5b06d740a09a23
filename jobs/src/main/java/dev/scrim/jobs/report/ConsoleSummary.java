package dev.scrim.jobs.report;

import dev.scrim.jobs.report.ReportData.Output;
import dev.scrim.jobs.report.ReportData.StageLine;
import dev.scrim.jobs.report.ReportData.Totals;
import dev.scrim.jobs.report.ReportData.Verification;
import dev.scrim.jobs.report.ReportData.ViolationCount;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The screenful at the end of a build: at most 80 columns wide but for paths. */
public final class ConsoleSummary {
    private static final int MAX_VIOLATIONS = 4;

    private final ReportData data;
    private final StringBuilder out = new StringBuilder();

    private ConsoleSummary(ReportData data) {
        this.data = data;
    }

    /**
     * The summary, ending in a line break.
     *
     * @param reportPath where the report is, for a person to open
     */
    public static String of(ReportData data, String reportPath) {
        return new ConsoleSummary(data).render(reportPath);
    }

    private String render(String reportPath) {
        line("");
        if (data.evaluation()) {
            line("  *** " + ReportHtml.EVALUATION + " ***");
            line("");
        }
        line("  " + data.header().dataset() + ", build " + data.header().buildId());
        line("");
        stages();
        line("");
        totals();
        violations();
        line("");
        for (Output output : data.outputs()) {
            line(String.format(
                    Locale.ROOT,
                    "  %-12s %s, %s, %s%n  %-12s %s",
                    output.format(),
                    Numbers.count(output.rows(), "row", "rows"),
                    Numbers.bytes(output.bytes()),
                    output.readable() ? "readable" : "sealed",
                    "",
                    output.folder()));
        }
        line("  report       " + reportPath);
        return out.toString();
    }

    private void stages() {
        line(String.format(
                Locale.ROOT,
                "  %-13s %9s %9s %11s %8s  %-12s %s",
                "stage",
                "in",
                "out",
                "quarantined",
                "dropped",
                "counted",
                "took"));
        for (StageLine stage : data.stages()) {
            String took = stage.state() == ReportData.StageState.DONE
                    ? Numbers.duration(stage.took())
                    : stage.state().label();
            line(String.format(
                    Locale.ROOT,
                    "  %-13s %9s %9s %11s %8s  %-12s %s%s",
                    stage.stage(),
                    Numbers.count(stage.in()),
                    Numbers.count(stage.out()),
                    Numbers.count(stage.quarantined()),
                    Numbers.count(stage.dropped()),
                    stage.unit(),
                    took,
                    stage.balanced() ? "" : "  UNBALANCED"));
        }
    }

    private void totals() {
        Totals totals = data.totals();
        line("  " + Numbers.count(totals.recordingsExported()) + " of "
                + Numbers.count(totals.recordings(), "recording", "recordings") + " exported: "
                + Numbers.count(totals.trajectories(), "trajectory", "trajectories") + ", "
                + Numbers.count(totals.steps(), "step", "steps") + ", "
                + Numbers.count(totals.frames(), "frame", "frames") + ".");
        line("  " + Numbers.count(totals.masks(), "place", "places") + " painted over; " + second());
        if (!data.ratings().isEmpty()) {
            line("  Steps by sensitivity before redaction, 1 to 4: "
                    + data.ratings().stream().map(r -> Numbers.count(r.steps())).collect(Collectors.joining(", "))
                    + ".");
        }
        line("  OCR calls: " + Numbers.count(totals.ocrCalls())
                + (data.readingsReused() ? " (readings reused)." : "."));
        data.verification().flatMap(Verification::proof).ifPresent(this::proof);
        line("  " + Numbers.durationUs(totals.recordedUs()) + " recorded, built in " + Numbers.duration(totals.took())
                + ": " + Numbers.rate(totals.speed()) + " recorded seconds per second.");
    }

    private String second() {
        if (data.verification().isEmpty()) {
            return "NOT VERIFIED.";
        }
        Verification seen = data.verification().get();
        String found = "the second look at " + Numbers.count(seen.framesRead(), "frame", "frames") + " found "
                + Numbers.count(seen.leaks(), "leak", "leaks");
        return seen.leaks() == 0 ? found + "." : found + ", " + seen.consequence() + ".";
    }

    private void proof(Proof proof) {
        for (String sentence : proof.sentences()) {
            line("  " + sentence + ".");
        }
        List<String> canaries = proof.canaryLines();
        for (int i = 0; i < canaries.size(); i++) {
            line((i == 0 ? "  Canaries covered: " : "    ")
                    + canaries.get(i)
                    + (i + 1 < canaries.size()
                            ? ","
                            : "; safe text " + proof.safeCovered() + " of " + proof.safe() + "."));
        }
    }

    private void violations() {
        List<ViolationCount> violations = data.violations();
        for (ViolationCount violation : violations.subList(0, Math.min(MAX_VIOLATIONS, violations.size()))) {
            line("  " + (violation.quarantines() ? "quarantined  " : "warning      ") + violation.code() + " \u00d7 "
                    + Numbers.count(violation.count()));
            if (!violation.places().isEmpty()) {
                // The report has some more.
                String first = violation.places().get(0);
                line("               " + (violation.count() == 1 ? "in " : "first in ") + first);
            }
            line("               " + violation.remedy());
        }
        if (violations.size() > MAX_VIOLATIONS) {
            line("               and " + (violations.size() - MAX_VIOLATIONS) + " more kinds; see the report");
        }
    }

    private void line(String text) {
        out.append(text.stripTrailing()).append('\n');
    }
}
