package dev.scrim.datasets.shards.mds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.schema.CategoryCounts;
import dev.scrim.datasets.schema.ImageValue;
import dev.scrim.datasets.shards.DisclosedRow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cells to and from their bytes, as {@link MdsEncoding} says. */
final class MdsCells {
    /** A list is: a word kept for later, how many, then the size of each. */
    private static final int LIST_HEAD_WORDS = 3;

    private static final byte[] EMPTY_LIST = new byte[2 * Integer.BYTES];
    private static final byte[] PNG_MAGIC = {(byte) 0x89, 'P', 'N', 'G'};
    private static final byte[] JPEG_MAGIC = {(byte) 0xFF, (byte) 0xD8};
    private static final ObjectMapper JSON = new ObjectMapper();

    private MdsCells() {}

    /** The cell's bytes, but for those of a picture: they follow. */
    static byte[] encode(MdsColumns.Column column, DisclosedRow row) {
        Optional<Object> value = row.value(column.field().name());
        if (column.ofPath()) {
            return PythonJson.bytes(value.flatMap(v -> ((ImageValue) v).path()));
        }
        return switch (column.encoding()) {
            case STR -> ((String) value.orElseThrow()).getBytes(StandardCharsets.UTF_8);
            case INT32 ->
                cell(Integer.BYTES).putInt((Integer) value.orElseThrow()).array();
            case INT64 -> cell(Long.BYTES).putLong((Long) value.orElseThrow()).array();
            case FLOAT64 -> cell(Double.BYTES).putDouble(number(column, value)).array();
            case JSON -> PythonJson.bytes(value);
            case BYTES -> new byte[0];
            case PNG_LIST, JPEG_LIST ->
                value.map(v -> cell(LIST_HEAD_WORDS * Integer.BYTES)
                                .putInt(0)
                                .putInt(1)
                                .putInt(((ImageValue) v).length())
                                .array())
                        .orElse(EMPTY_LIST);
        };
    }

    private static double number(MdsColumns.Column column, Optional<Object> value) {
        double number = value.map(v -> (Double) v).orElse(Double.NaN);
        if (value.isPresent() == Double.isNaN(number)) {
            throw new IllegalArgumentException("Cannot write column " + column.name()
                    + ": not-a-number stands for an empty cell, and only for that");
        }
        return number;
    }

    private static ByteBuffer cell(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The value in a cell of a field that is no picture; empty where the cell says so. */
    static Optional<Object> decode(MdsColumns.Column column, byte[] cell) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(cell).order(ByteOrder.LITTLE_ENDIAN);
        return switch (column.encoding()) {
            case STR -> Optional.of(new String(cell, StandardCharsets.UTF_8));
            case INT32 -> Optional.of(in.getInt());
            case INT64 -> Optional.of(in.getLong());
            case FLOAT64 ->
                Optional.of(in.getDouble()).filter(d -> !Double.isNaN(d)).map(Object.class::cast);
            case JSON -> json(column, JSON.readTree(cell));
            case BYTES, PNG_LIST, JPEG_LIST ->
                throw new IllegalArgumentException("Cannot take a picture's cell for a value's");
        };
    }

    private static Optional<Object> json(MdsColumns.Column column, JsonNode node) throws IOException {
        if (node.isNull()) {
            return Optional.empty();
        }
        if (column.ofPath()) {
            return Optional.of(text(node));
        }
        return Optional.of(
                switch (column.field().type()) {
                    case STRING -> text(node);
                    case INT32 -> {
                        require(node.isInt(), "a number");
                        yield node.intValue();
                    }
                    case INT64 -> {
                        require(node.canConvertToLong() && node.isIntegralNumber(), "a number");
                        yield node.longValue();
                    }
                    case BOOL -> {
                        require(node.isBoolean(), "a truth value");
                        yield node.booleanValue();
                    }
                    case STRING_LIST -> {
                        require(node.isArray(), "a list");
                        List<String> list = new ArrayList<>();
                        for (JsonNode each : node) {
                            list.add(text(each));
                        }
                        yield list;
                    }
                    case CATEGORY_COUNTS -> counts(node);
                    case FLOAT64, IMAGE ->
                        throw new IllegalArgumentException("Cannot read column " + column.name() + " from JSON");
                });
    }

    private static CategoryCounts counts(JsonNode node) throws IOException {
        require(node.isObject(), "counts");
        Map<Category, Integer> counts = new EnumMap<>(Category.class);
        for (Category category : Category.values()) {
            JsonNode n = node.path(category.label());
            require(n.isInt() && n.intValue() >= 0, "counts");
            counts.put(category, n.intValue());
        }
        return new CategoryCounts(counts);
    }

    private static String text(JsonNode node) throws IOException {
        require(node.isTextual(), "a text");
        return node.textValue();
    }

    /** The picture in a cell; empty where there is none. */
    static Optional<byte[]> picture(MdsEncoding encoding, byte[] cell) throws IOException {
        if (encoding == MdsEncoding.BYTES) {
            return Optional.of(cell).filter(c -> c.length > 0);
        }
        ByteBuffer in = ByteBuffer.wrap(cell).order(ByteOrder.LITTLE_ENDIAN);
        require(cell.length >= EMPTY_LIST.length && in.getInt() == 0, "a list of pictures");
        int n = in.getInt();
        if (n == 0 && !in.hasRemaining()) {
            return Optional.empty();
        }
        require(n == 1 && in.remaining() > Integer.BYTES && in.getInt() == in.remaining(), "one picture");
        byte[] picture = new byte[in.remaining()];
        in.get(picture);
        byte[] magic = encoding == MdsEncoding.PNG_LIST ? PNG_MAGIC : JPEG_MAGIC;
        require(ByteBuffer.wrap(picture).mismatch(ByteBuffer.wrap(magic)) == magic.length, "a picture of its codec");
        return Optional.of(picture);
    }

    private static void require(boolean good, String what) throws IOException {
        if (!good) {
            throw new IOException("Cannot read a cell: it is not " + what);
        }
    }
}
