package dev.scrim.datasets.shards;

import dev.scrim.datasets.split.Split;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How fast a format is written: noise of 196 kB a picture, shards of 64 MB, forced to disk and hashed as in an export.
 * {@code .ci/bench_shards.py} then compares the result with upstream's writers and readers. Arguments: format, folder,
 * samples, rounds.
 */
final class ShardWriteBench {
    private static final int SIDE_PX = 256;
    private static final int SHARD_SAMPLES = 320;

    private ShardWriteBench() {}

    public static void main(String[] args) throws IOException {
        ShardFormat.Steps format = ShardFormats.load().steps(args[0]);
        Path to = Path.of(args[1], format.id());
        int samples = Integer.parseInt(args[2]);
        List<DisclosedRow> rows = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            rows.add(StepSchema.disclose(sample(i), StepSchema.STEP));
        }
        for (int round = 0; round < Integer.parseInt(args[3]); round++) {
            long start = System.nanoTime();
            long startCpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            List<ShardInfo> files = write(format, new LocalShardDirectory(to), rows);
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpu = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - startCpu) / 1e9;
            double megabytes = files.stream().mapToLong(ShardInfo::bytes).sum() / 1e6;
            System.out.printf(
                    Locale.ROOT,
                    "%s: ours wrote %.1f MB in %d files at %.0f MB/s, %.0f MB a second of CPU%n",
                    format.id(),
                    megabytes,
                    files.size(),
                    megabytes / seconds,
                    megabytes / cpu);
        }
    }

    private static ShardSample sample(int i) {
        ShardSample noise = Samples.sample(Split.TRAIN, i, SIDE_PX, SIDE_PX);
        EncodedImage picture = noise.observation().orElseGet(() -> Samples.noise(SIDE_PX, SIDE_PX, i));
        return ShardSample.inPixels(
                noise.sampleId(),
                noise.trajectoryId(),
                noise.split(),
                noise.step(),
                noise.task(),
                noise.app(),
                noise.title(),
                noise.url(),
                noise.viewport(),
                noise.action(),
                Optional.of(picture),
                Optional.empty(),
                noise.redactions(),
                noise.rating(),
                noise.target());
    }

    private static List<ShardInfo> write(ShardFormat.Steps format, ShardDirectory directory, List<DisclosedRow> rows)
            throws IOException {
        ShardPlan plan = new ShardPlan(Split.TRAIN, rows.size(), (rows.size() + SHARD_SAMPLES - 1) / SHARD_SAMPLES);
        List<ShardInfo> files = new ArrayList<>();
        int next = 0;
        for (int shard = 0; shard < plan.shards(); shard++) {
            ShardName name = new ShardName(Split.TRAIN, shard, plan.shards());
            try (ShardWriter writer = format.write(directory, name, StepSchema.STEP, ExportOptions.STANDARD)) {
                while (next < rows.size() && plan.shardOf(next).equals(name)) {
                    writer.write(rows.get(next++));
                }
                files.addAll(writer.finish());
            }
        }
        files.addAll(format.index(directory, files, ExportOptions.STANDARD));
        ShardFormatConformance.manifest(directory, format.id(), files);
        return files;
    }
}
