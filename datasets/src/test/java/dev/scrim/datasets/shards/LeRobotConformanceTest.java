package dev.scrim.datasets.shards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.shards.lerobot.LeRobotFormat;
import dev.scrim.datasets.split.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds of a format whose shard is several files and whose pictures are a video; the rest is {@link LeRobotTest}'s. */
class LeRobotConformanceTest extends ShardFormatConformance {
    private static final ExportOptions SMALL = new ExportOptions(
            ExportOptions.STANDARD.codec(), 60, 128, Coordinates.PIXELS, "", ExportOptions.STANDARD.fps());

    @Override
    ShardFormat.Steps format() {
        return new LeRobotFormat();
    }

    @Override
    @Test
    void aWrongCountInTheManifestIsFound() throws IOException {
        LocalShardDirectory directory = new LocalShardDirectory(temp);
        List<ShardInfo> files = write(directory, 14);
        List<ShardInfo> wrong = new ArrayList<>();
        for (ShardInfo f : files) {
            wrong.add(new ShardInfo(
                    f.file(), f.split().map(s -> "test"), f.bytes(), f.sha256(), f.samples() + 1, f.images() + 1));
        }
        manifest(directory, format().id(), wrong);
        assertThat(new ShardVerifier(ShardFormats.load()).verify(directory).problems())
                .extracting(VerifyReport.Problem::detail)
                .contains("it holds 14 samples, listed with 15", "row 0 is of another split")
                .anyMatch(d -> d.endsWith("images, listed with " + (files.get(1).images() + 1)));
    }

    private List<ShardInfo> write(ShardDirectory directory, int n) throws IOException {
        try (ShardWriter writer = format().write(directory, new ShardName(Split.TRAIN, 0, 1), StepSchema.STEP, SMALL)) {
            for (DisclosedRow row : Samples.rows(Split.TRAIN, n)) {
                writer.write(row);
            }
            return writer.finish();
        }
    }

    /** Pictures of 200 kB in a frame of 128 pixels; all of one trajectory, which is the longest thing a writer keeps. */
    @Override
    @Test
    void thousandPicturesPassThroughBoundedMemory() throws IOException {
        ShardSample base = Samples.sample(Split.TRAIN, 0, 256, 256);
        System.gc();
        long before = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        ShardDirectory directory = new LocalShardDirectory(temp);
        try (ShardWriter writer = format().write(directory, new ShardName(Split.TRAIN, 0, 1), StepSchema.STEP, SMALL)) {
            for (int i = 0; i < 1000; i++) {
                writer.write(StepSchema.disclose(numbered(base, i), StepSchema.STEP));
                if (i % 250 == 249) {
                    System.gc();
                    long used = Runtime.getRuntime().totalMemory()
                            - Runtime.getRuntime().freeMemory();
                    assertThat(used - before).isLessThan(120_000_000L);
                }
            }
            writer.finish();
        }
        long samples = 0;
        try (ShardReader reader = format().read(directory, "train/steps/chunk-000/file-000.parquet")) {
            while (reader.next().isPresent()) {
                samples++;
            }
        }
        assertThat(samples).isEqualTo(1000);
    }

    @Test
    void abandonedWriterLeavesNothingOfEpisodesThatWereOver() throws IOException {
        try (ShardWriter writer = format().write(
                        new LocalShardDirectory(temp), new ShardName(Split.TRAIN, 0, 1), StepSchema.STEP, SMALL)) {
            for (DisclosedRow row : Samples.rows(Split.TRAIN, 16)) {
                writer.write(row);
            }
        }
        try (var files = Files.walk(temp)) {
            assertThat(files.filter(Files::isRegularFile).map(Path::toString)).isEmpty();
        }
    }
}
