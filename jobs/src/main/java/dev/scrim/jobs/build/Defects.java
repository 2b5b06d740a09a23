package dev.scrim.jobs.build;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.row_number;

import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.store.Manifest;
import dev.scrim.datasets.store.StageName;
import dev.scrim.jobs.actions.ActionsStage;
import dev.scrim.jobs.capture.CaptureStage;
import dev.scrim.jobs.readings.ReadingsStage;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.timeline.TimelineStage;
import dev.scrim.jobs.verified.VerifiedStage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.jspecify.annotations.Nullable;

/** Where the defects of a build's input are: the violations that stages keep beside their data. Nothing of their content. */
final class Defects {
    /** Places told of each kind of defect: enough to look for the cause, and all that a screen has room for. */
    private static final int PLACES = 3;

    private static final String VIOLATION = CaptureStage.VIOLATION;

    /** A table that violations are kept in. */
    private record Kept(StageName stage, String table) {}

    private static final List<Kept> TABLES = List.of(
            new Kept(StageNames.CAPTURE, CaptureStage.RECORDINGS),
            new Kept(StageNames.TIMELINE, TimelineStage.TIMELINE),
            new Kept(StageNames.ACTIONS, ActionsStage.ACTIONS),
            new Kept(StageNames.READINGS, ReadingsStage.READINGS),
            new Kept(StageNames.VERIFIED, VerifiedStage.VERIFIED));

    /**
     * One kind of defect.
     *
     * @param count how often it is there
     * @param recordings how many have it
     * @param places the first of them: recording, stream and line, and what is wrong there
     */
    record Defect(long count, long recordings, List<String> places) {}

    private Defects() {}

    /** Of all stages up to {@code last} that are finished; looks into tables only where a manifest counts a defect. */
    static Map<ViolationCode, Defect> of(Build build, StageName last) {
        Map<ViolationCode, Long> counts = new EnumMap<>(ViolationCode.class);
        @Nullable Dataset<Row> all = null;
        for (Kept kept : TABLES) {
            if (kept.stage.compareTo(last) > 0) {
                continue;
            }
            Manifest manifest = build.manifest(kept.stage);
            List<ViolationCode> codes = Arrays.stream(ViolationCode.values())
                    .filter(c -> manifest.violations(c) > 0)
                    .toList();
            codes.forEach(c -> counts.merge(c, manifest.violations(c), Long::sum));
            if (!codes.isEmpty()) {
                Dataset<Row> rows =
                        build.rows(kept.stage, kept.table, VIOLATION).select(VIOLATION + ".*");
                all = all == null ? rows : all.union(rows);
            }
        }
        return all == null ? Map.of() : gather(counts, all);
    }

    private static Map<ViolationCode, Defect> gather(Map<ViolationCode, Long> counts, Dataset<Row> violations) {
        Map<ViolationCode, Long> recordings = new EnumMap<>(ViolationCode.class);
        violations
                .groupBy("code")
                .agg(countDistinct("recording"))
                .collectAsList()
                .forEach(r -> recordings.put(ViolationCode.valueOf(r.getString(0)), r.getLong(1)));
        Map<ViolationCode, List<String>> places = new EnumMap<>(ViolationCode.class);
        violations
                .withColumn(
                        "nth",
                        row_number()
                                .over(Window.partitionBy("code")
                                        .orderBy(col("recording"), col("location"), col("detail"))))
                .filter(col("nth").leq(PLACES))
                .orderBy("code", "nth")
                .select("code", "recording", "location", "detail")
                .collectAsList()
                .forEach(r -> places.computeIfAbsent(ViolationCode.valueOf(r.getString(0)), c -> new ArrayList<>())
                        .add(place(r.getString(1), r.getString(2), r.getString(3))));
        Map<ViolationCode, Defect> defects = new EnumMap<>(ViolationCode.class);
        counts.forEach((code, n) -> defects.put(
                code, new Defect(n, recordings.getOrDefault(code, 0L), places.getOrDefault(code, List.of()))));
        return defects;
    }

    private static String place(String recording, String location, String detail) {
        String at = location.isBlank() ? recording : recording + " " + location;
        return detail.isBlank() ? at : at + ": " + detail;
    }
}
