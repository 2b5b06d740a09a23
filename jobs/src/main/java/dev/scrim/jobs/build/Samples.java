package dev.scrim.jobs.build;

import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.Step;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.jobs.redacted.RedactedStage;
import dev.scrim.jobs.report.Overlay;
import dev.scrim.jobs.report.Picture;
import dev.scrim.jobs.report.ReportData;
import dev.scrim.jobs.rows.FrameBlob;
import dev.scrim.jobs.rows.FrameBlobRows;
import dev.scrim.jobs.rows.StepRows;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.FrameStore;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.verified.VerifiedStage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** A dozen redacted frames with what was done at them, spread over the recordings. */
final class Samples {
    private static final int SHOWN = 12;
    private static final int PER_RECORDING = 2;

    private Samples() {}

    static List<ReportData.Sample> of(Build build) {
        String step = RedactedStage.STEP;
        Set<String> withheld = times(build, VerifiedStage.WITHHELD);
        Map<String, Row> repaired = new HashMap<>();
        for (Row r : build.rows(StageNames.VERIFIED, VerifiedStage.VERIFIED, VerifiedStage.FRAME)
                .collectAsList()) {
            repaired.put(key(r, VerifiedStage.FRAME), r);
        }
        Dataset<Row> steps = build.rows(StageNames.REDACTED, RedactedStage.REDACTED, step)
                .filter(functions.col(step + ".observation").isNotNull())
                .filter(functions.not(functions.col(step + ".action.type").isin("wait")));
        // The same few each time: the order is that of a hash over place, which no content decides.
        List<Row> picked = steps.orderBy(
                        functions.xxhash64(functions.col(Tagged.RECORDING), functions.col(step + ".ordinal")))
                .limit(SHOWN * 6)
                .collectAsList();
        Map<String, Integer> perRecording = new HashMap<>();
        List<ReportData.Sample> out = new ArrayList<>();
        for (Row row : picked) {
            Step s = new StepRows().fromRow(row.getAs(step));
            String recording = row.getAs(Tagged.RECORDING);
            String key = recording + "@" + s.observation().orElseThrow().tUs();
            if (out.size() < SHOWN
                    && !withheld.contains(key)
                    && perRecording.merge(recording, 1, Integer::sum) <= PER_RECORDING) {
                out.add(sample(build, row.getAs(Tagged.SUBJECT), recording, s, repaired.get(key)));
            }
        }
        return out;
    }

    private static ReportData.Sample sample(
            Build build, String subject, String recording, Step step, @org.jspecify.annotations.Nullable Row repaired) {
        long tUs = step.observation().orElseThrow().tUs();
        String frame = RedactedStage.FRAME;
        Row row = repaired != null
                ? repaired
                : build.rows(StageNames.REDACTED, RedactedStage.REDACTED, frame)
                        .filter(functions
                                .col(Tagged.RECORDING)
                                .equalTo(recording)
                                .and(functions.col(frame + ".t_us").equalTo(tUs)))
                        .first();
        FrameBlob blob = new FrameBlobRows().fromRow(row.getAs(frame));
        String mask = RedactedStage.MASK;
        long masks = build.rows(StageNames.REDACTED, RedactedStage.REDACTED, mask)
                .filter(functions
                        .col(Tagged.RECORDING)
                        .equalTo(recording)
                        .and(functions.col(mask + ".t_us").equalTo(tUs)))
                .count();
        try (FrameStore.Reader reader = new FrameStore.Reader(
                build.media(repaired != null ? StageNames.VERIFIED : StageNames.REDACTED), subject)) {
            Action action = step.action();
            return new ReportData.Sample(
                    new RecordingId(recording),
                    step.ordinal(),
                    tUs,
                    new Viewport(blob.widthPx(), blob.heightPx(), 1),
                    Picture.of(reader.read(blob)),
                    (int) masks,
                    Overlay.caption(action),
                    Overlay.of(action));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot show a sample frame", e);
        }
    }

    private static Set<String> times(Build build, String kind) {
        Set<String> out = new HashSet<>();
        for (Row r :
                build.rows(StageNames.VERIFIED, VerifiedStage.VERIFIED, kind).collectAsList()) {
            out.add(key(r, kind));
        }
        return out;
    }

    private static String key(Row row, String kind) {
        return row.getAs(Tagged.RECORDING) + "@"
                + new FrameBlobRows().fromRow(row.getAs(kind)).frame().tUs();
    }
}
