package dev.scrim.datasets.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.media.ImageCodec;
import dev.scrim.datasets.model.SubjectId;
import dev.scrim.datasets.shards.mds.MdsFormat;
import dev.scrim.datasets.split.Split;
import dev.scrim.datasets.store.StageName;
import dev.scrim.datasets.vault.KeyId;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.datasets.vault.MediaVault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MdsTest extends OneFileShardConformance {
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

    /** Of more samples than are held in memory: the rest is set aside, and must not lie there readable. */
    @Test
    void whatASealedExportSetsAsideIsEncrypted() throws IOException {
        LocalKeyring keys = LocalKeyring.openOrCreate(temp.resolve("keyring.json"));
        Path folder = temp.resolve("sealed");
        ShardDirectory directory = new SealedShardDirectory(
                new LocalShardDirectory(folder),
                new MediaVault(keys),
                new KeyId(keys.opaque(new SubjectId("ann")), 0),
                "build-1",
                new StageName("08-export"));
        ShardSample base = Samples.sample(Split.TRAIN, 0, 700, 700);
        byte[] picture = new byte[64];
        base.observation().orElseThrow().bytes().position(1000).get(picture);
        ShardInfo info;
        try (ShardWriter writer =
                format().write(directory, new ShardName(Split.TRAIN, 0, 1), StepSchema.STEP, ExportOptions.STANDARD)) {
            for (int i = 0; i < 60; i++) {
                writer.write(StepSchema.disclose(numbered(base, i), StepSchema.STEP));
            }
            List<Path> aside = files(folder);
            assertThat(aside).hasSize(1);
            assertThat(Files.size(aside.get(0))).isGreaterThan(64_000_000L);
            assertThat(holds(Files.readAllBytes(aside.get(0)), picture)).isFalse();
            info = writer.finish().get(0);
        }
        assertThat(files(folder)).containsExactly(folder.resolve(info.file()));
        try (ShardReader reader = format().read(directory, info.file())) {
            for (int i = 0; i < 60; i++) {
                assertThat(reader.next()).contains(StepSchema.disclose(numbered(base, i), StepSchema.STEP));
            }
            assertThat(reader.next()).isEmpty();
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /** A manifest that was made over the altered index vouches for its hash: only the contents tell. */
    @Test
    void anIndexThatContradictsItsShardsIsFound() throws IOException {
        LocalShardDirectory directory = new LocalShardDirectory(temp);
        ExportManifest whole = WholeExport.write(format(), directory, ExportOptions.STANDARD, s -> s);
        String index = Files.readString(temp.resolve("train/index.json"));
        Map<String, String> sabotage = Map.of(
                index.replace("\"samples\": 77", "\"samples\": 78"), "contradicts its shard",
                index.replace("\"column_encodings\": [\"str\"", "\"column_encodings\": [\"bytes\""),
                        "contradicts its shard",
                index.replace("shard.00001.mds", "shard.00007.mds"), "does not list",
                index.replaceFirst("\\{\"column_encodings.*?\"zip_data\": null\\}, ", ""), "leaves out 1 shards",
                index.replace("\"version\": 2}", "\"version\": 1}"), "no index of MDS version 2");
        for (Map.Entry<String, String> each : sabotage.entrySet()) {
            assertThat(each.getKey()).isNotEqualTo(index);
            List<ShardInfo> files = new ArrayList<>(whole.shards());
            files.removeIf(f -> f.file().equals("train/index.json"));
            try (ShardDirectory.Output out = directory.create("train/index.json")) {
                out.write(each.getKey().getBytes(StandardCharsets.UTF_8));
                ShardDirectory.Committed done = out.commit();
                files.add(new ShardInfo("train/index.json", Optional.empty(), done.bytes(), done.sha256(), 0, 0));
            }
            manifest(directory, format().id(), files);
            assertThat(new ShardVerifier(ShardFormats.load()).verify(directory).problems())
                    .as(each.getValue())
                    .isNotEmpty()
                    .allMatch(p -> p.file().equals("train/index.json"))
                    .anyMatch(p -> p.detail().contains(each.getValue()));
        }
    }

    @Test
    void picturesOfEveryCodecComeBack() throws IOException {
        for (ImageCodec codec : ImageCodec.values()) {
            ExportOptions options = new ExportOptions(codec, 90, 0, Coordinates.PIXELS, "", 10);
            LocalShardDirectory directory = new LocalShardDirectory(WholeExport.place(temp, "mds-" + codec.label()));
            WholeExport.write(format(), directory, options, s -> WholeExport.recoded(s, options));
            VerifyReport report = new ShardVerifier(ShardFormats.load()).verify(directory);
            assertThat(report.problems()).isEmpty();
            assertThat(report.images()).isPositive();
        }
    }

    /** It stands for an empty cell, so as a value it would vanish. */
    @Test
    void notANumberIsRefused() throws IOException {
        Map<String, Object> values =
                new LinkedHashMap<>(Samples.rows(Split.TRAIN, 1).get(0).values());
        values.put("x", Double.NaN);
        try (ShardWriter writer = format().write(
                        new LocalShardDirectory(temp),
                        new ShardName(Split.TRAIN, 0, 1),
                        StepSchema.STEP,
                        ExportOptions.STANDARD)) {
            assertThatThrownBy(() -> writer.write(new DisclosedRow(StepSchema.STEP, values)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("column x");
        }
    }
}
