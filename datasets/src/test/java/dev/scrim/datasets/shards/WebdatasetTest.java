package dev.scrim.datasets.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.media.ImageCodec;
import dev.scrim.datasets.schema.ImageValue;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.webdataset.WebdatasetFormat;
import dev.scrim.datasets.split.Split;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

final class WebdatasetTest extends OneFileShardConformance {
    private static final ExportOptions JPEG = new ExportOptions(ImageCodec.JPEG, 90, 0, Coordinates.PIXELS, "", 10);

    @Override
    ShardFormat.Steps format() {
        return new WebdatasetFormat();
    }

    private List<ShardInfo> write(
            ShardDirectory directory, ShardName name, Schema schema, ExportOptions options, List<DisclosedRow> rows)
            throws IOException {
        try (ShardWriter writer = format().write(directory, name, schema, options)) {
            for (DisclosedRow row : rows) {
                writer.write(row);
            }
            return writer.finish();
        }
    }

    private List<ShardInfo> write(ShardDirectory directory, List<DisclosedRow> rows) throws IOException {
        return write(directory, new ShardName(Split.TRAIN, 0, 1), StepSchema.STEP, ExportOptions.STANDARD, rows);
    }

    /** Two shards of train, one of validation, all that goes with them, and the manifest. */
    private List<ShardInfo> export(ShardDirectory directory, int rowsEach) throws IOException {
        List<ShardInfo> files = new ArrayList<>();
        List<DisclosedRow> train = Samples.rows(Split.TRAIN, 2 * rowsEach);
        for (int i = 0; i < 2; i++) {
            files.addAll(write(
                    directory,
                    new ShardName(Split.TRAIN, i, 2),
                    StepSchema.STEP,
                    ExportOptions.STANDARD,
                    train.subList(i * rowsEach, (i + 1) * rowsEach)));
        }
        files.addAll(write(
                directory,
                new ShardName(Split.VALIDATION, 0, 1),
                StepSchema.STEP,
                ExportOptions.STANDARD,
                Samples.rows(Split.VALIDATION, rowsEach)));
        files.addAll(format().index(directory, files, ExportOptions.STANDARD));
        manifest(directory, format().id(), files);
        return files;
    }

