package dev.scrim.datasets.shards;

import com.sun.management.OperatingSystemMXBean;
import dev.scrim.datasets.schema.CategoryCounts;
import dev.scrim.datasets.split.Split;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How fast a format is written: noise of 196 kB a picture, shards of 64 MB, forced to disk and hashed as in an export.
 * {@code .ci/bench_write.py} runs it turn and turn about with upstream's writers, {@code .ci/bench_read.py} has upstream's
 * readers read what it leaves. Arguments: format, folder, samples. Writes once for each line of its input, which says how
 * many shards at a time (one where it is empty; a build writes as many as it has cores), and answers with megabytes,
 * seconds by the clock and seconds of the whole process's CPU.
 */
final class ShardWriteBench {
    private static final int SIDE_PX = 256;
    private static final int SHARD_SAMPLES = 320;

    private ShardWriteBench() {}

    public static void main(String[] args) throws IOException, ExecutionException, InterruptedException {
        ShardFormat.Steps format = ShardFormats.load().steps(args[0]);
        ShardDirectory to = new LocalShardDirectory(Path.of(args[1], format.id()));
        int samples = Integer.parseInt(args[2]);
        List<DisclosedRow> rows = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            rows.add(StepSchema.disclose(sample(i), StepSchema.STEP));
        }
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        System.out.println("ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            int atATime = line.isBlank() ? 1 : Integer.parseInt(line.trim());
            // Else the writer would also take the last round's shards off the disk.
            for (String file : to.list()) {
                to.delete(file);
            }
            long start = System.nanoTime();
            long startCpu = system.getProcessCpuTime();
            List<ShardInfo> files = write(format, to, rows, atATime);
            double megabytes = files.stream().mapToLong(ShardInfo::bytes).sum() / 1e6;
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpu = (system.getProcessCpuTime() - startCpu) / 1e9;
            System.out.printf(Locale.ROOT, "%.3f %.4f %.4f%n", megabytes, seconds, cpu);
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

    private static List<ShardInfo> write(
            ShardFormat.Steps format, ShardDirectory directory, List<DisclosedRow> rows, int atATime)
            throws IOException, ExecutionException, InterruptedException {
        int shards = (rows.size() + SHARD_SAMPLES - 1) / SHARD_SAMPLES;
        List<ShardInfo> files = new ArrayList<>();
        ExecutorService tasks = Executors.newFixedThreadPool(atATime);
        try {
            List<Future<List<ShardInfo>>> written = new ArrayList<>();
            for (int i = 0; i < shards; i++) {
                ShardName name = new ShardName(Split.TRAIN, i, shards);
                List<DisclosedRow> own =
                        rows.subList(i * SHARD_SAMPLES, Math.min(rows.size(), (i + 1) * SHARD_SAMPLES));
                written.add(tasks.submit(() -> shard(format, directory, name, own)));
            }
            for (Future<List<ShardInfo>> each : written) {
                files.addAll(each.get());
            }
        } finally {
            tasks.shutdownNow();
        }
        files.addAll(format.index(directory, files, ExportOptions.STANDARD));
        ExportManifestJson.write(
                directory,
                new ExportManifest(
                        format.id(), "bench", "0".repeat(64), false, files, new TreeMap<>(), CategoryCounts.NONE));
        return files;
    }

    private static List<ShardInfo> shard(
            ShardFormat.Steps format, ShardDirectory directory, ShardName name, List<DisclosedRow> rows)
            throws IOException {
        try (ShardWriter writer = format.write(directory, name, StepSchema.STEP, ExportOptions.STANDARD)) {
            for (DisclosedRow row : rows) {
                writer.write(row);
            }
            return writer.finish();
        }
    }
}
