package dev.scrim.datasets.shards.hfparquet;

import dev.scrim.datasets.schema.ImageValue;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.DisclosedRow;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/**
 * The rows of one row group until it is written: small cells in Parquet's own column writers, pictures as they came. A
 * row group's columns follow each other in the file, so each has a store that can be written at its turn.
 */
final class RowGroupRows implements Closeable {
    private final Schema schema;
    private final List<Chunk> chunks = new ArrayList<>();
    private final Map<ColumnDescriptor, ColumnChunkPageWriteStore> pages = new HashMap<>();
    private final Map<String, PictureColumn> pictures = new HashMap<>();
    private final ColumnWriteStore columns;
    private final RecordConsumer consumer;
    private long pictureBytes;
    private int rows;

    RowGroupRows(Schema schema, ParquetProperties properties, BytesInputCompressor compressor) {
        this.schema = schema;
        MessageType all = HfSchema.message(schema);
        List<String> images = HfSchema.imageFields(schema);
        for (ColumnDescriptor column : all.getColumns()) {
            String[] path = column.getPath();
            if (images.contains(path[0]) && path[1].equals(HfSchema.BYTES)) {
                PictureColumn picture = new PictureColumn(column, properties);
                pictures.put(path[0], picture);
                chunks.add(picture::writeTo);
            } else {
                ColumnChunkPageWriteStore store = new ColumnChunkPageWriteStore(
                        compressor,
                        HfSchema.only(all, path),
                        properties.getAllocator(),
                        properties.getColumnIndexTruncateLength(),
                        properties.getPageWriteChecksumEnabled());
                pages.put(column, store);
                chunks.add(store::flushToFileWriter);
            }
        }
        MessageType small = HfSchema.small(schema);
        this.columns = properties.newColumnWriteStore(
                small, column -> Objects.requireNonNull(pages.get(column)).getPageWriter(column));
        this.consumer = new ColumnIOFactory().getColumnIO(small).getRecordWriter(columns);
    }

    /** A column of the row group, to be written behind the one before it. */
    private interface Chunk {
        void writeTo(ParquetFileWriter file) throws IOException;
    }

    void write(DisclosedRow row) {
        RowCells.write(schema, row, consumer);
        pictures.forEach((field, column) -> {
            Optional<ImageValue> picture = row.image(field);
            column.add(picture);
            pictureBytes += picture.map(ImageValue::length).orElse(0);
        });
        rows++;
    }

    int rows() {
        return rows;
    }

    long pictureBytes() {
        return pictureBytes;
    }

    /** Bytes of the cells that are no pictures; adds up all columns. */
    long smallBytes() {
        return columns.getBufferedSize();
    }

    void writeTo(ParquetFileWriter file) throws IOException {
        consumer.flush();
        file.startBlock(rows);
        columns.flush();
        for (Chunk chunk : chunks) {
            chunk.writeTo(file);
        }
        file.endBlock();
    }

    @Override
    public void close() {
        columns.close();
        pages.values().forEach(ColumnChunkPageWriteStore::close);
    }
}
