package dev.scrim.datasets.shards.lerobot;

import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.hfparquet.CanonicalFooter;
import dev.scrim.datasets.shards.hfparquet.StreamOutputFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** A Parquet table whose writer says where row groups end: LeRobot's files have one for each episode. */
final class GroupedParquet implements Closeable {
    private static final String LIST = "list";
    private static final String ELEMENT = "element";
    private static final int PAGE_BYTES = 1 << 20;
    /** Of file systems that row groups are aligned to; ours has no blocks, so nothing is. */
    private static final long ROW_GROUP_BYTES = 128L << 20;

    private static final int INDEX_TRUNCATED_BYTES = 64;

    private final MessageType type;
    private final String path;
    private final ShardDirectory.Output output;
    private final StreamOutputFile out;
    private final ParquetProperties properties;
    private final CompressionCodecFactory codecs = new CodecFactory(new PlainParquetConfiguration(), PAGE_BYTES);
    private final ParquetFileWriter file;
    private ColumnChunkPageWriteStore pages;
    private ColumnWriteStore columns;
    private RecordConsumer consumer;
    private long rowsOfGroup;

    GroupedParquet(ShardDirectory directory, String path, MessageType type) throws IOException {
        this.type = type;
        this.path = path;
        ParquetProperties.Builder builder =
                ParquetProperties.builder().withPageSize(PAGE_BYTES).withPageWriteChecksumEnabled(true);
        for (ColumnDescriptor column : type.getColumns()) {
            if (column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY) {
                // Words: their extremes must not be repeated in the footer.
                builder.withStatisticsEnabled(String.join(".", column.getPath()), false);
            }
        }
        this.properties = builder.build();
        this.output = directory.create(path);
        this.out = new StreamOutputFile(output);
        boolean ready = false;
        try {
            this.file = new ParquetFileWriter(
                    out,
                    type,
                    ParquetFileWriter.Mode.CREATE,
                    ROW_GROUP_BYTES,
                    0,
                    (FileEncryptionProperties) null,
                    properties);
            file.start();
            this.pages = newPages();
            this.columns = properties.newColumnWriteStore(type, pages, pages);
            this.consumer = new ColumnIOFactory(true).getColumnIO(type).getRecordWriter(columns);
            ready = true;
        } finally {
            if (!ready) {
                output.close();
            }
        }
    }

    static Type text(String name) {
        return Types.optional(PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named(name);
    }

    static Type whole(String name) {
        return Types.optional(PrimitiveTypeName.INT64).named(name);
    }

    static Type primitive(PrimitiveTypeName type, String name) {
        return Types.optional(type).named(name);
    }

    static Type list(Type element, String name) {
        return Types.optionalGroup()
                .as(LogicalTypeAnnotation.listType())
                .addField(Types.repeatedGroup().addField(element).named(LIST))
                .named(name);
    }

    /** An element of a list, of {@code type}. */
    static Type element(PrimitiveTypeName type) {
        return type == PrimitiveTypeName.BINARY ? text(ELEMENT) : primitive(type, ELEMENT);
    }

    /** Lists in lists, of {@code depth}. */
    static Type nested(PrimitiveTypeName type, int depth, String name) {
        Type inner = element(type);
        for (int i = 1; i < depth; i++) {
            inner = list(inner, ELEMENT);
        }
        return list(inner, name);
    }

    private ColumnChunkPageWriteStore newPages() {
        return new ColumnChunkPageWriteStore(
                codecs.getCompressor(CompressionCodecName.SNAPPY),
                type,
                properties.getAllocator(),
                INDEX_TRUNCATED_BYTES,
                true);
    }

    /** Adds a row: a value for each column, strings, numbers, truths and lists of them. */
    void row(List<?> values) {
        consumer.startMessage();
        for (int i = 0; i < values.size(); i++) {
            Type column = type.getType(i);
            consumer.startField(column.getName(), i);
            cell(column, values.get(i));
            consumer.endField(column.getName(), i);
        }
        consumer.endMessage();
        rowsOfGroup++;
    }

    private void cell(Type column, Object value) {
        if (value instanceof List<?> list) {
            Type element = ((GroupType) ((GroupType) column).getType(0)).getType(0);
            consumer.startGroup();
            if (!list.isEmpty()) {
                consumer.startField(LIST, 0);
                for (Object each : list) {
                    consumer.startGroup();
                    consumer.startField(ELEMENT, 0);
                    cell(element, each);
                    consumer.endField(ELEMENT, 0);
                    consumer.endGroup();
                }
                consumer.endField(LIST, 0);
            }
            consumer.endGroup();
        } else if (value instanceof String s) {
            consumer.addBinary(Binary.fromString(s));
        } else if (value instanceof Long l) {
            consumer.addLong(l);
        } else if (value instanceof Double d) {
            consumer.addDouble(d);
        } else if (value instanceof Float f) {
            consumer.addFloat(f);
        } else if (value instanceof Boolean b) {
            consumer.addBoolean(b);
        } else {
            throw new IllegalStateException(
                    "Cannot write a cell of " + value.getClass().getSimpleName());
        }
    }

    /** Ends a row group; nothing happens where it would be empty. */
    void endGroup() throws IOException {
        if (rowsOfGroup == 0) {
            return;
        }
        consumer.flush();
        file.startBlock(rowsOfGroup);
        columns.flush();
        pages.flushToFileWriter(file);
        file.endBlock();
        columns.close();
        pages.close();
        rowsOfGroup = 0;
        pages = newPages();
        columns = properties.newColumnWriteStore(type, pages, pages);
        consumer = new ColumnIOFactory(true).getColumnIO(type).getRecordWriter(columns);
    }

    /**
     * Commits the table.
     *
     * @param facts of the footer
     */
    ShardInfo finish(Map<String, String> facts) throws IOException {
        endGroup();
        out.hold();
        file.end(facts);
        output.write(CanonicalFooter.of(out.held()));
        ShardDirectory.Committed done = output.commit();
        return new ShardInfo(path, Optional.empty(), done.bytes(), done.sha256(), 0, 0);
    }

    @Override
    public void close() throws IOException {
        columns.close();
        pages.close();
        codecs.release();
        output.close();
    }
}
