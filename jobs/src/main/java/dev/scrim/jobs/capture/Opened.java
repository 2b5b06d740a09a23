package dev.scrim.jobs.capture;

import dev.scrim.datasets.capture.CapturePass;
import dev.scrim.datasets.check.Violation;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;

/** One recording of the input in a task, whatever it came as. */
sealed interface Opened {
    /** Place among all recordings of the input. */
    int ordinal();

    /** Its metadata is sound; its streams can now be read, once. */
    record Sound(int ordinal, CapturePass pass) implements Opened {}

    /** It goes no further, for these reasons. */
    record Defective(int ordinal, List<Violation> violations) implements Opened {
        public Defective {
            violations = List.copyOf(violations);
        }
    }

    /** Finds the recordings in a partition of an {@link Input}'s rows; each is good until the next is asked for. */
    interface Opener extends Serializable {
        Iterator<Opened> open(Iterator<Row> partition);
    }
}
