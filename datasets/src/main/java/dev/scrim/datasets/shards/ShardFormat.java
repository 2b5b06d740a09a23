package dev.scrim.datasets.shards;

import dev.scrim.datasets.schema.Schema;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One form in which an export can be asked for. Each version is one class, found by {@link ShardFormats}. Thread-safe
 * and without state.
 */
public interface ShardFormat {
    /** The name in specs, folders and manifests, such as {@code hf-parquet}. */
    String id();

    /** One line for people. */
    String description();

    /**
     * The tables that general tools find in an export of this format; none where only its own readers open it.
     *
     * @param schema of the exported steps, all of it disclosed
     */
    default List<ExportTable> tables(Schema schema) {
        return List.of();
    }

    /**
     * Reads a committed file of this format again, to its end, and says what is in it.
     *
     * @param problems told of everything in it that contradicts itself, without any exported text
     * @return counts to be compared with {@code file}'s; zeros for a file that holds no data
     */
    Contents reread(ShardDirectory directory, ShardInfo file, Consumer<String> problems) throws IOException;

    /** What a file was found to hold. */
    record Contents(long samples, long images) {}

    /** A format whose unit is the step. */
    interface Steps extends ShardFormat {
        /**
         * Whether a trajectory's steps must lie in one shard, in order and side by side.
         */
        default boolean wholeTrajectories() {
            return false;
        }

        /**
         * Whether trajectories are interleaved in runs of a few steps. Readers that shuffle by row group or through a
         * small buffer would else see one session for a long while; rows name their trajectory and step.
         */
        default boolean interleaved() {
            return false;
        }

        /** Starts a shard; {@code schema}'s withheld fields are left out. Pictures come encoded as {@code options} say. */
        ShardWriter write(ShardDirectory directory, ShardName name, Schema schema, ExportOptions options)
                throws IOException;

        /**
         * Writes what readers need beside the shards, such as indexes, after the last shard and before the card.
         *
         * @param files what all shards' writers committed, in order of their names
         * @return the files written, none where the format has none
         */
        default List<ShardInfo> index(ShardDirectory directory, List<ShardInfo> files, ExportOptions options)
                throws IOException {
            return List.of();
        }

        /** Opens a committed shard. */
        ShardReader read(ShardDirectory directory, String file) throws IOException;

        /** Opens a committed shard to look at its columns; rows may come without pictures where those cost much. */
        default ShardReader readColumns(ShardDirectory directory, String file) throws IOException {
            return read(directory, file);
        }
    }

    /** A format whose unit is the recording, with everything that is exported of it. */
    interface Recordings extends ShardFormat {
        /** Starts one recording's part; parts may be written by many tasks at once. */
        RecordingWriter write(ShardDirectory directory, String recordingId) throws IOException;

        /** Joins all parts, in the order of their recordings' ids, into the files that readers expect. */
        List<ShardInfo> assemble(ShardDirectory directory, List<RecordingPart> parts) throws IOException;

        /**
         * Leaves out recordings: writes what changes and deletes what goes.
         *
         * @param files of the export so far, all that are data
         * @param gone which recordings, by the name that they have in the export
         * @return the files that are left; {@code files} themselves when nothing is left out
         */
        List<ShardInfo> without(ShardDirectory directory, List<ShardInfo> files, Predicate<String> gone)
                throws IOException;
    }
}
