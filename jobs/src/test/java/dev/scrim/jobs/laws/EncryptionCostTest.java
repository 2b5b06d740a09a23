package dev.scrim.jobs.laws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.scrim.datasets.store.StageName;
import dev.scrim.datasets.vault.Aad;
import dev.scrim.datasets.vault.KeyId;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.datasets.vault.MediaVault;
import dev.scrim.datasets.vault.SubjectCryptoFactory;
import dev.scrim.jobs.build.BuildJob;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.spark.Sessions;
import dev.scrim.jobs.stage.StageNames;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What encryption costs of a whole sealed build, in one process: the processor time of the build, against that less the
 * time of its encryption. Nothing can be built without, so that this part is measured over again with the build's own
 * tables and as many bytes as its media, shuffles and shards have. Where it is not known how often something is read, more
 * is taken than can be: every later stage is said to read everything that an earlier one wrote.
 */
@EnabledIfSystemProperty(named = "scrim.long", matches = "true", disabledReason = "takes minutes: -Dscrim.long=true")
class EncryptionCostTest {
    private static final int ROUNDS = 5;
    private static final double WANTED = 1.15;
    private static final int BUFFER = 1 << 16;

    private interface Work {
        void run() throws IOException, GeneralSecurityException;
    }

    /** Processor time of the whole process, nanoseconds. */
    private static long cpuNs() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long of(Work work) throws IOException, GeneralSecurityException {
        long start = cpuNs();
        work.run();
        return cpuNs() - start;
    }

    /** Middle of some rounds behind one that warms up. */
    private static double middle(Work work) throws IOException, GeneralSecurityException {
        work.run();
        long[] all = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            all[i] = of(work);
        }
        Arrays.sort(all);
        return all[ROUNDS / 2];
    }

    @Test
    void atMostFifteenPercentOfABuild() throws IOException, GeneralSecurityException {
        SharedSpark.built();
        SparkSession spark = Sessions.open(2, 2, SharedSpark.keyring());
        Sessions.fit(spark, 0);
        AtomicLong shuffled = new AtomicLong();
        SparkListener count = new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                if (end.taskMetrics() != null) {
                    shuffled.addAndGet(end.taskMetrics().shuffleWriteMetrics().bytesWritten()
                            + end.taskMetrics().shuffleReadMetrics().totalBytesRead()
                            + 2 * end.taskMetrics().diskBytesSpilled());
                }
            }
        };
        spark.sparkContext().addSparkListener(count);
        List<BuildJob.Done> done = new ArrayList<>();
        long build = of(() -> done.add(SharedSpark.build(SharedSpark.demo(SharedSpark.place("cost")), 2, false)));
        spark.sparkContext().removeSparkListener(count);

        double tables = 0;
        double media = 0;
        double nsPerSealedByte = sealedByte();
        int stages = StageNames.ORDER.size();
        for (int i = 0; i < stages; i++) {
            StageName stage = StageNames.ORDER.get(i);
            Path folder = SharedSpark.stage(done.get(0).build(), stage);
            int later = Math.max(1, stages - 1 - i);
            if (stage.equals(StageNames.EXPORT)) {
                // Written as a draft, read from it, and sealed.
                media += bytes(folder, f -> true) * nsPerSealedByte * 2;
                continue;
            }
            for (Path table : tables(folder)) {
                // Once more: what was written is read back.
                tables += table(spark, stage, table, later + 1);
            }
            media += bytes(folder, f -> !f.toString().endsWith(".parquet")) * nsPerSealedByte * (1 + later) / 2;
        }
        double shuffles = shuffled.get() * shuffledByte();
        double crypto = tables + media + shuffles;
        double ratio = build / (build - crypto);
        System.out.printf(
                Locale.ROOT,
                "encryption: build %.1f core-s; tables %.3f, media and shards %.3f, shuffles and spills %.3f core-s;"
                        + " ratio %.4f%n",
                build / 1e9,
                tables / 1e9,
                media / 1e9,
                shuffles / 1e9,
                ratio);
        assertThat(ratio).isLessThanOrEqualTo(WANTED);
    }

    private static List<Path> tables(Path stage) throws IOException {
        try (Stream<Path> all = Files.walk(stage, 2)) {
            return all.filter(p -> String.valueOf(p.getFileName()).startsWith("subject="))
                    .map(Path::getParent)
                    .distinct()
                    .filter(p -> !p.endsWith("media"))
                    .sorted()
                    .toList();
        }
    }

    private static double bytes(Path folder, java.util.function.Predicate<Path> wanted) throws IOException {
        long sum = 0;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).filter(wanted).toList()) {
                sum += Files.size(file);
            }
        }
        return sum;
    }

    /** One writing and {@code reads} readings of a table, with encryption less without. */
    private static double table(SparkSession spark, StageName stage, Path table, int reads)
            throws IOException, GeneralSecurityException {
        String name = stage + "/" + table.getFileName();
        Path open = SharedSpark.place("cost-open").resolve(name);
        Path closed = SharedSpark.place("cost-closed/builds/0123456789abcdef").resolve(name);
        Dataset<Row> rows = spark.read().parquet(table.toString());
        write(rows, open, false);
        Dataset<Row> plain = spark.read()
                .option(SubjectCryptoFactory.FACTORY_CLASS, OpenParquet.class.getName())
                .parquet(open.toString());
        double read = middle(() -> drain(rows)) - middle(() -> drain(plain));
        double write = middle(() -> write(plain, closed, true))
                - middle(() -> write(plain, open.resolveSibling("again-" + table.getFileName()), false));
        return write + reads * read;
    }

    private static void drain(Dataset<Row> rows) {
        rows.write().format("noop").mode("overwrite").save();
    }

    private static void write(Dataset<Row> rows, Path to, boolean encrypted) {
        var writer = rows.write().mode("overwrite").partitionBy(Tagged.SUBJECT, Tagged.KIND);
        (encrypted ? writer : writer.option(SubjectCryptoFactory.FACTORY_CLASS, OpenParquet.class.getName()))
                .parquet(to.toString());
    }

    /** Sealing a byte and opening it again, as media are. */
    private static double sealedByte() throws IOException, GeneralSecurityException {
        MediaVault vault = new MediaVault(LocalKeyring.open(SharedSpark.keyring()));
        KeyId key = new KeyId(KeyId.BUILD, 0);
        Aad place = new Aad("cost", StageNames.REDACTED, "media/x");
        byte[] bytes = new byte[32 << 20];
        new Random(1).nextBytes(bytes);
        return middle(() -> {
                    ByteArrayOutputStream sealed = new ByteArrayOutputStream(bytes.length + (1 << 20));
                    try (OutputStream out = vault.encrypt(sealed, key, place)) {
                        out.write(bytes);
                    }
                    try (InputStream in = vault.decrypt(new ByteArrayInputStream(sealed.toByteArray()), key, place)) {
                        assertThat(in.transferTo(OutputStream.nullOutputStream()))
                                .isEqualTo(bytes.length);
                    }
                })
                / bytes.length;
    }

    /** A byte through AES in counter mode with 256 bits, as Spark encrypts what it spills and shuffles. */
    private static double shuffledByte() throws IOException, GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[32], "AES"), new IvParameterSpec(new byte[16]));
        byte[] in = new byte[BUFFER];
        byte[] out = new byte[BUFFER];
        int times = 512;
        return middle(() -> {
                    for (int i = 0; i < times; i++) {
                        cipher.update(in, 0, in.length, out, 0);
                    }
                })
                / ((double) times * BUFFER);
    }
}
