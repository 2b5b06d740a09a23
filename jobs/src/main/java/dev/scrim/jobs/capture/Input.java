package dev.scrim.jobs.capture;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One source of the spec: what rows its recordings are in, and how tasks make recordings of those rows. Stages know no
 * more of it.
 */
sealed interface Input extends AutoCloseable permits FolderInput, TableInput {
    /** How many recordings it holds. */
    int size();

    /** Those of {@code wanted} that it holds. */
    Set<String> holds(Set<String> wanted);

    /** Rows from which {@link #opener()} can tell every recording's id; their streams need not be there. */
    Dataset<Row> heads();

    /** All rows, each recording's within one partition. */
    Dataset<Row> recordings();

    /** As {@link #recordings()}, of these ordinals at least. */
    Dataset<Row> recordings(Set<Integer> ordinals);

    Opened.Opener opener();

    /** Digests that change with any byte of the input. */
    List<String> digests();

    /** Digest of each recording's bytes by its ordinal; empty where the input does not divide by recording. */
    Map<Integer, String> recordingDigests();

    /** Bytes of the whole input; as many as there can be where that is not known. */
    long bytes();

    /** Lets go of what was kept for the several readings of the input. */
    @Override
    void close();
}
