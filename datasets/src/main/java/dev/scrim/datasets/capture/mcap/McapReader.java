package dev.scrim.datasets.capture.mcap;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads an MCAP file's messages from the first byte on, in the order of the file, without its index (MCAP specification,
 * version 0). Attachments, metadata and records of later versions are skipped. Memory is bounded by the largest chunk.
 * Damage is an item, never an exception. Not thread-safe.
 */
public final class McapReader implements AutoCloseable {
    /** A larger chunk or message, packed or not, is taken for damage; writers make chunks of about a megabyte. */
    public static final int MAX_RECORD_BYTES = 128 << 20;

    /** A chunk may always unpack to so much, however little it was: what repeats packs well. */
    static final int MAX_CHUNK_OF_ANY_RATIO_BYTES = 4 << 20;

    /**
     * A larger chunk may unpack to so many times its packed bytes. Recorded messages pack to a third or, where the same is
     * said over and over, to a fiftieth; a thousandth is a file made to fill the memory of who reads it.
     */
    static final int MAX_RATIO = 200;

    private static final byte[] MAGIC = {(byte) 0x89, 'M', 'C', 'A', 'P', '0', '\r', '\n'};
    private static final int HEADER_BYTES = 9;

    private static final int FOOTER = 0x02;
    private static final int SCHEMA = 0x03;
    private static final int CHANNEL = 0x04;
    private static final int MESSAGE = 0x05;
    private static final int CHUNK = 0x06;
    private static final int DATA_END = 0x0F;

    private record Channel(String topic, String encoding, int schema) {}

    private final TailInputStream in;
    private final Map<Integer, String> schemas = new HashMap<>();
    private final Map<Integer, Channel> channels = new HashMap<>();
    private @Nullable ByteBuffer chunk;
    private boolean started;
    private boolean ended;

    /**
     * Reads from the stream's start.
     *
     * @param in taken over and closed
     */
    public McapReader(InputStream in) {
        this.in = new TailInputStream(in, MAGIC.length);
    }

