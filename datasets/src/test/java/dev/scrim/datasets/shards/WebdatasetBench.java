package dev.scrim.datasets.shards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.shards.webdataset.WebdatasetFormat;
import dev.scrim.datasets.split.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * How fast a shard of 250 kB pictures is written, hashed and forced to disk, and read. Run with
 * {@code -Dscrim.bench.webdataset=FOLDER -Dtest=WebdatasetBench}, then {@code .ci/bench_webdataset.py FOLDER} for the
 * upstream writer on the same bytes.
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
        List<DisclosedRow> rows = rows();
        ShardDirectory directory = new LocalShardDirectory(Path.of(to));
        ShardFormat.Steps format = new WebdatasetFormat();
        double[] writes = new double[ROUNDS];
        double[] reads = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            ShardInfo shard;
            try (ShardWriter writer = format.write(
                    directory, new ShardName(Split.TRAIN, 0, 1), StepSchema.STEP, ExportOptions.STANDARD)) {
                for (DisclosedRow row : rows) {
                    writer.write(row);
                }
                shard = writer.finish().get(0);
            }
            writes[i] = shard.bytes() / 1e6 / (System.nanoTime() - start) * 1e9;
            start = System.nanoTime();
            int read = 0;
            try (ShardReader reader = format.read(directory, shard.file())) {
                while (reader.next().isPresent()) {
                    read++;
                }
            }
            assertThat(read).isEqualTo(SAMPLES);
            reads[i] = read * 1e9 / (System.nanoTime() - start);
        }
        Arrays.sort(writes);
        Arrays.sort(reads);
        Files.writeString(
                Path.of(to, "bench.json"),
                String.format(
                        Locale.ROOT,
                        "{\"write_mb_s\": %.0f, \"read_samples_s\": %.0f, \"write_mb_s_all\": \"%s\"}%n",
                        writes[ROUNDS - 1],
                        reads[ROUNDS - 1],
                        Arrays.toString(writes)));
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
