package dev.scrim.jobs.spark;

import dev.scrim.datasets.vault.SubjectCryptoFactory;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Opens the one Spark session of a run. Local by default; under {@code spark-submit} the cluster's master is kept.
 * Whatever Spark spills or shuffles is encrypted, since it is unredacted.
 */
public final class Sessions {
    private Sessions() {}

    /**
     * Opens the session, or returns the one that is open.
     *
     * @param cores local worker threads; 0 takes all
     * @param keyring the file that every table's key comes from
     * @param partitions how many parts a shuffle has; the result does not depend on it (law 2)
     */
    public static SparkSession open(int cores, int partitions, Path keyring) {
        SparkSession.Builder b = SparkSession.builder().appName("scrim");
        if (System.getProperty("spark.master") == null) {
            b = b.master(cores <= 0 ? "local[*]" : "local[" + cores + "]")
                    .config("spark.driver.host", "127.0.0.1")
                    .config("spark.driver.bindAddress", "127.0.0.1");
        }
        return b.config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", String.valueOf(partitions))
                .config("spark.default.parallelism", String.valueOf(partitions))
                // Coalescing would merge the few heavy tasks of a small build into one.
                .config("spark.sql.adaptive.coalescePartitions.enabled", "false")
                .config("spark.io.encryption.enabled", "true")
                .config("spark.sql.session.timeZone", "UTC")
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
                .config("spark.hadoop." + SubjectCryptoFactory.KEYRING, keyring.toString())
                .config("spark.executor.heartbeatInterval", "1s")
                .config("spark.log.level", "WARN")
                .getOrCreate();
    }
}
