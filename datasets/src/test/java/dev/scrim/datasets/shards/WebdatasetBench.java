package dev.scrim.datasets.shards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.shards.webdataset.WebdatasetFormat;
import dev.scrim.datasets.split.Split;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * How fast a shard of 250 kB pictures is written and read: the writer alone into a plain file, and with hashing and the
 * disk forced, as an export does it. Run with {@code -Dscrim.bench.webdataset=FOLDER -Dtest=WebdatasetBench}, then
 * {@code .ci/bench_webdataset.py FOLDER} for the upstream writer on the same bytes. CPU time is told beside the clock's,
 * for machines that do other things too.
 */
final class WebdatasetBench {
    private static final int SAMPLES = 1000;
    private static final int PICTURES = 16;
    private static final int SIDE_PX = 289;
    private static final int ROUNDS = 4;

    @Test
    void writesAndReads() throws IOException {
        String to = System.getProperty("scrim.bench.webdataset");
        Assumptions.assumeTrue(to != null, "-Dscrim.bench.webdataset is not set");
        Path folder = Path.of(to);
        List<DisclosedRow> rows = rows();
        Best plain = new Best();
        Best committed = new Best();
        Best read = new Best();
        ShardDirectory directory = new LocalShardDirectory(folder);
        for (int i = 0; i < ROUNDS; i++) {
            plain.measure(() -> write(new PlainFiles(folder.resolve("plain")), rows) / 1e6);
            committed.measure(() -> write(directory, rows) / 1e6);
            read.measure(() -> read(directory));
        }
        Files.writeString(
                folder.resolve("bench.json"),
                "{\"plain_mb_s\": %s, \"committed_mb_s\": %s, \"read_samples_s\": %s}\n"
                        .formatted(plain, committed, read));
    }

    private static long write(ShardDirectory directory, List<DisclosedRow> rows) throws IOException {
        try (ShardWriter writer = new WebdatasetFormat()
                .write(directory, new ShardName(Split.TRAIN, 0, 1), StepSchema.STEP, ExportOptions.STANDARD)) {
            for (DisclosedRow row : rows) {
                writer.write(row);
            }
            return writer.finish().get(0).bytes();
        }
    }

    private static int read(ShardDirectory directory) throws IOException {
        int read = 0;
        try (ShardReader reader = new WebdatasetFormat().read(directory, "train/shard-000000.tar")) {
            while (reader.next().isPresent()) {
                read++;
            }
        }
        assertThat(read).isEqualTo(SAMPLES);
        return read;
    }

    /** Something that says how much it did. */
    private interface Work {
        double run() throws IOException;
    }

    /** The best round by the clock and by the thread's CPU time, a second. */
    private static final class Best {
        private double byClock;
        private double byCpu;

        void measure(Work work) throws IOException {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long cpu = threads.getCurrentThreadCpuTime();
            long clock = System.nanoTime();
            double amount = work.run();
            byClock = Math.max(byClock, amount * 1e9 / (System.nanoTime() - clock));
            byCpu = Math.max(byCpu, amount * 1e9 / (threads.getCurrentThreadCpuTime() - cpu));
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "[%.0f, %.0f]", byClock, byCpu);
        }
    }

    /** Files without hash, rename or fsync: what the upstream writer does. */
    private record PlainFiles(Path root) implements ShardDirectory {
        @Override
        public Output create(String path) throws IOException {
            Path file = root.resolve(path);
            Files.createDirectories(root.resolve("train"));
            OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
            return new Output() {
                private long bytes;

                @Override
                public void write(int b) throws IOException {
                    out.write(b);
                    bytes++;
                }

                @Override
                public void write(byte[] b, int off, int len) throws IOException {
                    out.write(b, off, len);
                    bytes += len;
                }

                @Override
                public Committed commit() throws IOException {
                    out.close();
                    return new Committed(bytes, "0".repeat(64));
                }
            };
        }

        @Override
        public Spool spool(String path) {
            throw new UnsupportedOperationException("Cannot set bytes aside: tars are written front to back");
        }

        @Override
        public SeekableByteChannel open(String path) throws IOException {
            return Files.newByteChannel(root.resolve(path));
        }

        @Override
        public List<String> list() {
            return List.of();
        }

        @Override
        public void delete(String path) throws IOException {
            Files.delete(root.resolve(path));
        }
    }

    private static List<DisclosedRow> rows() {
        List<ShardSample> base = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            base.add(Samples.sample(Split.TRAIN, 10 * i, SIDE_PX, SIDE_PX));
        }
        List<DisclosedRow> rows = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            ShardSample s = base.get(i % PICTURES);
            rows.add(StepSchema.disclose(
                    ShardSample.inPixels(
                            "sample-%08d".formatted(i),
                            s.trajectoryId(),
                            s.split(),
                            i,
                            s.task(),
                            s.app(),
                            s.title(),
                            s.url(),
                            s.viewport(),
                            s.action(),
                            s.observation(),
                            s.after(),
                            s.redactions(),
                            s.rating(),
                            Optional.empty()),
                    StepSchema.STEP));
        }
        return rows;
    }
}
