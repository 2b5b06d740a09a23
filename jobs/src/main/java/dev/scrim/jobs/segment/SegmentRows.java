package dev.scrim.jobs.segment;

import static dev.scrim.jobs.rows.Cells.must;

import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.LineSighting;
import dev.scrim.datasets.store.StageName;
import dev.scrim.jobs.actions.ActionsStage;
import dev.scrim.jobs.readings.ReadingsStage;
import dev.scrim.jobs.rows.Cells;
import dev.scrim.jobs.rows.FrameBlob;
import dev.scrim.jobs.rows.FrameBlobRows;
import dev.scrim.jobs.rows.LineRows;
import dev.scrim.jobs.rows.MergedRows;
import dev.scrim.jobs.rows.RecordingRows;
import dev.scrim.jobs.rows.SightingRows;
import dev.scrim.jobs.rows.StepRows;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.timeline.TimelineStage;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of which trajectories are put together, grouped by trajectory: its recording, its steps, its kept frames, and
 * the lines and pictures in each frame. Trajectories whose reading failed are left out here and counted by the stage that read.
 */
public final class SegmentRows {
    static final String RECORDING = "segment_head";
    static final String STEP = ActionsStage.STEP;
    static final String FRAME = ReadingsStage.FRAME;
    private static final String KEPT = "kept";
    static final StructType HEAD =
            Cells.struct(must("recording", new RecordingRows().schema()), must("trajectory", DataTypes.IntegerType));

    /** How the location of a violation says its trajectory. */
    private static final Pattern FAILED = Pattern.compile("^trajectory:(\\d+)");

    private SegmentRows() {}

    /** Where rows of one kind of a finished stage come from: a running stage or a finished build. */
    public interface Reads {
        Dataset<Row> read(StageName stage, String table, String kind);
    }

    /** One row for each trajectory that goes on: subject, recording, seq, trajectory and the head's struct. */
    public static Dataset<Row> heads(Reads run) {
        Dataset<Row> steps = run.read(StageNames.ACTIONS, ActionsStage.ACTIONS, STEP);
        Dataset<Row> trajectories = readable(run, trajectories(steps));
        return run.read(StageNames.TIMELINE, TimelineStage.TIMELINE, TimelineStage.RECORDING)
                .join(trajectories, Tagged.RECORDING)
                .select(
                        functions.col(Tagged.SUBJECT),
                        functions.col(Tagged.RECORDING),
                        functions.col(Tagged.SEQ),
                        functions.col("trajectory"),
                        functions
                                .struct(
                                        functions.col(TimelineStage.RECORDING).as("recording"),
                                        functions.col("trajectory"))
                                .as(RECORDING));
    }

    /** What {@link SegmentAssembler} takes; more kinds may be added to it. */
    public static MergedRows of(Reads run) {
        Dataset<Row> steps = run.read(StageNames.ACTIONS, ActionsStage.ACTIONS, STEP);
        Dataset<Row> trajectories = readable(run, trajectories(steps));
        Dataset<Row> heads = heads(run);
        Dataset<Row> frames = run.read(StageNames.READINGS, ReadingsStage.READINGS, FRAME);
        return new MergedRows()
                .with(heads, RECORDING, HEAD, functions.col(RECORDING + ".trajectory"), functions.lit(0L))
                .with(
                        only(steps, STEP, trajectories),
                        STEP,
                        new StepRows().schema(),
                        functions.col(STEP + ".trajectory"),
                        functions.col(STEP + ".ordinal"))
                .with(
                        only(frames, FRAME, trajectories),
                        FRAME,
                        new FrameBlobRows().schema(),
                        functions.col(FRAME + ".trajectory"),
                        functions.col(FRAME + ".t_us"))
                .with(
                        seen(run, only(frames, FRAME, trajectories)),
                        SeenLine.KIND,
                        SeenLine.SCHEMA,
                        functions.col("trajectory"),
                        functions.col(SeenLine.KIND + ".sighting.t_us"))
                .with(
                        pictures(run, only(frames, FRAME, trajectories)),
                        SeenPicture.KIND,
                        SeenPicture.SCHEMA,
                        functions.col("trajectory"),
                        functions.col(SeenPicture.KIND + ".sighting.t_us"));
    }

    /**
     * Adds the kept frames of the trajectories, as {@link #KEPT}, and where in each of them a line was read.
     *
     * @param to rows that are grouped by trajectory
     */
    public static MergedRows addReadings(MergedRows to, Reads run) {
        Dataset<Row> frames = run.read(StageNames.READINGS, ReadingsStage.READINGS, FRAME);
        return to.with(
                        frames.withColumnRenamed(FRAME, KEPT),
                        KEPT,
                        new FrameBlobRows().schema(),
                        functions.col(KEPT + ".trajectory"),
                        functions.col(KEPT + ".t_us"))
                .with(
                        seen(run, frames),
                        SeenLine.KIND,
                        SeenLine.SCHEMA,
                        functions.col("trajectory"),
                        functions.col(SeenLine.KIND + ".sighting.t_us"));
    }

    /** The kept frame of a row of {@link #addReadings}, if it is one. */
    public static Optional<FrameBlob> keptFrame(Row row) {
        return row.isNullAt(row.fieldIndex(KEPT))
                ? Optional.empty()
                : Optional.of(new FrameBlobRows().fromRow(row.getAs(KEPT)));
    }

