package dev.scrim.datasets.shards.hfparquet;

import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardName;
import dev.scrim.datasets.shards.ShardWriter;
import dev.scrim.datasets.split.Split;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
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
    /** Pictures are large and uneven: sizes are looked at after every few rows instead of Parquet's hundred. */
    private static final int MAX_ROWS_UNCHECKED = 4;

    private final Schema schema;
    private final Split split;
    private final String file;
    private final ShardDirectory.Output output;
    private final StreamOutputFile out;
    private final ParquetWriter<DisclosedRow> parquet;
    private final List<String> imageFields;
    private long samples;
    private long images;
    private boolean parquetClosed;

    HfParquetWriter(ShardDirectory directory, ShardName name, Schema schema) throws IOException {
        this(directory, "data/" + name.stem() + ".parquet", name.split(), schema);
    }

    HfParquetWriter(ShardDirectory directory, String file, Split split, Schema schema) throws IOException {
        this.schema = schema.disclosed();
        this.split = split;
        this.file = file;
        this.imageFields = HfSchema.imageFields(this.schema);
        this.output = directory.create(file);
        this.out = new StreamOutputFile(output);
        try {
            this.parquet = open(out, this.schema);
        } catch (IOException | RuntimeException e) {
            output.close();
            throw e;
        }
    }

    private static ParquetWriter<DisclosedRow> open(StreamOutputFile out, Schema schema) throws IOException {
        // Pictures are most of the bytes and compressed already; parquet-java has one codec for all columns of a file.
        Builder builder = new Builder(out, schema)
                .withConf(new PlainParquetConfiguration())
                .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                .withRowGroupSize(ROW_GROUP_BYTES)
                .withRowGroupRowCountLimit(ROW_GROUP_ROWS)
                .withPageSize(PAGE_BYTES)
                .withMinRowCountForPageSizeCheck(1)
                .withMaxRowCountForPageSizeCheck(MAX_ROWS_UNCHECKED)
                .withPageWriteChecksumEnabled(true);
        for (String column : HfSchema.imageColumns(schema)) {
            builder.withDictionaryEncoding(column, false).withStatisticsEnabled(column, false);
        }
        for (String column : HfSchema.textColumns(schema)) {
            builder.withStatisticsEnabled(column, false);
        }
        return builder.build();
    }

    @Override
    public void write(DisclosedRow row) throws IOException {
        if (!row.schema().equals(schema)) {
            throw new IllegalArgumentException("Cannot write a row of another schema into " + file);
        }
        parquet.write(row);
        samples++;
        images += imageFields.stream().filter(f -> row.value(f).isPresent()).count();
    }

    @Override
    public List<ShardInfo> finish() throws IOException {
        parquetClosed = true;
        parquet.close();
        output.write(CanonicalFooter.of(out.held()));
        ShardDirectory.Committed done = output.commit();
        return List.of(new ShardInfo(file, Optional.of(split.label()), done.bytes(), done.sha256(), samples, images));
    }

    @Override
    public void close() throws IOException {
        // Parquet frees its buffers by finishing the file; without a commit the file is then deleted.
        try {
            if (!parquetClosed) {
                parquetClosed = true;
                parquet.close();
            }
        } finally {
            output.close();
        }
    }

    private static final class Builder extends ParquetWriter.Builder<DisclosedRow, Builder> {
        private final StreamOutputFile out;
        private final Schema schema;

        Builder(StreamOutputFile out, Schema schema) {
            super(out);
            this.out = out;
            this.schema = schema;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // still abstract, though never called with a plain configuration
        protected WriteSupport<DisclosedRow> getWriteSupport(Configuration conf) {
            return new RowWriteSupport(schema, out::hold);
        }

        @Override
        protected WriteSupport<DisclosedRow> getWriteSupport(ParquetConfiguration conf) {
            return new RowWriteSupport(schema, out::hold);
        }
    }
}
