package dev.scrim.datasets.shards.mds;

import dev.scrim.datasets.schema.FieldType;
import dev.scrim.datasets.schema.ImageValue;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardReader;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads one MDS shard back from start to end; one sample is in memory. */
final class MdsReader implements ShardReader {
    private static final int BUFFER_BYTES = 1 << 16;

    private final SeekableByteChannel channel;
    private InputStream in;
    private final long[] offsets;
    private final MdsColumns columns;
    private int sample;

    MdsReader(ShardDirectory directory, String file) throws IOException {
        this.channel = directory.open(file);
        try {
            this.in = new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES);
            this.offsets = offsets();
            long tableEnd = (1L + offsets.length) * Integer.BYTES;
            require(offsets[0] > tableEnd && offsets[0] - tableEnd < Integer.MAX_VALUE, "a configuration");
            this.columns = MdsColumns.parse(bytes(offsets[0] - tableEnd));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private long[] offsets() throws IOException {
        long size = channel.size();
        long n = Integer.toUnsignedLong(little(Integer.BYTES).getInt());
        require((n + 2) * Integer.BYTES < size, "as many samples as it says");
        long[] table = new long[(int) n + 1];
        ByteBuffer raw = little((n + 1) * Integer.BYTES);
        for (int i = 0; i < table.length; i++) {
            table[i] = Integer.toUnsignedLong(raw.getInt());
            require(i == 0 || table[i] > table[i - 1], "samples one behind the other");
        }
        require(table[table.length - 1] == size, "the length it says");
        return table;
    }

    /** How its cells are encoded. */
    MdsColumns columns() {
        return columns;
    }

    /** How many samples it says it has. */
    int samples() {
        return offsets.length - 1;
    }

    @Override
    public Schema schema() {
        return columns.schema();
    }

    @Override
    public Optional<DisclosedRow> next() throws IOException {
        if (sample == samples()) {
            return Optional.empty();
        }
        long size = offsets[sample + 1] - offsets[sample];
        sample++;
        require(size <= Integer.MAX_VALUE - Long.BYTES, "samples of a size that we write");
        return Optional.of(row(little(size)));
    }

    @Override
    public long position() {
        return sample;
    }

    /** By the shard's own table of where samples lie. */
    @Override
    public void skip(long rows) throws IOException {
        if (rows > samples() - sample) {
            throw new EOFException("Cannot pass over rows: the shard ends");
        }
        sample += (int) rows;
        channel.position(offsets[sample]);
        in = new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES);
    }

    private DisclosedRow row(ByteBuffer data) throws IOException {
        int[] sizes = new int[columns.columns().size()];
        long sum = 0;
        require(data.remaining() >= columns.variable() * Integer.BYTES, "cells' sizes");
        for (int i = 0; i < sizes.length; i++) {
            int fixed = columns.columns().get(i).encoding().sizeBytes();
            sizes[i] = fixed == 0 ? data.getInt() : fixed;
            sum += Integer.toUnsignedLong(sizes[i]);
        }
        require(sum == data.remaining(), "cells of the sizes that they say");
        Map<String, Object> values = new HashMap<>();
        Map<String, byte[]> pictures = new LinkedHashMap<>();
        Map<String, String> paths = new HashMap<>();
        for (int i = 0; i < sizes.length; i++) {
            byte[] cell = new byte[sizes[i]];
            data.get(cell);
            MdsColumns.Column column = columns.columns().get(i);
            String field = column.field().name();
            if (column.ofPath()) {
                MdsCells.decode(column, cell).ifPresent(v -> paths.put(field, (String) v));
            } else if (column.field().type() == FieldType.IMAGE) {
                MdsCells.picture(column.encoding(), cell).ifPresent(v -> pictures.put(field, v));
            } else {
                MdsCells.decode(column, cell).ifPresent(v -> values.put(field, v));
            }
        }
        require(pictures.keySet().containsAll(paths.keySet()), "names of pictures that are there");
        pictures.forEach((field, picture) ->
                values.put(field, ImageValue.adopt(picture, Optional.ofNullable(paths.get(field)))));
        return new DisclosedRow(columns.schema(), values);
    }

    private ByteBuffer little(long n) throws IOException {
        return ByteBuffer.wrap(bytes(n)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private byte[] bytes(long n) throws IOException {
        byte[] bytes = in.readNBytes((int) n);
        require(bytes.length == n, "all of its bytes");
        return bytes;
    }

    private static void require(boolean good, String what) throws IOException {
        if (!good) {
            throw new IOException("Cannot read a shard: it has not " + what);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
        channel.close();
    }
}