    private Map<String, byte[]> entries(Path tar) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (TarArchiveInputStream in = new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(tar)))) {
            for (TarArchiveEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                entries.put(e.getName(), in.readAllBytes());
            }
        }
        return entries;
    }

    @Test
    void everyPartIsAlwaysThereAndSorted() throws IOException {
        List<DisclosedRow> rows = Samples.rows(Split.TRAIN, 10);
        ShardInfo shard = write(new LocalShardDirectory(temp), rows).get(0);
        assertThat(shard.file()).isEqualTo("train/shard-000000.tar");
        assertThat(shard.bytes() % 10_240).isZero();
        assertThat(entries(temp.resolve(shard.file())).keySet())
                .containsExactlyElementsOf(rows.stream()
                        .map(r -> r.string("sample_id").orElseThrow())
                        .flatMap(id -> List.of(id + ".after_image.png", id + ".image.png", id + ".json").stream())
                        .toList());
    }

    @Test
    void aMissingPictureIsOneBlackPixelAndNullInTheColumns() throws IOException {
        DisclosedRow sparse = StepSchema.disclose(Samples.sample(Split.TRAIN, 9), StepSchema.STEP);
        assertThat(sparse.image("image")).isEmpty();
        for (ExportOptions options : List.of(ExportOptions.STANDARD, JPEG)) {
            ShardDirectory directory = new LocalShardDirectory(temp);
            ShardName name = new ShardName(Split.TRAIN, 3, 4);
            ShardInfo shard = write(directory, name, StepSchema.STEP, options, List.of(sparse))
                    .get(0);
            assertThat(shard.images()).isZero();
            Map<String, byte[]> entries = entries(temp.resolve("train/shard-000003.tar"));
            String id = sparse.string("sample_id").orElseThrow();
            EncodedImage pixel =
                    EncodedImage.of(entries.get(id + ".image." + options.codec().extension()));
            assertThat(pixel.codec()).isEqualTo(options.codec());
            assertThat(pixel.widthPx() * pixel.heightPx()).isEqualTo(1);
            assertThat(new String(entries.get(id + ".json"), StandardCharsets.UTF_8))
                    .contains("\"image\":null", "\"image_width\":null");
        }
    }

    @Test
    void samplesWithoutIdsAreNamedByTheirPlace() throws IOException {
        Schema less = StepSchema.STEP.withholding(Set.of("sample_id", "image", "after_image"));
        List<DisclosedRow> rows = List.of(
                StepSchema.disclose(Samples.sample(Split.TEST, 1), less),
                StepSchema.disclose(Samples.sample(Split.TEST, 2), less));
        write(new LocalShardDirectory(temp), new ShardName(Split.TEST, 1, 2), less, ExportOptions.STANDARD, rows);
        assertThat(entries(temp.resolve("test/shard-000001.tar")).keySet())
                .containsExactly("test-000001-00000000.json", "test-000001-00000001.json");
    }

    @Test
    void writerRefusesWhatReadersWouldTakeForSomethingElse() throws IOException {
        DisclosedRow row = StepSchema.disclose(Samples.sample(Split.TRAIN, 0), StepSchema.STEP);
        ShardName name = new ShardName(Split.TRAIN, 0, 1);
        try (ShardWriter writer =
                format().write(new LocalShardDirectory(temp), name, StepSchema.STEP, ExportOptions.STANDARD)) {
            writer.write(row);
            assertThatThrownBy(() -> writer.write(row)).hasMessageContaining("two samples of one id");
            for (String id : List.of("a.b", "a b", "a/b", "__skipped__", "")) {
                assertThatThrownBy(() -> writer.write(with(row, Map.of("sample_id", id))))
                        .hasMessageContaining("no safe name");
            }
            assertThatThrownBy(() -> writer.write(with(row, Map.of("sample_id", "other", "x", Double.NaN))))
                    .hasMessageContaining("it is no number");
        }
        try (ShardWriter writer = format().write(new LocalShardDirectory(temp), name, StepSchema.STEP, JPEG)) {
            assertThatThrownBy(() -> writer.write(row)).hasMessageContaining("another codec");
        }
    }

    @Test
    void exportIsWholeAndEqualRowsGiveEqualIndexes() throws IOException {
        ShardDirectory directory = new LocalShardDirectory(temp.resolve("a"));
        List<ShardInfo> files = export(directory, 12);
        assertThat(files)
                .extracting(ShardInfo::file)
                .containsExactlyInAnyOrder(
                        "train/shard-000000.tar",
                        "train/shard-000000.tar.idx",
                        "train/shard-000000.idx",
                        "train/shard-000001.tar",
                        "train/shard-000001.tar.idx",
                        "train/shard-000001.idx",
                        "validation/shard-000000.tar",
                        "validation/shard-000000.tar.idx",
                        "validation/shard-000000.idx",
                        ".nv-meta/.info.json",
                        ".nv-meta/dataset.yaml",
                        ".nv-meta/index.sqlite",
                        ".nv-meta/index.uuid",
                        ".nv-meta/split.yaml",
                        "dataset_infos.json");
        VerifyReport report = new ShardVerifier(ShardFormats.load()).verify(directory);
        assertThat(report.problems()).isEmpty();
        assertThat(report.samples()).isEqualTo(36);
        assertThat(export(new LocalShardDirectory(temp.resolve("b")), 12)).isEqualTo(files);
        assertThat(temp.resolve("a/.nv-meta/split.yaml"))
                .hasContent("split_parts:\n  train:\n  - train/shard-000000.tar\n  - train/shard-000001.tar\n"
                        + "  val:\n  - validation/shard-000000.tar\n  test: []\nexclude: []");
        assertThat(Files.readString(temp.resolve("a/.nv-meta/index.uuid")))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    /** The manifest is made to agree with the damage, so that only reading again can find it. */
    @Test
    void everyIndexThatContradictsItsShardsIsFound() throws IOException {
        LocalShardDirectory directory = new LocalShardDirectory(temp);
        List<ShardInfo> files = export(directory, 12);
        Random random = new Random(5);
        for (ShardInfo file : files) {
            if (file.file().endsWith(".tar")) {
                continue;
            }
            Path path = temp.resolve(file.file());
            byte[] good = Files.readAllBytes(path);
            for (int i = 0; i < 8; i++) {
                byte[] bad = good.clone();
                int at = random.nextInt(bad.length);
                if (file.file().endsWith(".sqlite")) {
                    // Of a database any byte may be unused; one key's digits are not.
                    at = new String(good, StandardCharsets.ISO_8859_1)
                            .indexOf(Samples.sample(Split.TRAIN, i).sampleId());
                }
                bad[at] ^= 2;
                Files.write(path, bad);
                List<ShardInfo> listed = new ArrayList<>(files);
                listed.replaceAll(f ->
                        f.equals(file) ? new ShardInfo(f.file(), f.split(), bad.length, Digests.sha256(bad), 0, 0) : f);
                manifest(directory, format().id(), listed);
                assertThat(new ShardVerifier(ShardFormats.load())
                                .verify(directory)
                                .problems())
                        .as("%s with byte %d changed", file.file(), at)
                        .isNotEmpty()
                        .anyMatch(p -> p.file().equals(file.file()));
            }
            Files.write(path, good);
        }
        manifest(directory, format().id(), files);
        assertThat(new ShardVerifier(ShardFormats.load()).verify(directory).problems())
                .isEmpty();
    }

    @Test
    void aPictureThatContradictsItsColumnsIsFound() throws IOException {
        DisclosedRow row = StepSchema.disclose(Samples.sample(Split.TRAIN, 0), StepSchema.STEP);
        LocalShardDirectory directory = new LocalShardDirectory(temp);
        manifest(
                directory,
                format().id(),
                write(directory, List.of(with(row, Map.of("image_sha256", "0".repeat(64), "after_image_width", 1)))));
        assertThat(new ShardVerifier(ShardFormats.load()).verify(directory).problems())
                .extracting(VerifyReport.Problem::detail)
                .containsExactly(
                        "row 0: image has not the SHA-256 that its column says",
                        "row 0: after_image has not the size that its columns say");
    }

    /** What is no picture of a step must not travel in the place of one. */
    @Test
    void aPictureWhereThereIsSaidToBeNoneIsFound() throws IOException {
        DisclosedRow row = StepSchema.disclose(Samples.sample(Split.TRAIN, 1), StepSchema.STEP);
        LocalShardDirectory directory = new LocalShardDirectory(temp);
        ShardInfo shard = write(directory, List.of(row)).get(0);
        Path file = temp.resolve(shard.file());
        byte[] bytes = Files.readAllBytes(file);
        String name = row.image("image").flatMap(ImageValue::path).orElseThrow();
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\"" + name + "\"");
        byte[] none = ("null" + " ".repeat(name.length() - 2)).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(none, 0, bytes, at, none.length);
        Files.write(file, bytes);
        assertThatThrownBy(() -> {
                    try (ShardReader reader = format().read(directory, shard.file())) {
                        reader.next();
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a picture that its columns do not tell of");
    }

    @Test
    void numbersOfEveryKindComeBack() throws IOException {
        DisclosedRow row = StepSchema.disclose(Samples.sample(Split.TRAIN, 0), StepSchema.STEP);
        List<DisclosedRow> rows = new ArrayList<>();
        Random random = new Random(11);
        for (int i = 0; i < 300; i++) {
            Map<String, Object> values = new HashMap<>();
            values.put("sample_id", "s" + i);
            values.put("x", i % 3 == 0 ? Math.rint(random.nextGaussian() * 1e17) : random.nextGaussian());
            values.put("y", Double.longBitsToDouble(random.nextLong() & 0x7FEFFFFFFFFFFFFFL));
            values.put("t_end_us", random.nextLong());
            values.put("scroll_dx", random.nextInt());
            rows.add(with(row, values));
        }
        LocalShardDirectory directory = new LocalShardDirectory(temp);
        String file = write(directory, rows).get(0).file();
        try (ShardReader reader = format().read(directory, file)) {
            for (DisclosedRow each : rows) {
                assertThat(reader.next()).contains(each);
            }
            assertThat(reader.next()).isEmpty();
        }
    }

    /** For {@code .ci/conformance.py}: run with {@code -Dscrim.webdataset.to=FOLDER}. */
    @Test
    void exportForOtherReaders() throws IOException {
        String to = System.getProperty("scrim.webdataset.to");
        Assumptions.assumeTrue(to != null, "-Dscrim.webdataset.to is not set");
        ShardDirectory directory = new LocalShardDirectory(Path.of(to));
        List<ShardInfo> files = new ArrayList<>(export(directory, 40));
        ExportManifest draft = new ExportManifest(
                format().id(),
                "build-1",
                "0".repeat(64),
                false,
                files,
                new java.util.TreeMap<>(),
                dev.scrim.datasets.schema.CategoryCounts.NONE);
        files.add(DatasetCard.write(directory, new DatasetCard.Title("sample", "unknown"), draft, StepSchema.STEP));
        manifest(directory, format().id(), files);
        assertThat(new ShardVerifier(ShardFormats.load()).verify(directory).problems())
                .isEmpty();
    }

    private static DisclosedRow with(DisclosedRow row, Map<String, Object> other) {
        Map<String, Object> values = new LinkedHashMap<>(row.values());
        values.putAll(other);
        return new DisclosedRow(row.schema(), values);
    }
}
