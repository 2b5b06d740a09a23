package dev.scrim.jobs.readings;

import static dev.scrim.jobs.rows.Cells.must;

import dev.scrim.datasets.model.FrameRef;
import dev.scrim.jobs.rows.Cells;
import dev.scrim.jobs.rows.RowCodec;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A frame that some step of a trajectory wants to keep. */
record WantedFrame(FrameRef frame, int trajectory) {
    static final class Codec implements RowCodec<WantedFrame> {
        private static final long serialVersionUID = 1L;
        private static final StructType SCHEMA = Cells.struct(
                must("chunk", DataTypes.IntegerType),
                must("index_in_chunk", DataTypes.IntegerType),
                must("t_us", DataTypes.LongType),
                must("trajectory", DataTypes.IntegerType));

        @Override
        public StructType schema() {
            return SCHEMA;
        }

        @Override
        public Row toRow(WantedFrame w) {
            return RowFactory.create(
                    w.frame().chunk(), w.frame().indexInChunk(), w.frame().tUs(), w.trajectory());
        }

        @Override
        public WantedFrame fromRow(Row r) {
            return new WantedFrame(
                    new FrameRef(Cells.int32(r, "chunk"), Cells.int32(r, "index_in_chunk"), Cells.int64(r, "t_us")),
                    Cells.int32(r, "trajectory"));
        }
    }
}
