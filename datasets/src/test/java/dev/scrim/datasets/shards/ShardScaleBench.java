package dev.scrim.datasets.shards;

import dev.scrim.datasets.split.Split;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Streams gigabytes of pictures that do not compress through a format's writer, in shards of 500 MB, and says how fast and
 * in how much heap. Each shard is removed when it is committed, so the disk holds one. Arguments: format, folder,
 * gigabytes. Run it under the heap that it is to do with, such as {@code -Xmx256m}.
 */
final class ShardScaleBench {
    /** Noise of 0.8 MB: what a screen of 1920 x 1080 takes as PNG. */
    private static final int WIDTH_PX = 640;

    private static final int HEIGHT_PX = 420;
    private static final long SHARD_BYTES = ShardPlan.DEFAULT_MAX_BYTES;

    private final ShardSample base = Samples.sample(Split.TRAIN, 0, 8, 8);
    private final SplittableRandom random = new SplittableRandom(11);
    private long writtenNs;
    private long bytes;
    private long samples;

    private ShardScaleBench() {}

    public static void main(String[] args) throws IOException {
        ShardFormat format = ShardFormats.load().get(args[0]);
        LocalShardDirectory directory = new LocalShardDirectory(Path.of(args[1], args[0]));
        long wanted = (long) (Double.parseDouble(args[2]) * 1e9);
        ShardScaleBench bench = new ShardScaleBench();
        int shards = (int) Math.max(1, wanted / SHARD_BYTES);
        for (int shard = 0; shard < shards; shard++) {
            if (format instanceof ShardFormat.Steps steps) {
                bench.shard(steps, directory, new ShardName(Split.TRAIN, shard, shards), wanted / shards);
            } else {
                bench.recording((ShardFormat.Recordings) format, directory, "rec-" + shard, wanted / shards);
            }
            for (String file : directory.list()) {
                directory.delete(file);
            }
        }
        long heap = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            heap += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %.2f GB of pictures in %d samples and %d shards at %.0f MB/s; heap of %d MiB, most in use %d MiB%n",
                args[0],
                bench.bytes / 1e9,
                bench.samples,
                shards,
                bench.bytes / 1e6 / (bench.writtenNs / 1e9),
                Runtime.getRuntime().maxMemory() >> 20,
                heap >> 20);
    }

    private void shard(ShardFormat.Steps format, ShardDirectory directory, ShardName name, long size)
            throws IOException {
        try (ShardWriter writer = format.write(directory, name, StepSchema.STEP, ExportOptions.STANDARD)) {
            long end = bytes + size;
            for (int i = 0; bytes < end; i++) {
                EncodedImage picture = noise();
                DisclosedRow row = StepSchema.disclose(sample(picture, i), StepSchema.STEP);
                long start = System.nanoTime();
                writer.write(row);
                writtenNs += System.nanoTime() - start;
            }
            long start = System.nanoTime();
            writer.finish();
            writtenNs += System.nanoTime() - start;
        }
    }

    private void recording(ShardFormat.Recordings format, ShardDirectory directory, String id, long size)
            throws IOException {
        try (RecordingWriter writer = format.write(directory, id)) {
            long end = bytes + size;
            for (int i = 0; bytes < end; i++) {
                EncodedImage picture = noise();
                long start = System.nanoTime();
                writer.frame(i * 1000L, picture);
                writer.action(base.action(), base.rating());
                writtenNs += System.nanoTime() - start;
            }
            long start = System.nanoTime();
            writer.finish();
            writtenNs += System.nanoTime() - start;
        }
    }

    private ShardSample sample(EncodedImage picture, int i) {
        return ShardSample.inPixels(
                "sample-%012d".formatted(samples),
                "trajectory-%08d".formatted(i / 100),
                base.split(),
                i % 100,
                base.task(),
                base.app(),
                base.title(),
                base.url(),
                base.viewport(),
                base.action(),
                Optional.of(picture),
                Optional.empty(),
                base.redactions(),
                base.rating(),
                Optional.empty());
    }

    /** A valid PNG of new noise, its data stored and not compressed, so that making it costs little. */
    private EncodedImage noise() throws IOException {
        byte[] rows = new byte[HEIGHT_PX * (1 + WIDTH_PX * 3)];
        random.nextBytes(rows);
        for (int y = 0; y < HEIGHT_PX; y++) {
            rows[y * (1 + WIDTH_PX * 3)] = 0;
        }
        ByteArrayOutputStream data = new ByteArrayOutputStream(rows.length + (1 << 12));
        Deflater stored = new Deflater(Deflater.NO_COMPRESSION);
        try (DeflaterOutputStream out = new DeflaterOutputStream(data, stored, 1 << 16)) {
            out.write(rows);
        } finally {
            stored.end();
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream(data.size() + 64);
        DataOutputStream out = new DataOutputStream(png);
        out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream of = new DataOutputStream(header);
        of.writeInt(WIDTH_PX);
        of.writeInt(HEIGHT_PX);
        of.write(new byte[] {8, 2, 0, 0, 0});
        chunk(out, "IHDR", header.toByteArray());
        chunk(out, "IDAT", data.toByteArray());
        chunk(out, "IEND", new byte[0]);
        bytes += png.size();
        samples++;
        return EncodedImage.ofPng(png.toByteArray());
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }
}