    /** The next message or defect; empty at the end. */
    public Optional<McapItem> next() throws IOException {
        try {
            if (!started) {
                started = true;
                Optional<McapItem> wrong = magic();
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
            while (!ended) {
                Optional<McapItem> item = chunk == null ? record() : recordOfChunk(chunk);
                if (item.isPresent()) {
                    return item;
                }
            }
            return Optional.empty();
        } catch (EOFException early) {
            ended = true;
            // A file that was cut has not its closing mark; one that has it lost its way in the middle.
            return Optional.of(
                    in.endsWith(MAGIC)
                            ? new McapItem.Damaged("a record runs over the end of the file")
                            : new McapItem.CutOff());
        }
    }

    private Optional<McapItem> magic() throws IOException {
        byte[] first = in.readNBytes(MAGIC.length);
        for (int i = 0; i < first.length; i++) {
            if (first[i] != MAGIC[i]) {
                return end("it does not start as an MCAP file of version 0 does");
            }
        }
        if (first.length < MAGIC.length) {
            throw new EOFException();
        }
        in.forget(); // the opening mark is the closing one too
        return Optional.empty();
    }

    private Optional<McapItem> end(String detail) {
        ended = true;
        return Optional.of(new McapItem.Damaged(detail));
    }

    private Optional<McapItem> record() throws IOException {
        byte[] header = exactly(HEADER_BYTES);
        int kind = header[0] & 0xFF;
        long length = little(header).position(1).getLong();
        if (kind == FOOTER || kind == DATA_END) {
            // Behind it there are only the index and copies of what was read.
            ended = true;
            return Optional.empty();
        }
        if (kind == 0 || length < 0) {
            return end("a record has no kind or no length");
        }
        boolean wanted = kind == SCHEMA || kind == CHANNEL || kind == MESSAGE || kind == CHUNK;
        if (wanted && length > MAX_RECORD_BYTES) {
            return end("a record is larger than " + MAX_RECORD_BYTES + " bytes");
        }
        if (!wanted) {
            in.skipNBytes(length);
            return Optional.empty();
        }
        ByteBuffer content = little(exactly((int) length));
        try {
            return kind == CHUNK ? open(content) : content(kind, content);
        } catch (BufferUnderflowException | IllegalArgumentException inconsistent) {
            return Optional.of(new McapItem.Damaged("a record's lengths do not fit together"));
        }
    }

    private byte[] exactly(int bytes) throws IOException {
        byte[] read = in.readNBytes(bytes);
        if (read.length < bytes) {
            throw new EOFException();
        }
        return read;
    }

    private Optional<McapItem> open(ByteBuffer content) {
        content.getLong(); // time of the first message
        content.getLong(); // time of the last message
        long size = content.getLong();
        long crc = content.getInt() & 0xFFFFFFFFL;
        String compression = text(content);
        long packedBytes = content.getLong();
        if (!ChunkCodec.knows(compression)) {
            return Optional.of(new McapItem.Damaged("a chunk is packed by an unknown method"));
        }
        if (size < 0 || size > MAX_RECORD_BYTES || packedBytes != content.remaining()) {
            return Optional.of(new McapItem.Damaged("a chunk's lengths do not fit together"));
        }
        if (size > Math.max(MAX_CHUNK_OF_ANY_RATIO_BYTES, MAX_RATIO * packedBytes)) {
            return Optional.of(new McapItem.Damaged("a chunk unpacks to more than " + MAX_RATIO + " times its bytes"));
        }
        byte[] packed = new byte[content.remaining()];
        content.get(packed);
        Optional<byte[]> records = ChunkCodec.unpack(compression, packed, (int) size);
        if (records.isEmpty()) {
            return Optional.of(new McapItem.Damaged("a chunk does not unpack"));
        }
        if (!ChunkCodec.sound(records.get(), crc)) {
            return Optional.of(new McapItem.Damaged("a chunk's checksum does not fit"));
        }
        chunk = little(records.get());
        return Optional.empty();
    }

    private Optional<McapItem> recordOfChunk(ByteBuffer records) {
        if (!records.hasRemaining()) {
            chunk = null;
            return Optional.empty();
        }
        try {
            int kind = records.get() & 0xFF;
            long length = records.getLong();
            if (length < 0 || length > records.remaining()) {
                throw new BufferUnderflowException();
            }
            ByteBuffer content = records.slice(records.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
            records.position(records.position() + (int) length);
            return content(kind, content);
        } catch (BufferUnderflowException | IllegalArgumentException inconsistent) {
            chunk = null;
            return Optional.of(new McapItem.Damaged("the records of a chunk do not fit together"));
        }
    }

    private Optional<McapItem> content(int kind, ByteBuffer content) {
        switch (kind) {
            case SCHEMA -> schemas.put((int) content.getChar(), text(content));
            case CHANNEL -> {
                int id = content.getChar();
                int schema = content.getChar();
                channels.put(id, new Channel(text(content), text(content), schema));
            }
            case MESSAGE -> {
                Channel channel = channels.get((int) content.getChar());
                content.getInt(); // sequence number
                long logNs = content.getLong();
                long publishNs = content.getLong();
                if (channel == null) {
                    return Optional.of(new McapItem.Damaged("a message is of a channel that was not declared"));
                }
                byte[] data = new byte[content.remaining()];
                content.get(data);
                String schema = schemas.getOrDefault(channel.schema(), "");
                return Optional.of(
                        new McapItem.Message(channel.topic(), schema, channel.encoding(), logNs, publishNs, data));
            }
            default -> {
                // Other records mean nothing to the messages.
            }
        }
        return Optional.empty();
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String text(ByteBuffer content) {
        int length = content.getInt();
        if (length < 0 || length > content.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        content.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
