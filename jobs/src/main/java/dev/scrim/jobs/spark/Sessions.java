package dev.scrim.jobs.spark;

import dev.scrim.datasets.vault.SubjectCryptoFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * Opens the Spark session of a build. Local by default; under {@code spark-submit} the cluster's master is kept.
 * Whatever Spark spills or shuffles is encrypted, since it is unredacted. Builds of one process share Spark's context,
 * and so its threads, but neither keyring nor partitions: these are each session's own.
 */
public final class Sessions {
    private static final String PAGE_SIZE = "2m";
    /** Spark would fill whatever memory there is; so a sort, and with it a build, needs the same for any input. */
    private static final String SORTED_AT_ONCE = "32m";

    /**
     * Input, in bytes, above which Spark's generated classes pay. Below it, making and compiling them costs more than
     * they save: with 100 kB of input 131 CPU seconds for a whole build, against 104 where Spark interprets.
     */
    private static final long GENERATED_FROM_BYTES = 64_000_000;

    /** How the name of a folder begins that a build spills to; the number of its process follows. */
    public static final String SPILL = "scrim-spill-";

    private Sessions() {}

    /** Fits the session to the size of what it will work on; results do not depend on it. */
    public static void fit(SparkSession session, long inputBytes) {
        boolean generate = inputBytes >= GENERATED_FROM_BYTES;
        Map.of(
                        "spark.sql.codegen.wholeStage",
                        String.valueOf(generate),
                        "spark.sql.codegen.factoryMode",
                        generate ? "FALLBACK" : "NO_CODEGEN")
                .forEach((key, value) -> {
                    session.conf().set(key, value);
                    // A table that is read as RDD has tasks that know the thread's properties only, not the session.
                    session.sparkContext().setLocalProperty(key, value);
                });
    }

    /**
     * Spark makes the folders that it spills to with the process's own mask. What they hold is encrypted, but not how much
     * there is of whom; so they lie in a folder that nobody else can enter. Spark empties it at the end.
     */
    private static Path spill() {
        try {
            Path folder =
                    Files.createTempDirectory(SPILL + ProcessHandle.current().pid() + "-");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a folder to spill to", e);
        }
    }

    /**
     * Opens a session of its own.
     *
     * @param cores local worker threads, 0 for all; the first build of a process decides
     * @param keyring the file that every table's key comes from
     * @param partitions how many parts a shuffle has; the result does not depend on it (law 2)
     */
    public static SparkSession open(int cores, int partitions, Path keyring) {
        // HotSpot's own words for what the process was started with; the system's are cut off at a page.
        ClusterWire.require(System::getProperty, System.getProperty("sun.java.command", ""));
        SparkSession.Builder b = SparkSession.builder().appName("scrim");
        if (System.getProperty("spark.master") == null) {
            b = b.master(cores <= 0 ? "local[*]" : "local[" + cores + "]")
                    .config("spark.driver.host", "127.0.0.1")
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    // Heartbeats carry the progress of running tasks. One process cannot lose itself: a heartbeat
                    // that fails (Spark 4.2 can trip over an accumulator being made) must not end the build.
                    .config("spark.executor.heartbeatInterval", "2s")
                    .config("spark.network.timeout", "1d");
            if (SparkSession.getDefaultSession().isEmpty()
                    && System.getProperty("spark.local.dir") == null
                    && System.getenv("SPARK_LOCAL_DIRS") == null) {
                b = b.config("spark.local.dir", spill().toString());
            }
        }
        SparkSession shared = b.config("spark.ui.enabled", "false")
                .config("spark.default.parallelism", String.valueOf(partitions))
                // Coalescing would merge the few heavy tasks of a small build into one.
                .config("spark.sql.adaptive.coalescePartitions.enabled", "false")
                .config("spark.io.encryption.enabled", "true")
                .config("spark.io.encryption.keySizeBits", "256")
                .config("spark.sql.session.timeZone", "UTC")
                // Spark writes each plan out for its web page, which nobody opens, again with each step of a query: our
                // nested rows make that a megabyte a time, 200 MB and a tenth of the driver's work in a small build.
                .config("spark.sql.ui.explainMode", "simple")
                .config("spark.sql.debug.maxToStringFields", "0")
                .config("spark.sql.parquet.compression.codec", "zstd")
                .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
                .config("spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
                .config("spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version", "1")
                .config("spark.hadoop.fs.permissions.umask-mode", "077")
                // Raw local files: the checksum files of the checked system would be litter beside sealed data.
                .config("spark.hadoop.fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem")
                // For every table of every stage: encryption cannot be forgotten, and a plain file in a stage is
                // refused.
                .config("spark.hadoop." + SubjectCryptoFactory.FACTORY_CLASS, SubjectCryptoFactory.class.getName())
                // One page for each sort and aggregation; Spark's 64 MB pages fill the young generation and are copied.
                .config("spark.buffer.pageSize", PAGE_SIZE)
                .config("spark.shuffle.spill.maxSizeInBytesForSpillThreshold", SORTED_AT_ONCE)
                .config("spark.log.level", "WARN")
                .getOrCreate();
        SparkSession own = shared.newSession();
        own.conf().set("spark.sql.shuffle.partitions", String.valueOf(partitions));
        // A session's settings are copied into the Hadoop configuration of everything that it reads and writes.
        own.conf().set(SubjectCryptoFactory.KEYRING, keyring.toString());
        return own;
    }
}
