package dev.scrim.datasets.shards.hfparquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.Comparator;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * Gives a Parquet footer one form. parquet-java lists a column's encodings in the order of a hash set of enums, whose
 * hashes are the objects' addresses: two processes that write the same rows would write other bytes.
 */
public final class CanonicalFooter {
    private static final byte[] MAGIC = {'P', 'A', 'R', '1'};
    private static final int TAIL_BYTES = Integer.BYTES + MAGIC.length;

    private CanonicalFooter() {}

    /**
     * The end of a file with its footer in canonical form.
     *
     * @param end of a Parquet file, from anywhere before the footer on
     */
    public static byte[] of(byte[] end) throws IOException {
        int tailAt = end.length - TAIL_BYTES;
        int footerBytes = tailAt < 0
                ? -1
                : ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getInt(tailAt);
        int footerAt = tailAt - footerBytes;
        if (footerBytes < 0 || footerAt < 0) {
            throw new IOException("Cannot finish a shard: its footer is not where Parquet puts it");
        }
        FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(end, footerAt, footerBytes));
        for (RowGroup group : footer.getRow_groups()) {
            for (ColumnChunk chunk : group.getColumns()) {
                sort(chunk.getMeta_data());
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(end.length);
        out.write(end, 0, footerAt);
        Util.writeFileMetaData(footer, out);
        int written = out.size() - footerAt;
        out.write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(written)
                .array());
        out.write(MAGIC);
        return out.toByteArray();
    }

    private static void sort(ColumnMetaData column) {
        Collections.sort(column.getEncodings());
        if (column.isSetEncoding_stats()) {
            column.getEncoding_stats()
                    .sort(Comparator.comparing(PageEncodingStats::getPage_type)
                            .thenComparing(PageEncodingStats::getEncoding));
        }
    }
}
