package dev.scrim.datasets.shards.hfparquet;

import dev.scrim.datasets.schema.ImageValue;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.HfFeatures;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardName;
import dev.scrim.datasets.shards.ShardWriter;
import dev.scrim.datasets.split.Split;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** One Parquet shard; holds at most one row group in memory. */
final class HfParquetWriter implements ShardWriter {
    /**
     * Readers shuffle and split work by row group, and the hub's viewer refuses groups above 286 MiB; 100 rows or 64 MB
     * is what its own writer settles at for pictures.
     */
    static final int ROW_GROUP_ROWS = 100;

    private static final long ROW_GROUP_BYTES = 64L << 20;
    private static final int PAGE_BYTES = 1 << 20;
    /** Cells are uneven: sizes are looked at after every few rows instead of Parquet's hundred. */
    private static final int MAX_ROWS_UNCHECKED = 4;

    private final Schema schema;
    private final Split split;
    private final String file;
    private final List<String> imageFields;
    private final ParquetProperties properties;
    private final CompressionCodecFactory codecs = new CodecFactory(new PlainParquetConfiguration(), PAGE_BYTES);
    private final ShardDirectory.Output output;
    private final StreamOutputFile out;
    private final ParquetFileWriter parquet;
    private RowGroupRows group;
    private long samples;
    private long images;

    HfParquetWriter(ShardDirectory directory, ShardName name, Schema schema) throws IOException {
        this(directory, "data/" + name.stem() + ".parquet", name.split(), schema);
    }

    HfParquetWriter(ShardDirectory directory, String file, Split split, Schema schema) throws IOException {
        this.schema = schema.disclosed();
        this.split = split;
        this.file = file;
        this.imageFields = HfSchema.imageFields(this.schema);
        this.properties = properties(this.schema);
        this.group = newGroup();
        this.output = directory.create(file);
        this.out = new StreamOutputFile(output);
        try {
            this.parquet = new ParquetFileWriter(
                    out,
                    HfSchema.message(this.schema),
                    ParquetFileWriter.Mode.CREATE,
                    ROW_GROUP_BYTES,
                    0,
                    (FileEncryptionProperties) null,
                    properties);
            parquet.start();
        } catch (IOException | RuntimeException e) {
            output.close();
            throw e;
        }
    }

    private static ParquetProperties properties(Schema schema) {
        ParquetProperties.Builder builder = ParquetProperties.builder()
                .withPageSize(PAGE_BYTES)
                .withMinRowCountForPageSizeCheck(1)
                .withMaxRowCountForPageSizeCheck(MAX_ROWS_UNCHECKED)
                .withPageWriteChecksumEnabled(true);
        for (String column : HfSchema.textColumns(schema)) {
            builder.withStatisticsEnabled(column, false);
        }
        return builder.build();
    }

    /** Nothing is compressed: pictures are most of the bytes, and are already. */
    private RowGroupRows newGroup() {
        return new RowGroupRows(schema, properties, codecs.getCompressor(CompressionCodecName.UNCOMPRESSED));
    }

    @Override
    public void write(DisclosedRow row) throws IOException {
        if (!row.schema().equals(schema)) {
            throw new IllegalArgumentException("Cannot write a row of another schema into " + file);
        }
        long bytes = 0;
        for (String field : imageFields) {
            Optional<ImageValue> image = row.image(field);
            bytes += image.map(ImageValue::length).orElse(0);
            images += image.isPresent() ? 1 : 0;
        }
        if (isFull(bytes)) {
            endGroup();
        }
        group.write(row);
        samples++;
    }

    private boolean isFull(long more) {
        int rows = group.rows();
        return rows == ROW_GROUP_ROWS
                || (rows > 0 && group.pictureBytes() + more > ROW_GROUP_BYTES)
                || (rows > 0
                        && rows % MAX_ROWS_UNCHECKED == 0
                        && group.pictureBytes() + group.smallBytes() > ROW_GROUP_BYTES);
    }

    private void endGroup() throws IOException {
        group.writeTo(parquet);
        group.close();
        group = newGroup();
    }

    @Override
    public List<ShardInfo> finish() throws IOException {
        if (group.rows() > 0) {
            endGroup();
        }
        out.hold();
        parquet.end(Map.of(HfFeatures.KEY, HfFeatures.json(schema)));
        output.write(CanonicalFooter.of(out.held()));
        ShardDirectory.Committed done = output.commit();
        return List.of(new ShardInfo(file, Optional.of(split.label()), done.bytes(), done.sha256(), samples, images));
    }

    @Override
    public void close() throws IOException {
        try {
            group.close();
            codecs.release();
        } finally {
            output.close();
        }
    }
}
