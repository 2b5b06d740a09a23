package dev.scrim.datasets.shards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.shards.mds.MdsFormat;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MdsTest extends ShardFormatConformance {
    @Override
    ShardFormat.Steps format() {
        return new MdsFormat();
    }

    @Test
    void wholeExportIsGood() throws IOException {
        ShardDirectory directory = new LocalShardDirectory(WholeExport.place(temp, MdsFormat.ID));
        ExportManifest whole = WholeExport.write(format(), directory, ExportOptions.STANDARD, s -> s);
        VerifyReport report = new ShardVerifier(ShardFormats.load()).verify(directory);
        assertThat(report.problems()).isEmpty();
        assertThat(report.samples()).isEqualTo(254);
        assertThat(whole.samplesBySplit()).isEqualTo(Map.of("train", 230L, "validation", 12L, "test", 12L));
        assertThat(directory.list())
                .containsExactly(
                        "README.md",
                        "export-manifest.json",
                        "test/index.json",
                        "test/shard.00000.mds",
                        "train/index.json",
                        "train/shard.00000.mds",
                        "train/shard.00001.mds",
                        "train/shard.00002.mds",
                        "validation/index.json",
                        "validation/shard.00000.mds");
    }
}
