package dev.scrim.jobs.rows;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * A row's sequence number that carries its trajectory in the upper half, so that rows of any kind can be grouped by
 * trajectory without looking into them.
 */
public final class TrajectorySeq {
    private static final int SHIFT = 32;

    private long next;

    public TrajectorySeq(int trajectory) {
        this.next = (long) trajectory << SHIFT;
    }

    /** The next number. */
    public long next() {
        return next++;
    }

    /** The trajectory that a sequence number carries. */
    public static int trajectoryOf(long seq) {
        return (int) (seq >> SHIFT);
    }

    /** The same of the column. */
    public static Column trajectory() {
        return functions.shiftright(functions.col(Tagged.SEQ), SHIFT).cast("int");
    }
}
