package dev.scrim.datasets.shards.arrow;

import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.schema.CategoryCounts;
import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.schema.ImageValue;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.DisclosedRow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.RecordBatch;

/** The rows of one record batch that was read; the other way round is {@link BatchBody}. */
final class BatchRows {
    private final RecordBatch batch;
    private final ByteBuffer body;
    private final int rows;
    private int node;
    private int buffer;

    private BatchRows(RecordBatch batch, ByteBuffer body, int rows) {
        this.batch = batch;
        this.body = body.order(ByteOrder.LITTLE_ENDIAN);
        this.rows = rows;
    }

    static List<DisclosedRow> of(Schema schema, RecordBatch batch, ByteBuffer body) throws IOException {
        // Even a row of nothing but truth values takes a bit.
        require(batch.length() >= 0 && batch.length() <= 8L * body.remaining(), "as many rows as it says");
        BatchRows columns = new BatchRows(batch, body, (int) batch.length());
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < columns.rows; i++) {
            rows.add(new LinkedHashMap<>());
        }
        for (Field field : schema.fields()) {
            Cell cell = columns.column(field);
            for (int i = 0; i < columns.rows; i++) {
                Map<String, Object> row = rows.get(i);
                cell.at(i).ifPresent(v -> row.put(field.name(), v));
            }
        }
        require(
                columns.node == batch.nodesLength() && columns.buffer == batch.buffersLength(),
                "the columns of its schema and no more");
        List<DisclosedRow> disclosed = new ArrayList<>();
        rows.forEach(r -> disclosed.add(new DisclosedRow(schema, r)));
        return disclosed;
    }

    private interface Cell {
        Optional<Object> at(int row) throws IOException;
    }

    private Cell column(Field field) throws IOException {
        return switch (field.type()) {
            case STRING -> texts(rows);
            case INT32 -> fixed(Integer.BYTES, ByteBuffer::getInt);
            case INT64 -> fixed(Long.BYTES, ByteBuffer::getLong);
            case FLOAT64 -> fixed(Double.BYTES, ByteBuffer::getDouble);
            case BOOL -> {
                Validity valid = head(rows);
                ByteBuffer bits = next((rows + 7L) / 8);
                yield i -> valid.at(i) ? Optional.of(bit(bits, i)) : Optional.empty();
            }
            case STRING_LIST -> lists();
            case IMAGE -> {
                Validity valid = head(rows);
                Cell bytes = binaries(rows);
                Cell paths = texts(rows);
                yield i -> {
                    Optional<Object> picture = bytes.at(i);
                    require(picture.isPresent() == valid.at(i), "pictures with their bytes");
                    Optional<String> path = paths.at(i).map(String.class::cast);
                    return picture.map(p -> ImageValue.adopt((byte[]) p, path));
                };
            }
            case CATEGORY_COUNTS -> counts();
        };
    }

    private interface Validity {
        boolean at(int row);
    }

    private Validity head(int length) throws IOException {
        require(node < batch.nodesLength(), "as many columns as its schema");
        FieldNode of = batch.nodes(node++);
        require(of.length() == length, "columns of one length");
        require(buffer < batch.buffersLength(), "as many buffers as its columns need");
        if (of.nullCount() == 0 && batch.buffers(buffer).length() == 0) {
            buffer++;
            return i -> true;
        }
        ByteBuffer bits = next((length + 7L) / 8);
        return i -> bit(bits, i);
    }

    private static boolean bit(ByteBuffer bits, int i) {
        return (bits.get(i / 8) >> i % 8 & 1) == 1;
    }

    /** The next buffer, which must hold at least that many bytes. */
    private ByteBuffer next(long bytes) throws IOException {
        require(buffer < batch.buffersLength(), "as many buffers as its columns need");
        Buffer of = batch.buffers(buffer++);
        require(
                of.offset() >= 0 && of.length() >= bytes && of.length() <= body.limit() - of.offset(),
                "buffers within its body");
        return body.slice((int) of.offset(), (int) of.length()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private interface At {
        Object value(ByteBuffer data, int byteOffset);
    }

    private Cell fixed(int width, At at) throws IOException {
        Validity valid = head(rows);
        ByteBuffer data = next((long) rows * width);
        return i -> valid.at(i) ? Optional.of(at.value(data, i * width)) : Optional.empty();
    }

    private Cell texts(int length) throws IOException {
        Cell bytes = binaries(length);
        return i -> bytes.at(i).map(b -> new String((byte[]) b, StandardCharsets.UTF_8));
    }

    private Cell binaries(int length) throws IOException {
        Validity valid = head(length);
        ByteBuffer offsets = next((length + 1L) * Integer.BYTES);
        ByteBuffer data = next(0);
        return i -> {
            int from = offsets.getInt(i * Integer.BYTES);
            int to = offsets.getInt((i + 1) * Integer.BYTES);
            require(from >= 0 && from <= to && to <= data.limit(), "cells within their buffer");
            if (!valid.at(i)) {
                return Optional.empty();
            }
            byte[] bytes = new byte[to - from];
            data.get(from, bytes);
            return Optional.of(bytes);
        };
    }

    private Cell lists() throws IOException {
        Validity valid = head(rows);
        ByteBuffer offsets = next((rows + 1L) * Integer.BYTES);
        int items = offsets.getInt(rows * Integer.BYTES);
        require(items >= 0, "lists one behind the other");
        Cell texts = texts(items);
        return i -> {
            int from = offsets.getInt(i * Integer.BYTES);
            int to = offsets.getInt((i + 1) * Integer.BYTES);
            require(from >= 0 && from <= to && to <= items, "lists one behind the other");
            if (!valid.at(i)) {
                return Optional.empty();
            }
            List<String> list = new ArrayList<>();
            for (int k = from; k < to; k++) {
                list.add((String)
                        texts.at(k).orElseThrow(() -> new IOException("Cannot read a list: an item is empty")));
            }
            return Optional.of(list);
        };
    }

    private Cell counts() throws IOException {
        Validity valid = head(rows);
        Map<Category, Cell> cells = new EnumMap<>(Category.class);
        for (Category category : Category.values()) {
            cells.put(category, fixed(Integer.BYTES, ByteBuffer::getInt));
        }
        return i -> {
            if (!valid.at(i)) {
                return Optional.empty();
            }
            Map<Category, Integer> counts = new EnumMap<>(Category.class);
            for (Map.Entry<Category, Cell> cell : cells.entrySet()) {
                cell.getValue().at(i).ifPresent(n -> counts.put(cell.getKey(), (Integer) n));
            }
            return Optional.of(new CategoryCounts(counts));
        };
    }

    private static void require(boolean good, String what) throws IOException {
        if (!good) {
            throw new IOException("Cannot read a record batch: it has not " + what);
        }
    }
}
