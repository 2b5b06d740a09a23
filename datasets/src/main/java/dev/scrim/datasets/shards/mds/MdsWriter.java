package dev.scrim.datasets.shards.mds;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.schema.ImageValue;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.ExportOptions;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardName;
import dev.scrim.datasets.shards.ShardWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One MDS shard. Where its samples lie stands before them and is known behind them, so they are set aside first. */
final class MdsWriter implements ShardWriter {
    /** Offsets are unsigned 32-bit numbers. */
    static final long MOST_BYTES = 0xFFFF_FFFFL;

    private static final int FIRST_SAMPLES = 1024;

    private final Schema schema;
    private final MdsColumns columns;
    private final ShardName name;
    private final String file;
    private final ShardDirectory directory;
    private final SampleStore body;
    private final int variable;
    private int[] sizes = new int[FIRST_SAMPLES];
    private int samples;
    private long bodyBytes;
    private long images;

    MdsWriter(ShardDirectory directory, ShardName name, Schema schema, ExportOptions options) throws IOException {
        this.schema = schema.disclosed();
        this.columns = MdsColumns.of(this.schema, options.codec());
        this.variable = columns.variable();
        this.name = name;
        this.file = MdsFormat.file(name);
        this.directory = directory;
        this.body = new SampleStore(directory, file);
    }

    @Override
    public void write(DisclosedRow row) throws IOException {
        if (!row.schema().equals(schema)) {
            throw new IllegalArgumentException("Cannot write a row of another schema into " + file);
        }
        List<MdsColumns.Column> all = columns.columns();
        byte[][] cells = new byte[all.size()][];
        ByteBuffer head = ByteBuffer.allocate(variable * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long size = head.capacity();
        for (int i = 0; i < cells.length; i++) {
            cells[i] = MdsCells.encode(all.get(i), row);
            int bytes = cells[i].length
                    + picture(all.get(i), row).map(ImageValue::length).orElse(0);
            if (all.get(i).encoding().sizeBytes() == 0) {
                head.putInt(bytes);
            }
            size += bytes;
        }
        count(size);
        body.write(head.array());
        for (int i = 0; i < cells.length; i++) {
            body.write(cells[i]);
            Optional<ImageValue> picture = picture(all.get(i), row);
            if (picture.isPresent()) {
                body.write(picture.get());
                images++;
            }
        }
    }

    private static Optional<ImageValue> picture(MdsColumns.Column column, DisclosedRow row) {
        boolean holds = switch (column.encoding()) {
            case BYTES, PNG_LIST, JPEG_LIST -> true;
            case STR, INT32, INT64, FLOAT64, JSON -> false;
        };
        return holds ? row.image(column.field().name()) : Optional.empty();
    }

    private void count(long size) {
        bodyBytes += size;
        if (bodyBytes > MOST_BYTES) {
            throw tooLong();
        }
        if (samples == sizes.length) {
            sizes = Arrays.copyOf(sizes, samples * 2);
        }
        // A size is below the limit of the body, so it is read back as unsigned.
        sizes[samples++] = (int) size;
    }

    private UserError tooLong() {
        return new UserError(
                "Cannot write " + file + " of more than " + MOST_BYTES + " bytes", "ask for a smaller shard_mb");
    }

    @Override
    public List<ShardInfo> finish() throws IOException {
        try (ShardDirectory.Output out = directory.create(file)) {
            out.write(header());
            body.copyTo(out);
            ShardDirectory.Committed done = out.commit();
            return List.of(new ShardInfo(
                    file, Optional.of(name.split().label()), done.bytes(), done.sha256(), samples, images));
        }
    }

    private byte[] header() {
        byte[] config = PythonJson.bytes(Optional.of(columns.config()));
        long at = (2L + samples) * Integer.BYTES + config.length;
        if (at + bodyBytes > MOST_BYTES) {
            throw tooLong();
        }
        ByteBuffer header = ByteBuffer.allocate((int) at).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(samples);
        for (int i = 0; i < samples; i++) {
            header.putInt((int) at);
            at += Integer.toUnsignedLong(sizes[i]);
        }
        header.putInt((int) at);
        return header.put(config).array();
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
