package dev.scrim.jobs.readings;

import static dev.scrim.jobs.rows.Cells.may;
import static dev.scrim.jobs.rows.Cells.must;

import dev.scrim.datasets.model.FrameRef;
import dev.scrim.datasets.model.Point;
import dev.scrim.jobs.rows.Cells;
import dev.scrim.jobs.rows.RowCodec;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A frame that is wanted for a trajectory.
 *
 * @param between no step wants it: it is kept only where it differs from the frame kept before it
 * @param look empty for a frame to keep; else it is only looked at around a place, and nothing of it is kept for that
 */
record WantedFrame(FrameRef frame, int trajectory, boolean between, Optional<Look> look) {
    /** Which of an {@link dev.scrim.featurizers.moment.EffectProbe}'s frames it is; they come in this order. */
    enum Role {
        EARLIER,
        OBSERVATION,
        AFTER
    }

    /**
     * A look at a frame for the check of one step.
     *
     * @param step its ordinal within the recording
     */
    record Look(int step, Role role, Point place) {}

    static final class Codec implements RowCodec<WantedFrame> {
        private static final long serialVersionUID = 1L;
        static final StructType LOOK = Cells.struct(
                must("step", DataTypes.IntegerType),
                must("role", DataTypes.StringType),
                must("x", DataTypes.DoubleType),
                must("y", DataTypes.DoubleType));
        private static final StructType SCHEMA = Cells.struct(
                must("chunk", DataTypes.IntegerType),
                must("index_in_chunk", DataTypes.IntegerType),
                must("t_us", DataTypes.LongType),
                must("trajectory", DataTypes.IntegerType),
                must(FullRate.BETWEEN, DataTypes.BooleanType),
                may("look", LOOK));

        @Override
        public StructType schema() {
            return SCHEMA;
        }

        @Override
        public Row toRow(WantedFrame w) {
            return RowFactory.create(
                    w.frame().chunk(),
                    w.frame().indexInChunk(),
                    w.frame().tUs(),
                    w.trajectory(),
                    w.between(),
                    w.look()
                            .map(l -> RowFactory.create(
                                    l.step(),
                                    l.role().name(),
                                    l.place().x(),
                                    l.place().y()))
                            .orElse(null));
        }

        @Override
        public WantedFrame fromRow(Row r) {
            return new WantedFrame(
                    new FrameRef(Cells.int32(r, "chunk"), Cells.int32(r, "index_in_chunk"), Cells.int64(r, "t_us")),
                    Cells.int32(r, "trajectory"),
                    Cells.flag(r, FullRate.BETWEEN),
                    Cells.maybeNested(r, "look")
                            .map(l -> new Look(
                                    Cells.int32(l, "step"),
                                    Role.valueOf(Cells.text(l, "role")),
                                    new Point(Cells.float64(l, "x"), Cells.float64(l, "y")))));
        }
    }
}
