package dev.scrim.datasets.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.shards.hfparquet.HfParquetFormat;
import dev.scrim.datasets.split.Split;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.Type;
import org.junit.jupiter.api.Test;

final class HfParquetTest extends OneFileShardConformance {
    @Override
    ShardFormat.Steps format() {
        return new HfParquetFormat();
    }

    private ParquetMetadata footer(Path file) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            return reader.getFooter();
        }
    }

    private ShardInfo write(int rows) throws IOException {
        try (ShardWriter writer = format().write(
                        new LocalShardDirectory(temp),
                        new ShardName(Split.TEST, 2, 4),
                        StepSchema.STEP,
                        ExportOptions.STANDARD)) {
            for (int i = 0; i < rows; i++) {
                writer.write(StepSchema.disclose(Samples.sample(Split.TEST, i), StepSchema.STEP));
            }
            return writer.finish().get(0);
        }
    }

    @Test
    void namesAreThoseOfTheHub() throws IOException {
        assertThat(write(1).file()).isEqualTo("data/test-00002-of-00004.parquet");
    }

    @Test
    void everyColumnIsOptionalAndFeaturesNamePicturesAsImages() throws IOException {
        ParquetMetadata footer = footer(temp.resolve(write(3).file()));
        assertThat(footer.getFileMetaData().getSchema().getFields())
                .allMatch(t -> t.isRepetition(Type.Repetition.OPTIONAL));
        assertThat(footer.getFileMetaData().getKeyValueMetaData())
                .containsOnlyKeys("huggingface")
                .hasEntrySatisfying(
                        "huggingface",
                        v -> assertThat(v)
                                .startsWith(
                                        "{\"info\":{\"features\":{\"sample_id\":{\"dtype\":\"string\",\"_type\":\"Value\"}")
                                .contains("\"image\":{\"_type\":\"Image\"}"));
    }

    @Test
    void footerRepeatsNoTextAndNoTime() throws IOException {
        Path file = temp.resolve(write(40).file());
        ParquetMetadata footer = footer(file);
        assertThat(footer.getFileMetaData().getCreatedBy()).matches("parquet-mr version [0-9.]+ \\(build [0-9a-f]+\\)");
        for (BlockMetaData block : footer.getBlocks()) {
            for (ColumnChunkMetaData column : block.getColumns()) {
                if (column.getPrimitiveType().getPrimitiveTypeName().name().equals("BINARY")) {
                    assertThat(column.getStatistics().hasNonNullValue()).isFalse();
                }
            }
        }
        byte[] all = Files.readAllBytes(file);
        int footerLength = ByteBuffer.wrap(all, all.length - 8, 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        byte[] tail = Arrays.copyOfRange(all, all.length - 8 - footerLength, all.length - 8);
        ShardSample one = Samples.sample(Split.TEST, 0);
        for (String text : List.of(
                one.sampleId(),
                one.task().orElseThrow(),
                one.title().orElseThrow(),
                one.app().orElseThrow())) {
            assertThat(holds(tail, text.getBytes(StandardCharsets.UTF_8))).isFalse();
        }
    }

    /** In the order of a hash set they would differ between two processes, and the shards with them. */
    @Test
    void footerListsEncodingsInOneOrder() throws IOException {
        byte[] all = Files.readAllBytes(temp.resolve(write(250).file()));
        int length = ByteBuffer.wrap(all, all.length - 8, 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        FileMetaData raw = Util.readFileMetaData(new ByteArrayInputStream(all, all.length - 8 - length, length));
        assertThat(raw.getRow_groups()).hasSize(3);
        for (RowGroup group : raw.getRow_groups()) {
            assertThat(group.getColumns())
                    .allSatisfy(c -> assertThat(c.getMeta_data().getEncodings()).isSorted());
            assertThat(group.getColumns())
                    .anySatisfy(c -> assertThat(c.getMeta_data().getEncodings()).hasSizeGreaterThan(2));
        }
    }

    @Test
    void rowGroupsAreBoundedByRowsAndByBytes() throws IOException {
        assertThat(footer(temp.resolve(write(250).file())).getBlocks())
                .extracting(BlockMetaData::getRowCount)
                .containsExactly(100L, 100L, 50L);
        ShardSample big = Samples.sample(Split.TEST, 0, 700, 700);
        ShardInfo info;
        try (ShardWriter writer = format().write(
                        new LocalShardDirectory(temp),
                        new ShardName(Split.TEST, 0, 1),
                        StepSchema.STEP,
                        ExportOptions.STANDARD)) {
            for (int i = 0; i < 80; i++) {
                writer.write(StepSchema.disclose(numbered(big, i), StepSchema.STEP));
            }
            info = writer.finish().get(0);
        }
        assertThat(footer(temp.resolve(info.file())).getBlocks())
                .hasSizeGreaterThan(1)
                .allMatch(b -> b.getTotalByteSize() < (80L << 20));
    }

    @Test
    void pictureColumnsArePlain() throws IOException {
        ParquetMetadata footer = footer(temp.resolve(write(10).file()));
        List<ColumnChunkMetaData> pictures = footer.getBlocks().get(0).getColumns().stream()
                .filter(c -> c.getPath().toDotString().endsWith("image.bytes"))
                .toList();
        assertThat(pictures).hasSize(2).allSatisfy(c -> {
            assertThat(c.hasDictionaryPage()).isFalse();
            assertThat(c.getCodec().name()).isEqualTo("UNCOMPRESSED");
        });
    }

    /** Pictures do not go through Parquet's column writers, so what those give readers is told apart. */
    @Test
    void picturePagesAreOfAMegabyteWithChecksumPlaceAndSizes() throws IOException {
        ShardSample base = Samples.sample(Split.TRAIN, 0, 256, 256);
        List<DisclosedRow> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(StepSchema.disclose(numbered(base, i), StepSchema.STEP));
        }
        LocalShardDirectory directory = new LocalShardDirectory(temp);
        Path file = temp.resolve(write(directory, rows, StepSchema.STEP).file());
        OffsetIndex pages;
        ColumnChunkMetaData pictures;
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
            pictures = column(reader.getFooter().getBlocks().get(0), "image.bytes");
            ColumnChunkMetaData none = column(reader.getFooter().getBlocks().get(0), "after_image.bytes");
            assertThat(reader.readOffsetIndex(none).getPageCount()).isOne();
            assertThat(none.getSizeStatistics().getDefinitionLevelHistogram()).containsExactly(40L, 0L, 0L);
            pages = reader.readOffsetIndex(pictures);
        }
        long bytes = rows.stream()
                .mapToLong(r -> r.image("image").orElseThrow().length())
                .sum();
        assertThat(pictures.getSizeStatistics().getUnencodedByteArrayDataBytes())
                .contains(bytes);
        assertThat(pages.getPageCount()).isBetween(5, 8);
        byte[] all = Files.readAllBytes(file);
        for (int i = 0; i < pages.getPageCount(); i++) {
            assertThat(pages.getCompressedPageSize(i)).isLessThan((1 << 20) + 200_000);
            PageHeader header = Util.readPageHeader(
                    new ByteArrayInputStream(all, (int) pages.getOffset(i), pages.getCompressedPageSize(i)));
            assertThat(header.isSetCrc()).isTrue();
        }
        all[(int) pages.getOffset(3) + 500_000] ^= 1;
        Files.write(file, all);
        assertThatThrownBy(() -> read(directory, temp.relativize(file).toString()))
                .rootCause()
                .hasMessageContaining("CRC checksum verification failed");
    }

    private static ColumnChunkMetaData column(BlockMetaData block, String path) {
        return block.getColumns().stream()
                .filter(c -> c.getPath().toDotString().equals(path))
                .findAny()
                .orElseThrow();
    }

    @Test
    void aPictureThatContradictsItsColumnsIsFound() throws IOException {
        DisclosedRow row = StepSchema.disclose(Samples.sample(Split.TRAIN, 0), StepSchema.STEP);
        Map<String, Object> values = new LinkedHashMap<>(row.values());
        values.put("image_sha256", "0".repeat(64));
        values.put("after_image_width", 1);
        LocalShardDirectory directory = new LocalShardDirectory(temp);
        try (ShardWriter writer =
                format().write(directory, new ShardName(Split.TRAIN, 0, 1), StepSchema.STEP, ExportOptions.STANDARD)) {
            writer.write(new DisclosedRow(StepSchema.STEP, values));
            writer.write(row);
            manifest(directory, format().id(), writer.finish());
        }
        assertThat(new ShardVerifier(ShardFormats.load()).verify(directory).problems())
                .extracting(VerifyReport.Problem::detail)
                .containsExactly(
                        "row 0: image has not the SHA-256 that its column says",
                        "row 0: after_image has not the size that its columns say",
                        "row 1 repeats a sample id");
    }
}
