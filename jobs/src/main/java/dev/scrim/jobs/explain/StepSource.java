package dev.scrim.jobs.explain;

import static org.apache.spark.sql.functions.col;

import dev.scrim.datasets.model.Finding;
import dev.scrim.datasets.model.Mask;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.Sensitivity;
import dev.scrim.datasets.model.Step;
import dev.scrim.datasets.model.TextRef;
import dev.scrim.datasets.model.TrajectoryId;
import dev.scrim.datasets.store.StageName;
import dev.scrim.jobs.actions.ActionsStage;
import dev.scrim.jobs.findings.FindingsStage;
import dev.scrim.jobs.readings.ReadingsStage;
import dev.scrim.jobs.redacted.RedactedStage;
import dev.scrim.jobs.rows.FindingRows;
import dev.scrim.jobs.rows.FrameBlob;
import dev.scrim.jobs.rows.FrameBlobRows;
import dev.scrim.jobs.rows.LeakRows;
import dev.scrim.jobs.rows.MaskRows;
import dev.scrim.jobs.rows.Outcome;
import dev.scrim.jobs.rows.OutcomeRows;
import dev.scrim.jobs.rows.RedactedTextRows;
import dev.scrim.jobs.rows.RowCodec;
import dev.scrim.jobs.rows.StepRows;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.rows.TrajectorySeq;
import dev.scrim.jobs.stage.FinishedBuild;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.verified.VerifiedStage;
import dev.scrim.redaction.verify.Leak;
import dev.scrim.redaction.verify.RedactedText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** What the stages of a finished build say about one trajectory, as records. */
final class StepSource {
    private final FinishedBuild build;

    StepSource(FinishedBuild build) {
        this.build = build;
    }

    /** A step of the build with its rating and the kind of its action. */
    record Listed(StepName name, Sensitivity sensitivity, String action) {}

    /** Every step that went through 06, in order; only those of one recording where {@code recording} names it. */
    List<Listed> steps(Optional<String> recording) {
        Map<String, Sensitivity> ratings = new HashMap<>();
        for (Row r : of(StageNames.REDACTED, RedactedStage.REDACTED, RedactedStage.RATING, recording)
                .select(
                        col(Tagged.RECORDING),
                        col(RedactedStage.RATING + ".step"),
                        col(RedactedStage.RATING + ".level"))
                .collectAsList()) {
            ratings.put(r.getString(0) + "/" + r.getInt(1), Sensitivity.of(r.getInt(2)));
        }
        String step = RedactedStage.STEP;
        List<Listed> out = new ArrayList<>();
        String group = "";
        int place = 0;
        for (Row r : of(StageNames.REDACTED, RedactedStage.REDACTED, step, recording)
                .select(
                        col(Tagged.SUBJECT),
                        col(Tagged.RECORDING),
                        col(step + ".trajectory"),
                        col(step + ".ordinal"),
                        col(step + ".action.type"))
                .orderBy(Tagged.RECORDING, "trajectory", "ordinal")
                .collectAsList()) {
            TrajectoryId id = new TrajectoryId(new RecordingId(r.getString(1)), r.getInt(2));
            place = id.toString().equals(group) ? place + 1 : 0;
            group = id.toString();
            out.add(new Listed(
                    new StepName(id, place, r.getInt(3), r.getString(0)),
                    ratings.getOrDefault(r.getString(1) + "/" + r.getInt(3), Sensitivity.RESTRICTED),
                    r.getString(4)));
        }
        return out;
    }

    private Dataset<Row> of(StageName stage, String table, String kind, Optional<String> recording) {
        Dataset<Row> rows = build.rows(stage, table, kind);
        return recording
                .map(id -> rows.filter(col(Tagged.RECORDING).equalTo(id)))
                .orElse(rows);
    }

    /** Opens the media of a stage. */
    dev.scrim.jobs.stage.MediaFolder media(StageName stage) {
        return build.media(stage);
    }

    /** The step as it was recorded. */
    Step recorded(StepName step) {
        return one(
                build.rows(StageNames.ACTIONS, ActionsStage.ACTIONS, ActionsStage.STEP)
                        .filter(recording(step)
                                .and(col(ActionsStage.STEP + ".ordinal").equalTo(step.ordinal()))),
                ActionsStage.STEP,
                new StepRows());
    }

    Outcome verdict(StepName step) {
        return one(
                trajectory(step, StageNames.VERIFIED, VerifiedStage.VERIFIED, VerifiedStage.OUTCOME),
                VerifiedStage.OUTCOME,
                new OutcomeRows());
    }

    /** The frame as 04 keeps it. */
    Optional<FrameBlob> kept(StepName step, long tUs) {
        String frame = ReadingsStage.FRAME;
        return all(
                        build.rows(StageNames.READINGS, ReadingsStage.READINGS, frame)
                                .filter(recording(step)
                                        .and(col(frame + ".trajectory")
                                                .equalTo(step.trajectory().ordinal()))
                                        .and(col(frame + ".t_us").equalTo(tUs))),
                        frame,
                        new FrameBlobRows())
                .stream()
                .findFirst();
    }

