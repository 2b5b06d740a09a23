package dev.scrim.datasets.shards.hfparquet;

import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.schema.CategoryCounts;
import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.schema.ImageValue;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardReader;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.InputFile;

/** Reads one Parquet shard back, with page checksums checked; holds at most one row group in memory. */
final class HfParquetReader implements ShardReader {
    private final Schema schema;
    private final InputFile input;
    private final List<RowGroup> groups = new ArrayList<>();
    private ParquetReader<Group> parquet;
    private long position;

    HfParquetReader(ShardDirectory directory, String file) throws IOException {
        this.input = new ChannelInputFile(directory, file);
        try (ParquetFileReader footer = ParquetFileReader.open(input)) {
            ParquetMetadata metadata = footer.getFooter();
            this.schema = HfSchema.schema(metadata.getFileMetaData().getSchema());
            long row = 0;
            for (BlockMetaData block : metadata.getBlocks()) {
                groups.add(new RowGroup(row, row + block.getRowCount(), block.getStartingPos()));
                row += block.getRowCount();
            }
        }
        this.parquet = new Builder(input).usePageChecksumVerification().build();
    }

    /** @param offset of its first byte in the file */
    private record RowGroup(long firstRow, long endRow, long offset) {}

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Optional<DisclosedRow> next() throws IOException {
        Group group = parquet.read();
        if (group == null) {
            return Optional.empty();
        }
        position++;
        return Optional.of(row(group));
    }

    @Override
    public long position() {
        return position;
    }

    /** Row groups of which no row is wanted are not read. */
    @Override
    public void skip(long rows) throws IOException {
        long target = position + rows;
        for (RowGroup group : groups) {
            if (target >= group.firstRow() && target < group.endRow() && position < group.firstRow()) {
                parquet.close();
                // A range takes the groups whose middle lies in it.
                parquet = new Builder(input)
                        .usePageChecksumVerification()
                        .withFileRange(group.offset(), input.getLength())
                        .build();
                position = group.firstRow();
            }
        }
        while (position < target) {
            if (parquet.read() == null) {
                throw new EOFException("Cannot pass over rows: the shard ends");
            }
            position++;
        }
    }

    @Override
    public void close() throws IOException {
        parquet.close();
    }

    private DisclosedRow row(Group group) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field field : schema.fields()) {
            if (group.getFieldRepetitionCount(field.name()) > 0) {
                values.put(field.name(), cell(group, field));
            }
        }
        return new DisclosedRow(schema, values);
    }

    private static Object cell(Group group, Field field) {
        String name = field.name();
        return switch (field.type()) {
            case STRING -> group.getString(name, 0);
            case INT32 -> group.getInteger(name, 0);
            case INT64 -> group.getLong(name, 0);
            case FLOAT64 -> group.getDouble(name, 0);
            case BOOL -> group.getBoolean(name, 0);
            case STRING_LIST -> strings(group.getGroup(name, 0));
            case IMAGE -> image(group.getGroup(name, 0));
            case CATEGORY_COUNTS -> counts(group.getGroup(name, 0));
        };
    }

    private static List<String> strings(Group list) {
        int n = list.getFieldRepetitionCount(HfSchema.LIST);
        List<String> strings = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            strings.add(list.getGroup(HfSchema.LIST, i).getString(HfSchema.ELEMENT, 0));
        }
        return strings;
    }

    private static ImageValue image(Group image) {
        Optional<String> path = image.getFieldRepetitionCount(HfSchema.PATH) == 0
                ? Optional.empty()
                : Optional.of(image.getString(HfSchema.PATH, 0));
        return ImageValue.adopt(image.getBinary(HfSchema.BYTES, 0).getBytes(), path);
    }

    private static CategoryCounts counts(Group group) {
        Map<Category, Integer> counts = new EnumMap<>(Category.class);
        for (Category category : Category.values()) {
            String label = category.label();
            if (group.getType().containsField(label) && group.getFieldRepetitionCount(label) > 0) {
                counts.put(category, group.getInteger(label, 0));
            }
        }
        return new CategoryCounts(counts);
    }

    private static final class Builder extends ParquetReader.Builder<Group> {
        Builder(InputFile input) {
            this(input, new PlainParquetConfiguration());
        }

        private Builder(InputFile input, ParquetConfiguration configuration) {
            super(input, configuration);
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }
}
