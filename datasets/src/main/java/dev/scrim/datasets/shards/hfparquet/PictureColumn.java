package dev.scrim.datasets.shards.hfparquet;

import dev.scrim.datasets.schema.ImageValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;

/**
 * The bytes of a row group's pictures in one column, as data pages of version 1 (Parquet format, "Data Pages"): the
 * definition levels, then each picture behind its length. Parquet's own column writer would copy every picture into
 * slabs, and these into a page; here a page points to the pictures, and they are written from where they are.
 */
final class PictureColumn {
    private final ColumnDescriptor column;
    private final ParquetProperties properties;
    private final List<Optional<ImageValue>> cells = new ArrayList<>();

    /** @param column optional in an optional group, so its highest level says that there is a picture */
    PictureColumn(ColumnDescriptor column, ParquetProperties properties) {
        this.column = column;
        this.properties = properties;
    }

    void add(Optional<ImageValue> cell) {
        cells.add(cell);
    }

    void writeTo(ParquetFileWriter file) throws IOException {
        file.startColumn(column, cells.size(), CompressionCodecName.UNCOMPRESSED);
        int from = 0;
        while (from < cells.size()) {
            int to = from;
            long bytes = 0;
            while (to < cells.size() && bytes < properties.getPageSizeThreshold()) {
                bytes += cells.get(to++).map(ImageValue::length).orElse(0);
            }
            page(file, cells.subList(from, to));
            from = to;
        }
        file.endColumn();
    }

    private void page(ParquetFileWriter file, List<Optional<ImageValue>> page) throws IOException {
        int most = column.getMaxDefinitionLevel();
        SizeStatistics.Builder sizes =
                SizeStatistics.newBuilder(column.getPrimitiveType(), column.getMaxRepetitionLevel(), most);
        List<BytesInput> pieces = new ArrayList<>();
        try (ValuesWriter noLevels = properties.newRepetitionLevelWriter(column);
                ValuesWriter levels = properties.newDefinitionLevelWriter(column)) {
            for (Optional<ImageValue> cell : page) {
                levels.writeInteger(cell.isPresent() ? most : 0);
                if (cell.isPresent()) {
                    byte[] encoded = cell.get().encoded();
                    pieces.add(BytesInput.from(length(encoded.length)));
                    pieces.add(BytesInput.from(encoded));
                    sizes.add(0, most, Binary.fromConstantByteArray(encoded));
                } else {
                    sizes.add(0, 0);
                }
            }
            pieces.add(0, levels.getBytes());
            BytesInput bytes = BytesInput.concat(pieces);
            file.writeDataPage(
                    page.size(),
                    Math.toIntExact(bytes.size()),
                    bytes,
                    // Extremes of pictures tell nobody anything.
                    Statistics.noopStats(column.getPrimitiveType()),
                    page.size(),
                    noLevels.getEncoding(),
                    levels.getEncoding(),
                    Encoding.PLAIN,
                    null,
                    null,
                    sizes.build());
        }
    }

    private static byte[] length(int bytes) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes)
                .array();
    }
}
