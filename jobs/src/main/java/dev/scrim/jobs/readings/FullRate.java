package dev.scrim.jobs.readings;

import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.model.StreamKind;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.segment.SegmentRows;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.stage.StageRun;
import dev.scrim.jobs.timeline.TimelineStage;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What {@code moments.frames: all} wants beside the steps' frames: every filmed frame from a trajectory's first frame to
 * its last. Whether such a frame is kept is decided by its pixels, when it is decoded: it is left out, and counted, where
 * it shows what the frame kept before it shows. Pixels decide and not coded bytes, since a codec spends bytes on nothing
 * (a key frame) and few bytes on much (a screen that moves as a whole). A moved pointer is a difference.
 *
 * <p>A trajectory's readings are put together in memory by the stages behind this one, so at full rate a trajectory
 * takes as much more of it as it has more frames; {@code trajectories.max_steps} bounds that.
 */
final class FullRate {
    static final String BETWEEN = "between";

    /**
     * Two frames show the same where no channel of any pixel differs by more than this. H.264 at the quality of screen
     * recorders refines still parts of a picture by up to this much in frames in which nothing happens; the faintest text
     * that the line finder looks for differs from its ground by more.
     */
    static final int NOISE_LEVELS = 8;

    private FullRate() {}

    /** {@code wanted}, and the frames between: in the same columns, each frame once for each trajectory. */
    static Dataset<Row> with(Dataset<Row> wanted, SegmentRows.Reads run) {
        Dataset<Row> spans = wanted.groupBy(Tagged.RECORDING, Tagged.SEQ)
                .agg(
                        functions.min(field("t_us")).as("from_us"),
                        functions.max(field("t_us")).as("to_us"))
                .withColumnRenamed(Tagged.RECORDING, "span_recording");
        String event = TimelineStage.EVENT + ".event";
        Column inside = functions
                .col(Tagged.RECORDING)
                .equalTo(functions.col("span_recording"))
                .and(functions.col("event.t_us").between(functions.col("from_us"), functions.col("to_us")));
        Dataset<Row> between = run.read(StageNames.TIMELINE, TimelineStage.TIMELINE, TimelineStage.EVENT)
                .filter(functions.col(event + ".stream").equalTo(StreamKind.SCREEN.rank()))
                .select(Tagged.SUBJECT, Tagged.RECORDING, event)
                .join(spans.withColumnRenamed(Tagged.SEQ, "span"), inside)
                .select(
                        functions.col(Tagged.SUBJECT),
                        functions.col(Tagged.RECORDING),
                        functions.col("span").as(Tagged.SEQ),
                        functions
                                .struct(
                                        functions.col("event.chunk"),
                                        functions.col("event.index_in_chunk"),
                                        functions.col("event.t_us"),
                                        functions.col("span").cast("int").as("trajectory"),
                                        functions.lit(true).as(BETWEEN),
                                        functions
                                                .lit(null)
                                                .cast(WantedFrame.Codec.LOOK)
                                                .as("look"))
                                .as(ReadingsStage.WANTED));
        // False is less than true: a frame that a step wants is not one between.
        return wanted.unionByName(between)
                .groupBy(
                        functions.col(Tagged.SUBJECT),
                        functions.col(Tagged.RECORDING),
                        functions.col(Tagged.SEQ),
                        field("chunk").as("chunk"),
                        field("index_in_chunk").as("index_in_chunk"))
                .agg(functions
                        .min(functions.struct(field(BETWEEN).as("last"), functions.col(ReadingsStage.WANTED)))
                        .as("first"))
                .select(
                        functions.col(Tagged.SUBJECT),
                        functions.col(Tagged.RECORDING),
                        functions.col(Tagged.SEQ),
                        functions.col("first." + ReadingsStage.WANTED).as(ReadingsStage.WANTED));
    }

    /** How many of {@code wanted} different frames were left out for showing nothing new. */
    static long same(StageRun run, long wanted) {
        String frame = ReadingsStage.FRAME;
        String violation = ReadingsStage.VIOLATION;
        long kept = run.written(ReadingsStage.READINGS, frame)
                .select(Tagged.RECORDING, frame + ".chunk", frame + ".index_in_chunk")
                .distinct()
                .count();
        long missing = run.written(ReadingsStage.READINGS, violation)
                .filter(functions.col(violation + ".code").equalTo(ViolationCode.FRAME_MISSING.name()))
                .select(
                        functions.col(Tagged.RECORDING),
                        functions.regexp_extract(functions.col(violation + ".location"), "screen:(.*)$", 1))
                .distinct()
                .count();
        return wanted - kept - missing;
    }

    private static Column field(String name) {
        return functions.col(ReadingsStage.WANTED + "." + name);
    }
}
