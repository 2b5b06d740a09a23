package dev.scrim.datasets.shards.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.schema.CategoryCounts;
import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.schema.ImageValue;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.DisclosedRow;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.RecordBatch;

/**
 * Rows as the columns of one record batch (Arrow columnar format 1.5, "Physical memory layout"). Pictures are not
 * copied: they go from their rows to the output.
 */
final class BatchBody {
    /** What the format asks of every buffer's start. */
    static final int ALIGNMENT = 8;

    private static final byte[] PADDING = new byte[ALIGNMENT];

    private final int rows;
    private final List<long[]> nodes = new ArrayList<>();
    private final List<Piece> buffers = new ArrayList<>();

    BatchBody(Schema schema, List<DisclosedRow> rows) {
        this.rows = rows.size();
        for (Field field : schema.fields()) {
            List<Optional<Object>> cells =
                    rows.stream().map(row -> row.value(field.name())).toList();
            column(field, cells);
        }
    }

    /** Bytes that know their number before they are written. */
    private record Piece(long bytes, Content content) {
        static Piece of(byte[] bytes) {
            return new Piece(bytes.length, out -> out.write(bytes));
        }
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private void column(Field field, List<Optional<Object>> cells) {
        switch (field.type()) {
            case STRING -> variable(cells, v -> text((String) v));
            case INT32 -> {
                head(cells);
                buffers.add(filled(
                        (long) cells.size() * Integer.BYTES,
                        data -> cells.forEach(
                                c -> data.putInt(c.map(v -> (Integer) v).orElse(0)))));
            }
            case INT64 -> {
                head(cells);
                buffers.add(filled(
                        (long) cells.size() * Long.BYTES,
                        data -> cells.forEach(
                                c -> data.putLong(c.map(v -> (Long) v).orElse(0L)))));
            }
            case FLOAT64 -> {
                head(cells);
                buffers.add(filled(
                        (long) cells.size() * Double.BYTES,
                        data -> cells.forEach(
                                c -> data.putDouble(c.map(v -> (Double) v).orElse(0.0)))));
            }
            case BOOL -> {
                head(cells);
                buffers.add(Piece.of(bits(
                        cells.stream().map(c -> c.equals(Optional.of(true))).toList())));
            }
            case STRING_LIST -> lists(cells);
            case IMAGE -> {
                head(cells);
                variable(cells, v -> new Piece(((ImageValue) v).length(), ((ImageValue) v)::writeTo));
                variable(
                        cells.stream()
                                .map(c ->
                                        c.flatMap(v -> ((ImageValue) v).path()).map(Object.class::cast))
                                .toList(),
                        v -> text((String) v));
            }
            case CATEGORY_COUNTS -> {
                head(cells);
                for (Category category : Category.values()) {
                    head(cells);
                    ToIntFunction<Object> count = v -> ((CategoryCounts) v).of(category);
                    buffers.add(filled(
                            (long) cells.size() * Integer.BYTES,
                            data -> cells.forEach(
                                    c -> data.putInt(c.map(count::applyAsInt).orElse(0)))));
                }
            }
        }
    }

    private static Piece text(String value) {
        return Piece.of(value.getBytes(StandardCharsets.UTF_8));
    }

    /** The node and the validity of a column; where nothing is empty, the bitmap may be left out. */
    private void head(List<Optional<Object>> cells) {
        List<Boolean> valid = cells.stream().map(Optional::isPresent).toList();
        long empty = valid.stream().filter(v -> !v).count();
        nodes.add(new long[] {cells.size(), empty});
        buffers.add(Piece.of(empty == 0 ? new byte[0] : bits(valid)));
    }

    private static byte[] bits(List<Boolean> values) {
        byte[] bits = new byte[(values.size() + 7) / 8];
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i)) {
                bits[i / 8] |= (byte) (1 << i % 8);
            }
        }
        return bits;
    }

    private interface AsPiece {
        Piece of(Object value);
    }

    private void variable(List<Optional<Object>> cells, AsPiece bytes) {
        head(cells);
        List<Piece> pieces = new ArrayList<>();
        int[] ends = new int[cells.size()];
        long at = 0;
        for (int i = 0; i < ends.length; i++) {
            if (cells.get(i).isPresent()) {
                Piece piece = bytes.of(cells.get(i).get());
                pieces.add(piece);
                at += piece.bytes;
            }
            ends[i] = Math.toIntExact(at);
        }
        buffers.add(offsets(ends));
        buffers.add(new Piece(at, out -> {
            for (Piece piece : pieces) {
                piece.content.writeTo(out);
            }
        }));
    }

    private void lists(List<Optional<Object>> cells) {
        head(cells);
        List<Optional<Object>> items = new ArrayList<>();
        int[] ends = new int[cells.size()];
        for (int i = 0; i < ends.length; i++) {
            cells.get(i).ifPresent(v -> ((List<?>) v).forEach(s -> items.add(Optional.of(s))));
            ends[i] = items.size();
        }
        buffers.add(offsets(ends));
        variable(items, v -> text((String) v));
    }

    private static Piece offsets(int[] ends) {
        return filled((ends.length + 1L) * Integer.BYTES, data -> {
            data.putInt(0);
            Arrays.stream(ends).forEach(data::putInt);
        });
    }

    private static Piece filled(long bytes, Consumer<ByteBuffer> fill) {
        byte[] data = new byte[Math.toIntExact(bytes)];
        fill.accept(ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN));
        return Piece.of(data);
    }

    /** Appends the batch's metadata and gives its offset. */
    int describe(FlatBufferBuilder b) {
        RecordBatch.startNodesVector(b, nodes.size());
        for (int i = nodes.size() - 1; i >= 0; i--) {
            FieldNode.createFieldNode(b, nodes.get(i)[0], nodes.get(i)[1]);
        }
        int nodeVector = b.endVector();
        long[] starts = new long[buffers.size()];
        long at = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = at;
            at += aligned(buffers.get(i).bytes);
        }
        RecordBatch.startBuffersVector(b, starts.length);
        for (int i = starts.length - 1; i >= 0; i--) {
            Buffer.createBuffer(b, starts[i], buffers.get(i).bytes);
        }
        int bufferVector = b.endVector();
        return RecordBatch.createRecordBatch(b, rows, nodeVector, bufferVector, 0, 0);
    }

    /** Length of the body. */
    long bytes() {
        return buffers.stream().mapToLong(p -> aligned(p.bytes)).sum();
    }

    void writeTo(OutputStream out) throws IOException {
        for (Piece piece : buffers) {
            piece.content.writeTo(out);
            out.write(PADDING, 0, (int) (aligned(piece.bytes) - piece.bytes));
        }
    }

    static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