    /** The line of a row of {@link #addReadings} and when it was seen, if it is one. */
    public static Optional<Sighted> sightedLine(Row row) {
        if (row.isNullAt(row.fieldIndex(SeenLine.KIND))) {
            return Optional.empty();
        }
        Row seen = row.getAs(SeenLine.KIND);
        LineSighting s = new SightingRows().fromRow(Cells.nested(seen, "sighting"));
        Row line = Cells.nested(seen, "line");
        return Optional.of(
                new Sighted(s.tUs(), s.box(), new LineRows().fromRow(line).confidence()));
    }

    /**
     * A line in a kept frame, without its words.
     *
     * @param confidence of reading it, 0 to 1
     */
    public record Sighted(long tUs, Box box, float confidence) {}

    private static Dataset<Row> trajectories(Dataset<Row> steps) {
        return steps.select(
                        functions.col(Tagged.RECORDING),
                        functions.col(STEP + ".trajectory").as("trajectory"))
                .distinct();
    }

    /** The trajectory that a violation of failed reading is about. */
    public static int failedTrajectory(Row violation) {
        Matcher matcher = FAILED.matcher(violation.<String>getAs("location"));
        if (!matcher.find()) {
            throw new IllegalStateException("Cannot tell which trajectory could not be read");
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** Fail closed: a trajectory with a frame that could not be read goes no further. */
    private static Dataset<Row> readable(Reads run, Dataset<Row> trajectories) {
        String v = ReadingsStage.VIOLATION;
        Dataset<Row> failed = run.read(StageNames.READINGS, ReadingsStage.READINGS, v)
                .filter(functions.col(v + ".code").equalTo(ViolationCode.READING_FAILED.name()))
                .select(
                        functions.col(Tagged.RECORDING),
                        functions
                                .regexp_extract(functions.col(v + ".location"), FAILED.pattern(), 1)
                                .cast("int")
                                .as("trajectory"))
                .distinct();
        return trajectories.join(
                failed,
                trajectories
                        .col(Tagged.RECORDING)
                        .equalTo(failed.col(Tagged.RECORDING))
                        .and(trajectories.col("trajectory").equalTo(failed.col("trajectory"))),
                "left_anti");
    }

    private static Dataset<Row> only(Dataset<Row> rows, String kind, Dataset<Row> trajectories) {
        Column same = rows.col(Tagged.RECORDING)
                .equalTo(trajectories.col(Tagged.RECORDING))
                .and(functions.col(kind + ".trajectory").equalTo(trajectories.col("trajectory")));
        return rows.join(trajectories, same, "left_semi");
    }

    private static Dataset<Row> times(Dataset<Row> frames) {
        return frames.select(
                functions.col(Tagged.RECORDING).as("at_recording"),
                functions.col(FRAME + ".trajectory").as("trajectory"),
                functions.col(FRAME + ".t_us").as("at_t_us"));
    }

    private static Dataset<Row> pictures(Reads run, Dataset<Row> frames) {
        Dataset<Row> at = times(frames);
        Dataset<Row> pictures = run.read(StageNames.READINGS, ReadingsStage.READINGS, ReadingsStage.PICTURE);
        return pictures.join(
                        at,
                        functions
                                .col(Tagged.RECORDING)
                                .equalTo(functions.col("at_recording"))
                                .and(functions
                                        .col(ReadingsStage.PICTURE + ".t_us")
                                        .equalTo(functions.col("at_t_us"))))
                .select(
                        functions.col(Tagged.SUBJECT),
                        functions.col(Tagged.RECORDING),
                        functions.col(Tagged.SEQ),
                        functions.col("trajectory"),
                        functions
                                .struct(functions.col(ReadingsStage.PICTURE).as("sighting"))
                                .as(SeenPicture.KIND));
    }

    private static Dataset<Row> seen(Reads run, Dataset<Row> frames) {
        Dataset<Row> at = times(frames);
        Dataset<Row> lines = run.read(StageNames.READINGS, ReadingsStage.READINGS, ReadingsStage.LINE)
                .select(
                        functions.col(Tagged.RECORDING).as("line_recording"),
                        functions.col(ReadingsStage.LINE + ".id").as("line_id"),
                        functions.col(ReadingsStage.LINE).as("line"))
                .dropDuplicates("line_recording", "line_id");
        Dataset<Row> sightings = run.read(StageNames.READINGS, ReadingsStage.READINGS, ReadingsStage.SIGHTING);
        return sightings
                .join(
                        at,
                        functions
                                .col(Tagged.RECORDING)
                                .equalTo(functions.col("at_recording"))
                                .and(functions
                                        .col(ReadingsStage.SIGHTING + ".t_us")
                                        .equalTo(functions.col("at_t_us"))))
                .join(
                        lines,
                        functions
                                .col(Tagged.RECORDING)
                                .equalTo(functions.col("line_recording"))
                                .and(functions
                                        .col(ReadingsStage.SIGHTING + ".line_id")
                                        .equalTo(functions.col("line_id"))))
                .select(
                        functions.col(Tagged.SUBJECT),
                        functions.col(Tagged.RECORDING),
                        functions.col(Tagged.SEQ),
                        functions.col("trajectory"),
                        functions
                                .struct(functions.col(ReadingsStage.SIGHTING).as("sighting"), functions.col("line"))
                                .as(SeenLine.KIND));
    }
}
