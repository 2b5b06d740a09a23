package dev.scrim.datasets.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.schema.CategoryCounts;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.split.Split;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every format whose unit is the step must hold to; one subclass each. */
abstract class ShardFormatConformance {
    @TempDir
    Path temp;

    /** What the last call of {@link #write} committed, the shard first. */
    List<ShardInfo> written = List.of();

    abstract ShardFormat.Steps format();

    ShardInfo write(ShardDirectory directory, List<DisclosedRow> rows, Schema schema) throws IOException {
        try (ShardWriter writer =
                format().write(directory, new ShardName(Split.TRAIN, 0, 1), schema, ExportOptions.STANDARD)) {
            for (DisclosedRow row : rows) {
                writer.write(row);
            }
            written = writer.finish();
            return written.get(0);
        }
    }

    List<DisclosedRow> read(ShardDirectory directory, String file) throws IOException {
        List<DisclosedRow> rows = new ArrayList<>();
        try (ShardReader reader = format().read(directory, file)) {
            for (Optional<DisclosedRow> row = reader.next(); row.isPresent(); row = reader.next()) {
                rows.add(row.get());
            }
        }
        return rows;
    }

    @Test
    void emptyShardIsReadable() throws IOException {
        ShardDirectory directory = new LocalShardDirectory(temp);
        ShardInfo info = write(directory, List.of(), StepSchema.STEP);
        assertThat(read(directory, info.file())).isEmpty();
    }

    @Test
    void equalRowsGiveEqualBytes() throws IOException {
        List<DisclosedRow> rows = Samples.rows(Split.TRAIN, 120);
        ShardInfo first = write(new LocalShardDirectory(temp.resolve("a")), rows, StepSchema.STEP);
        ShardInfo second = write(new LocalShardDirectory(temp.resolve("b")), rows, StepSchema.STEP);
        assertThat(second).isEqualTo(first);
        assertThat(temp.resolve("b").resolve(second.file()))
                .hasSameBinaryContentAs(temp.resolve("a").resolve(first.file()));
    }

    @Test
    void writerRefusesRowsOfAnotherSchema() throws IOException {
        DisclosedRow row = StepSchema.disclose(Samples.sample(Split.TRAIN, 1), StepSchema.STEP);
        Schema less = StepSchema.STEP.withholding(Set.of("text"));
        try (ShardWriter writer = format().write(
                        new LocalShardDirectory(temp),
                        new ShardName(Split.TRAIN, 0, 1),
                        less,
                        ExportOptions.STANDARD)) {
            assertThatThrownBy(() -> writer.write(row)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void abandonedWriterLeavesNothing() throws IOException {
        try (ShardWriter writer = format().write(
                        new LocalShardDirectory(temp),
                        new ShardName(Split.TRAIN, 0, 1),
                        StepSchema.STEP,
                        ExportOptions.STANDARD)) {
            writer.write(Samples.rows(Split.TRAIN, 1).get(0));
        }
        try (var files = Files.walk(temp)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void aWrongCountInTheManifestIsFound() throws IOException {
        LocalShardDirectory directory = new LocalShardDirectory(temp);
        ShardInfo info = write(directory, Samples.rows(Split.TRAIN, 5), StepSchema.STEP);
        manifest(
                directory,
                format().id(),
                List.of(new ShardInfo(
                        info.file(), Optional.of("test"), info.bytes(), info.sha256(), 6, info.images() + 1)));
        assertThat(new ShardVerifier(ShardFormats.load()).verify(directory).problems())
                .extracting(VerifyReport.Problem::detail)
                .contains("it holds 5 samples, listed with 6", "row 0 is of another split")
                .anyMatch(d -> d.endsWith("images, listed with " + (info.images() + 1)));
    }

    /** Around the borders of row groups and batches, within them, and at both ends. */
    @Test
    void stoppedAfterAnyRowANewReaderGoesOnFromThere() throws IOException {
        LocalShardDirectory directory = new LocalShardDirectory(temp);
        ShardInfo info = write(directory, Samples.rows(Split.TRAIN, 230), StepSchema.STEP);
        String file = info.file();
        List<DisclosedRow> all = read(directory, file);
        assertThat(all).hasSize(230);
        for (int stop : List.of(0, 1, 7, 63, 64, 99, 100, 101, 130, 199, 200, 229, 230)) {
            long position;
            try (ShardReader stopped = format().read(directory, file)) {
                for (int i = 0; i < stop; i++) {
                    stopped.next();
                }
                position = stopped.position();
            }
            assertThat(position).isEqualTo(stop);
            try (ShardReader on = format().read(directory, file)) {
                on.skip(position);
                assertThat(on.position()).isEqualTo(position);
                for (int i = stop; i < Math.min(stop + 3, 230); i++) {
                    assertThat(on.next()).as("row %d after %d", i, stop).contains(all.get(i));
                }
                long rest = 230 - on.position();
                on.skip(rest / 2);
                on.skip(rest - rest / 2);
                assertThat(on.next()).isEmpty();
                assertThat(on.position()).isEqualTo(230);
                assertThatThrownBy(() -> on.skip(1)).isInstanceOf(EOFException.class);
            }
        }
    }

    /** 1000 pictures of 196 kB are 200 MB: more than the stated part of the heap that a writer may take. */
    @Test
    void thousandPicturesPassThroughBoundedMemory() throws IOException {
        ShardSample base = Samples.sample(Split.TRAIN, 0, 256, 256);
        long before = usedBytes();
        long most = 0;
        ShardDirectory directory = new LocalShardDirectory(temp);
        ShardInfo info;
        try (ShardWriter writer =
                format().write(directory, new ShardName(Split.TRAIN, 0, 1), StepSchema.STEP, ExportOptions.STANDARD)) {
            for (int i = 0; i < 1000; i++) {
                writer.write(StepSchema.disclose(numbered(base, i), StepSchema.STEP));
                if (i % 250 == 249) {
                    most = Math.max(most, usedBytes() - before);
                }
            }
            info = writer.finish().get(0);
        }
        assertThat(info.bytes()).isGreaterThan(190_000_000L);
        assertThat(most).isLessThan(120_000_000L);
        long samples = 0;
        try (ShardReader reader = format().read(directory, info.file())) {
            while (reader.next().isPresent()) {
                samples++;
            }
        }
        assertThat(samples).isEqualTo(1000);
    }

    static ShardSample numbered(ShardSample s, int i) {
        return ShardSample.inPixels(
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
                Optional.empty(),
                s.redactions(),
                s.rating(),
                Optional.empty());
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    static void manifest(ShardDirectory directory, String format, List<ShardInfo> files) throws IOException {
        ExportManifestJson.write(
                directory,
                new ExportManifest(
                        format, "build-1", "0".repeat(64), false, files, new TreeMap<>(), CategoryCounts.NONE));
    }

    static boolean holds(byte[] bytes, byte[] part) {
        for (int i = 0; i + part.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }
}
