package dev.scrim.datasets.shards.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.scrim.datasets.schema.Field;
import dev.scrim.datasets.schema.FieldType;
import dev.scrim.datasets.schema.ImageValue;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardName;
import dev.scrim.datasets.shards.ShardWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;

/**
 * One Arrow IPC stream; the rows of one record batch are in memory. The messages are put together here, from Arrow's
 * generated classes: its vectors would copy every picture out of the heap and need the JVM's doors opened.
 */
final class ArrowWriter implements ShardWriter {
    /** Begins every message, and stands alone before the end (Arrow columnar format, "Encapsulated message format"). */
    static final int CONTINUES = 0xFFFF_FFFF;

    /** A record batch is what readers load at a time: as many rows as {@code datasets} itself puts into one of pictures. */
    private static final int BATCH_ROWS = 100;

    private static final long BATCH_PICTURE_BYTES = 16L << 20;

    private final Schema schema;
    private final List<String> imageFields;
    private final ShardName name;
    private final String file;
    private final ShardDirectory.Output output;
    private final List<DisclosedRow> batch = new ArrayList<>();
    private long batchPictureBytes;
    private long samples;
    private long images;

    ArrowWriter(ShardDirectory directory, ShardName name, Schema schema) throws IOException {
        this.schema = schema.disclosed();
        this.imageFields = this.schema.fields().stream()
                .filter(f -> f.type() == FieldType.IMAGE)
                .map(Field::name)
                .toList();
        this.name = name;
        this.file = ArrowFormat.file(name);
        this.output = directory.create(file);
        try {
            FlatBufferBuilder b = new FlatBufferBuilder();
            message(b, MessageHeader.Schema, ArrowSchema.write(b, this.schema), 0);
        } catch (IOException | RuntimeException e) {
            output.close();
            throw e;
        }
    }

    @Override
    public void write(DisclosedRow row) throws IOException {
        if (!row.schema().equals(schema)) {
            throw new IllegalArgumentException("Cannot write a row of another schema into " + file);
        }
        long bytes = 0;
        for (String field : imageFields) {
            Optional<ImageValue> image = row.image(field);
            bytes += image.map(ImageValue::length).orElse(0);
            images += image.isPresent() ? 1 : 0;
        }
        if (batch.size() == BATCH_ROWS || (!batch.isEmpty() && batchPictureBytes + bytes > BATCH_PICTURE_BYTES)) {
            flush();
        }
        batch.add(row);
        batchPictureBytes += bytes;
        samples++;
    }

    private void flush() throws IOException {
        BatchBody body = new BatchBody(schema, batch);
        FlatBufferBuilder b = new FlatBufferBuilder();
        message(b, MessageHeader.RecordBatch, body.describe(b), body.bytes());
        body.writeTo(output);
        batch.clear();
        batchPictureBytes = 0;
    }

    private void message(FlatBufferBuilder b, byte type, int header, long bodyBytes) throws IOException {
        b.finish(Message.createMessage(b, MetadataVersion.V5, type, header, bodyBytes, 0));
        ByteBuffer metadata = b.dataBuffer();
        int padded = (int) BatchBody.aligned(metadata.remaining());
        ByteBuffer message = ByteBuffer.allocate(2 * Integer.BYTES + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(CONTINUES)
                .putInt(padded)
                .put(metadata);
        output.write(message.array());
    }

    @Override
    public List<ShardInfo> finish() throws IOException {
        if (!batch.isEmpty()) {
            flush();
        }
        output.write(ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(CONTINUES)
                .putInt(0)
                .array());
        ShardDirectory.Committed done = output.commit();
        return List.of(
                new ShardInfo(file, Optional.of(name.split().label()), done.bytes(), done.sha256(), samples, images));
    }

    @Override
    public void close() throws IOException {
        output.close();
    }
}
