package dev.scrim.jobs.stage;

import java.io.Serializable;
import org.apache.spark.sql.Row;

/**
 * What a stage counts in the rows that it wrote. They are read back for their digest in any case; a query for each number
 * would read them, plan and compile again.
 */
@FunctionalInterface
public interface Tally extends Serializable {
    /**
     * Looks at one row.
     *
     * @param kind which struct is filled
     * @param recording whose row it is
     * @param seq the row's sequence number
     * @param record the kind's struct
     */
    void look(String kind, String recording, long seq, Row record, Sums sums);

    /** Counts nothing. */
    static Tally none() {
        return (kind, recording, seq, record, sums) -> {};
    }
}
