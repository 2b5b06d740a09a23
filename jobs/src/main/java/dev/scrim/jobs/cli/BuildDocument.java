package dev.scrim.jobs.cli;

import dev.scrim.jobs.report.ReportData;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code scrim build --json} prints: what the summary says, for programs. */
final class BuildDocument {
    private static final double US_PER_S = 1e6;
    private static final double MS_PER_S = 1e3;

    private BuildDocument() {}

    static Map<String, Object> of(ReportData data, Path report) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("build", data.header().buildId());
        out.put("dataset", data.header().dataset());
        out.put("evaluation", data.evaluation());
        out.put("stages", data.stages().stream().map(BuildDocument::stage).toList());
        ReportData.Totals totals = data.totals();
        out.put("recordings", totals.recordings());
        out.put("recordings_exported", totals.recordingsExported());
        out.put("trajectories", totals.trajectories());
        out.put("steps", totals.steps());
        out.put("frames", totals.frames());
        out.put("masks", totals.masks());
        out.put("ocr_calls", totals.ocrCalls());
        out.put("recorded_s", totals.recordedUs() / US_PER_S);
        out.put("took_s", totals.took().toMillis() / MS_PER_S);
        out.put("exports", data.outputs().stream().map(BuildDocument::output).toList());
        out.put("report", report.toString());
        return out;
    }

    private static Map<String, Object> stage(ReportData.StageLine stage) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("stage", stage.stage());
        out.put("unit", stage.unit());
        out.put("in", stage.in());
        out.put("out", stage.out());
        out.put("quarantined", stage.quarantined());
        out.put("dropped", stage.dropped());
        out.put("took_s", stage.took().toMillis() / MS_PER_S);
        return out;
    }

    private static Map<String, Object> output(ReportData.Output output) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("format", output.format());
        out.put("folder", output.folder());
        out.put("files", output.files());
        out.put("rows", output.rows());
        out.put("bytes", output.bytes());
        out.put("readable", output.readable());
        return out;
    }
}
