package dev.scrim.jobs.stage;

import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.store.ContentDigest;
import dev.scrim.datasets.store.StageCommit;
import dev.scrim.datasets.store.StageName;
import dev.scrim.datasets.vault.KeyService;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.spec.DatasetSpec;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.util.LongAccumulator;

/** One stage at work: what it may read, where it writes, and what it says of itself. Used by the driver only. */
public final class StageRun {
    private final Build build;
    private final Stage stage;
    private final StageCommit commit;
    private final ProgressWatch progress;
    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, Long> costs = new TreeMap<>();
    private final Map<ViolationCode, Long> violations = new TreeMap<>();
    private final Map<String, ContentDigest> digests = new TreeMap<>();
    private final Map<String, ContentDigest> recordings = new TreeMap<>();
    private final Map<String, String> files = new TreeMap<>();
    private final Optional<Taken> taken;

    /** @param taken recordings that another build made from the same; the stage does not get to see them */
    StageRun(Build build, Stage stage, StageCommit commit, ProgressWatch progress, Optional<Taken> taken) {
        this.taken = taken;
        this.build = build;
        this.stage = stage;
        this.commit = commit;
        this.progress = progress;
    }

    public SparkSession spark() {
        return build.spark();
    }

    public DatasetSpec spec() {
        return build.spec();
    }

    public KeyService keys() {
        return build.keys();
    }

    public Build build() {
        return build;
    }

    /**
     * Rows of one kind of an earlier stage's table: subject, recording, seq and the kind's struct. Only of recordings
     * that have to be computed.
     */
    public Dataset<Row> read(StageName from, String table, String kind) {
        return fresh(readAll(from, table, kind));
    }

    /** Of {@code rows} those of recordings that have to be computed. */
    public Dataset<Row> fresh(Dataset<Row> rows) {
        return taken.map(t -> rows.filter(functions.not(t.rows()))).orElse(rows);
    }

    /** Whether a recording's result is taken from another build. */
    public boolean isTaken(String recording) {
        return taken.map(t -> t.parts().containsKey(recording)).orElse(false);
    }

    /** As {@link #read}, of all recordings. */
    public Dataset<Row> readAll(StageName from, String table, String kind) {
        checkReads(from);
        return build.table(from, table)
                .filter(functions.col(Tagged.KIND).equalTo(kind))
                .select(Tagged.SUBJECT, Tagged.RECORDING, Tagged.SEQ, kind);
    }

    /** The media of an earlier stage. */
    public MediaFolder mediaOf(StageName from) {
        checkReads(from);
        return build.media(from);
    }

    /** Where this stage's own media go. */
    public MediaFolder media() {
        return new MediaFolder(commit.folder(), build.id(), stage.name(), build.keyringFile());
    }

    /** This stage's own folder, for what is neither table nor media. */
    public Path folder() {
        return commit.folder();
    }

    /**
     * Writes a table, encrypted under each person's own key, with what is taken from another build, then reads it back:
     * its rows are counted by kind and digested, so that what is committed is what can be read.
     *
     * @param tally what else is to be counted of the rows, taken ones too
     * @return what it counted; violations and drops are counted for the manifest already
     */
    public Sums write(String table, Dataset<Row> rows, Tally tally) {
        Tagged shape = stage.tables().get(table);
        if (shape == null) {
            throw new IllegalStateException("Cannot write table " + table + ": stage " + stage.name() + " has none");
        }
        String path = commit.table(table).toString();
        Dataset<Row> all = rows;
        if (taken.isPresent()) {
            Dataset<Row> theirs = taken.get().table(spark(), table, shape);
            taken.get().copyFrames(theirs, media());
            all = rows.unionByName(theirs);
        }
        all.write()
                .mode(SaveMode.ErrorIfExists)
                .partitionBy(Tagged.SUBJECT, Tagged.KIND)
                .parquet(path);
        RowDigest.Read written = RowDigest.of(build.tableAt(path, shape), tally);
        for (String kind : shape.kinds()) {
            ContentDigest digest = written.kinds().getOrDefault(kind, new ContentDigest());
            digests.put(table + "/" + kind, digest);
            counts.put(table + "." + kind, digest.rows());
        }
        written.recordings()
                .forEach((recording, digest) -> recordings
                        .computeIfAbsent(recording, r -> new ContentDigest())
                        .add(digest));
        written.sums().violations().forEach((code, n) -> violations.merge(code, n, Long::sum));
        written.sums().counts().forEach((name, n) -> {
            if (name.startsWith(Sums.DROPPED)) {
                counts.put(name, n);
            }
        });
        return written.sums();
    }

    /** What was just written, for counting. */
    public Dataset<Row> written(String table, String kind) {
        Tagged shape = java.util.Objects.requireNonNull(stage.tables().get(table), table);
        return build.tableAt(commit.table(table).toString(), shape)
                .filter(functions.col(Tagged.KIND).equalTo(kind))
                .select(Tagged.SUBJECT, Tagged.RECORDING, Tagged.SEQ, kind);
    }

    /** A number for the manifest. */
    public void count(String name, long value) {
        counts.put(name, value);
    }

    /** Names a file's hash as part of the stage's content, for what is not a table. */
    public void content(String file, String sha256) {
        files.put(file, sha256);
    }

    /** What the work cost: for people, kept beside the manifest and never part of a digest. */
    public void cost(String name, long value) {
        costs.put(name, value);
    }

    /**
     * Starts the progress line of the part of the work that takes time.
     *
     * @param unit what is counted, such as {@code frames}
     * @param total how many there will be
     * @return to be raised by tasks
     */
    public LongAccumulator progress(String unit, long total) {
        return progress.start(spark(), stage.name(), unit, total);
    }

    /** What each recording's part was made from and is, for builds to come. */
    void writeParts(Map<String, String> keys) throws IOException {
        taken.ifPresent(t -> t.prove(recordings));
        Map<String, PartsFile.Part> parts = new TreeMap<>();
        keys.forEach((recording, key) -> parts.put(
                recording,
                new PartsFile.Part(
                        key,
                        recordings.getOrDefault(recording, new ContentDigest()).hex())));
        PartsFile.write(media(), parts);
    }

    Map<String, Long> counts() {
        return counts;
    }

    Map<String, Long> costs() {
        return costs;
    }

    Map<ViolationCode, Long> violations() {
        return violations;
    }

    /** Keyed, since a plain digest of private rows would confirm guesses about them. */
    String contentDigest() {
        StringBuilder all = new StringBuilder();
        digests.forEach((name, digest) ->
                all.append(name).append(' ').append(digest.hex()).append('\n'));
        files.forEach((name, hash) -> all.append(name).append(' ').append(hash).append('\n'));
        return build.keys().hmac("content", all.toString());
    }

    private void checkReads(StageName from) {
        if (!stage.reads().contains(from)) {
            throw new IllegalStateException("Cannot read " + from + ": stage " + stage.name() + " does not say so");
        }
    }
}
