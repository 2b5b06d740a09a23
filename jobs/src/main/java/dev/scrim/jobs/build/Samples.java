package dev.scrim.jobs.build;

import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.Step;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.datasets.store.StageName;
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
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

    private static final String T_US = "t_us";

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
        Map<String, Row> chosen = new LinkedHashMap<>();
        for (Row row : picked) {
            Step s = new StepRows().fromRow(row.getAs(step));
            String recording = row.getAs(Tagged.RECORDING);
            String key = recording + "@" + s.observation().orElseThrow().tUs();
            if (chosen.size() < SHOWN
                    && !chosen.containsKey(key)
                    && !withheld.contains(key)
                    && perRecording.merge(recording, 1, Integer::sum) <= PER_RECORDING) {
                chosen.put(key, row);
            }
        }
        if (chosen.isEmpty()) {
            return List.of();
        }
        Map<String, Row> frames = new HashMap<>();
        for (Row r : at(build, RedactedStage.FRAME, chosen.values()).collectAsList()) {
            frames.put(key(r, RedactedStage.FRAME), r);
        }
        frames.putAll(repaired);
        Map<String, Integer> masks = new HashMap<>();
        for (Row r : at(build, RedactedStage.MASK, chosen.values()).collectAsList()) {
            masks.merge(
                    r.getAs(Tagged.RECORDING) + "@"
                            + r.<Row>getAs(RedactedStage.MASK).<Long>getAs(T_US),
                    1,
                    Integer::sum);
        }
        List<ReportData.Sample> out = new ArrayList<>();
        chosen.forEach((key, row) -> out.add(sample(
                build,
                row.getAs(Tagged.RECORDING),
                new StepRows().fromRow(row.getAs(step)),
                java.util.Objects.requireNonNull(frames.get(key)),
                repaired.containsKey(key) ? StageNames.VERIFIED : StageNames.REDACTED,
                masks.getOrDefault(key, 0))));
        return out;
    }

    /** Rows at the places of the chosen steps, and of some more: recordings and times are asked for apart. */
    private static Dataset<Row> at(Build build, String kind, Collection<Row> chosen) {
        Set<String> recordings = new HashSet<>();
        Set<Long> times = new HashSet<>();
        for (Row row : chosen) {
            recordings.add(row.getAs(Tagged.RECORDING));
            times.add(new StepRows()
                    .fromRow(row.getAs(RedactedStage.STEP))
                    .observation()
                    .orElseThrow()
                    .tUs());
        }
        return build.rows(StageNames.REDACTED, RedactedStage.REDACTED, kind)
                .filter(functions
                        .col(Tagged.RECORDING)
                        .isInCollection(recordings)
                        .and(functions.col(kind + "." + T_US).isInCollection(times)));
    }

    private static ReportData.Sample sample(
            Build build, String recording, Step step, Row row, StageName from, int masks) {
        FrameBlob blob = new FrameBlobRows().fromRow(row.getAs(RedactedStage.FRAME));
        try (FrameStore.Reader reader = new FrameStore.Reader(build.media(from), row.getAs(Tagged.SUBJECT))) {
            Action action = step.action();
            return new ReportData.Sample(
                    new RecordingId(recording),
                    step.ordinal(),
                    blob.frame().tUs(),
                    new Viewport(blob.widthPx(), blob.heightPx(), 1),
                    Picture.of(reader.read(blob)),
                    masks,
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
