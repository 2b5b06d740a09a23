package dev.scrim.datasets.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.shards.arrow.ArrowFormat;
import dev.scrim.datasets.split.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ArrowTest extends OneFileShardConformance {
    @Override
    ShardFormat.Steps format() {
        return new ArrowFormat();
    }

    @Test
    void wholeExportIsGood() throws IOException {
        ShardDirectory directory = new LocalShardDirectory(WholeExport.place(temp, ArrowFormat.ID));
        ExportManifest whole = WholeExport.write(format(), directory, ExportOptions.STANDARD, s -> s);
        VerifyReport report = new ShardVerifier(ShardFormats.load()).verify(directory);
        assertThat(report.problems()).isEmpty();
        assertThat(report.samples()).isEqualTo(254);
        assertThat(whole.samplesBySplit()).isEqualTo(Map.of("train", 230L, "validation", 12L, "test", 12L));
        assertThat(directory.list())
                .containsExactly(
                        "README.md",
                        "data/test-00000-of-00001.arrow",
                        "data/train-00000-of-00003.arrow",
                        "data/train-00001-of-00003.arrow",
                        "data/train-00002-of-00003.arrow",
                        "data/validation-00000-of-00001.arrow",
                        "export-manifest.json");
    }

    @Test
    void aPictureThatContradictsItsColumnsIsFound() throws IOException {
        Map<String, Object> values =
                new LinkedHashMap<>(Samples.rows(Split.TRAIN, 1).get(0).values());
        values.put("image_sha256", "0".repeat(64));
        LocalShardDirectory directory = new LocalShardDirectory(temp);
        try (ShardWriter writer =
                format().write(directory, new ShardName(Split.TRAIN, 0, 1), StepSchema.STEP, ExportOptions.STANDARD)) {
            writer.write(new DisclosedRow(StepSchema.STEP, values));
            manifest(directory, format().id(), writer.finish());
        }
        assertThat(new ShardVerifier(ShardFormats.load()).verify(directory).problems())
                .extracting(VerifyReport.Problem::detail)
                .containsExactly("row 0: image has not the SHA-256 that its column says");
    }

    /** Hashes are checked first, so this is for readers without a manifest: no cut may read as a shorter shard. */
    @Test
    void aCutAtABatchIsNoShorterShard() throws IOException {
        LocalShardDirectory directory = new LocalShardDirectory(temp);
        ShardInfo info;
        try (ShardWriter writer =
                format().write(directory, new ShardName(Split.TRAIN, 0, 1), StepSchema.STEP, ExportOptions.STANDARD)) {
            for (DisclosedRow row : Samples.rows(Split.TRAIN, 120)) {
                writer.write(row);
            }
            info = writer.finish().get(0);
        }
        Path file = temp.resolve(info.file());
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 8));
        assertThatThrownBy(() -> format().reread(directory, info, p -> {})).isInstanceOf(IOException.class);
        Files.write(file, Arrays.copyOf(whole, whole.length + 8));
        assertThatThrownBy(() -> format().reread(directory, info, p -> {})).isInstanceOf(IOException.class);
    }
}
