package dev.scrim.datasets.shards.arrow;

import com.google.flatbuffers.Table;
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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;

/** Reads one Arrow IPC stream back; one record batch is in memory. */
final class ArrowReader implements ShardReader {
    private static final int BUFFER_BYTES = 1 << 16;

    private final SeekableByteChannel channel;
    private final long size;
    private InputStream in;
    private final Schema schema;
    private final Deque<DisclosedRow> rows = new ArrayDeque<>();
    private long left;
    private boolean ended;
    private long position;

    ArrowReader(ShardDirectory directory, String file) throws IOException {
        this.channel = directory.open(file);
        try {
            this.size = channel.size();
            this.left = size;
            this.in = new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES);
            org.apache.arrow.flatbuf.Schema header = new org.apache.arrow.flatbuf.Schema();
            header(message().orElseThrow(() -> damaged("a schema")), MessageHeader.Schema, header);
            this.schema = ArrowSchema.read(header);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Optional<DisclosedRow> next() throws IOException {
        while (rows.isEmpty() && !ended) {
            batch(0);
        }
        position += rows.isEmpty() ? 0 : 1;
        return Optional.ofNullable(rows.poll());
    }

    /**
     * Reads the next batch, unless it is to be passed over as a whole.
     *
     * @param skipped rows that are not wanted
     * @return how many of those were passed over
     */
    private long batch(long skipped) throws IOException {
        Optional<Message> message = message();
        if (message.isEmpty()) {
            ended = true;
            require(left == 0, "nothing behind its end");
            return 0;
        }
        RecordBatch batch = new RecordBatch();
        header(message.get(), MessageHeader.RecordBatch, batch);
        long length = message.get().bodyLength();
        if (batch.length() > skipped) {
            rows.addAll(BatchRows.of(schema, batch, bytes(length)));
            return 0;
        }
        require(length >= 0 && length <= left && batch.length() >= 0, "all of its bytes");
        left -= length;
        channel.position(size - left);
        in = new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES);
        return batch.length();
    }

    @Override
    public long position() {
        return position;
    }

    /** Batches of which no row is wanted are not read. */
    @Override
    public void skip(long wanted) throws IOException {
        long rest = wanted;
        while (rest > 0) {
            if (!rows.isEmpty()) {
                rows.remove();
                rest--;
                position++;
            } else if (ended) {
                throw new EOFException("Cannot pass over rows: the shard ends");
            } else {
                long passed = batch(rest);
                rest -= passed;
                position += passed;
            }
        }
    }

    /** The next message's metadata; empty at the end of the stream, which has a mark of its own. */
    private Optional<Message> message() throws IOException {
        ByteBuffer prefix = bytes(2L * Integer.BYTES);
        require(prefix.getInt() == ArrowWriter.CONTINUES, "messages one behind the other");
        int length = prefix.getInt();
        return length == 0 ? Optional.empty() : Optional.of(Message.getRootAsMessage(bytes(length)));
    }

    private static void header(Message message, byte type, Table into) throws IOException {
        require(message.headerType() == type && message.header(into) != null, "the messages of a table");
    }

    private ByteBuffer bytes(long n) throws IOException {
        require(n >= 0 && n <= left && n < Integer.MAX_VALUE - Long.BYTES, "all of its bytes");
        byte[] bytes = in.readNBytes((int) n);
        require(bytes.length == n, "all of its bytes");
        left -= n;
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void require(boolean good, String what) throws IOException {
        if (!good) {
            throw damaged(what);
        }
    }

    private static IOException damaged(String what) {
        return new IOException("Cannot read a shard: it has not " + what);
    }

    @Override
    public void close() throws IOException {
        in.close();
        channel.close();
    }
}