    /** @param kind {@link VerifiedStage#FRAME}, what the second look painted again, or {@link VerifiedStage#WITHHELD} */
    Optional<FrameBlob> verified(StepName step, String kind, long tUs) {
        return frame(trajectory(step, StageNames.VERIFIED, VerifiedStage.VERIFIED, kind), kind, tUs);
    }

    Optional<FrameBlob> redacted(StepName step, long tUs) {
        String frame = RedactedStage.FRAME;
        return frame(trajectory(step, StageNames.REDACTED, RedactedStage.REDACTED, frame), frame, tUs);
    }

    private static Optional<FrameBlob> frame(Dataset<Row> rows, String kind, long tUs) {
        return all(rows.filter(col(kind + ".t_us").equalTo(tUs)), kind, new FrameBlobRows()).stream()
                .findFirst();
    }

    List<Mask> masks(StepName step, long tUs) {
        String mask = RedactedStage.MASK;
        return all(
                trajectory(step, StageNames.REDACTED, RedactedStage.REDACTED, mask)
                        .filter(col(mask + ".t_us").equalTo(tUs))
                        .orderBy(Tagged.SEQ),
                mask,
                new MaskRows());
    }

    List<Leak> leaks(StepName step, long tUs) {
        String leak = VerifiedStage.LEAK;
        return all(
                trajectory(step, StageNames.VERIFIED, VerifiedStage.VERIFIED, leak)
                        .filter(col(leak + ".t_us").equalTo(tUs))
                        .orderBy(Tagged.SEQ),
                leak,
                new LeakRows());
    }

    List<Finding> onScreen(StepName step, long tUs) {
        return findings(step, col(FindingsStage.FINDING + ".t_us").equalTo(tUs));
    }

    List<Finding> inText(StepName step, TextRef ref) {
        return findings(
                step,
                col(FindingsStage.FINDING + ".ref_kind")
                        .equalTo(ref.kind().name())
                        .and(col(FindingsStage.FINDING + ".ref_ordinal").equalTo(ref.ordinal())));
    }

    private List<Finding> findings(StepName step, org.apache.spark.sql.Column where) {
        return all(
                trajectory(step, StageNames.FINDINGS, FindingsStage.FINDINGS, FindingsStage.FINDING)
                        .filter(where)
                        .orderBy(Tagged.SEQ),
                FindingsStage.FINDING,
                new FindingRows());
    }

    /** By which rule each secret of the recording was found first, before it was sought elsewhere. */
    Map<String, String> origins(StepName step) {
        String finding = FindingsStage.FINDING;
        Map<String, String> out = new HashMap<>();
        for (Row r : build.rows(StageNames.FINDINGS, FindingsStage.LOCAL, finding)
                .filter(recording(step))
                .groupBy(col(finding + ".secret_id"))
                .agg(functions.min(finding + ".detector"))
                .collectAsList()) {
            out.put(r.getString(0), r.getString(1));
        }
        return out;
    }

    /** What a text became, after the second look. */
    Optional<String> text(StepName step, TextRef ref) {
        Optional<String> withheld = text(step, ref, StageNames.VERIFIED, VerifiedStage.VERIFIED, VerifiedStage.TEXT);
        return withheld.isPresent()
                ? withheld
                : text(step, ref, StageNames.REDACTED, RedactedStage.REDACTED, RedactedStage.TEXT);
    }

    private Optional<String> text(StepName step, TextRef ref, StageName stage, String table, String kind) {
        return all(
                        trajectory(step, stage, table, kind)
                                .filter(col(kind + ".ref_kind")
                                        .equalTo(ref.kind().name())
                                        .and(col(kind + ".ref_ordinal").equalTo(ref.ordinal()))),
                        kind,
                        new RedactedTextRows())
                .stream()
                .map(RedactedText::text)
                .findFirst();
    }

    private Dataset<Row> trajectory(StepName step, StageName stage, String table, String kind) {
        return build.rows(stage, table, kind)
                .filter(recording(step)
                        .and(TrajectorySeq.trajectory()
                                .equalTo(step.trajectory().ordinal())));
    }

    private static org.apache.spark.sql.Column recording(StepName step) {
        return col(Tagged.RECORDING).equalTo(step.trajectory().recording().value());
    }

    private static <T> T one(Dataset<Row> rows, String kind, RowCodec<T> codec) {
        return codec.fromRow(rows.first().getAs(kind));
    }

    private static <T> List<T> all(Dataset<Row> rows, String kind, RowCodec<T> codec) {
        List<T> out = new ArrayList<>();
        for (Row r : rows.collectAsList()) {
            out.add(codec.fromRow(r.getAs(kind)));
        }
        return out;
    }
}
