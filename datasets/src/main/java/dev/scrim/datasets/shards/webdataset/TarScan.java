package dev.scrim.datasets.shards.webdataset;

import dev.scrim.datasets.shards.ShardDirectory;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/** Goes through a tar's files in order, reading only what is asked for. Refuses every byte that has no business there. */
final class TarScan implements Closeable {
    /** A content is read whole: more than this is no sample of ours. */
    private static final long MAX_CONTENT_BYTES = 1L << 30;

    private final SeekableByteChannel channel;
    private final long length;
    private long at;

    TarScan(ShardDirectory directory, String file) throws IOException {
        this.channel = directory.open(file);
        this.length = channel.size();
    }

    /**
     * One file of a tar.
     *
     * @param offset of its content
     */
    record Entry(String name, long offset, long size) {
        long headerOffset() {
            return offset - TarHeader.BLOCK;
        }
    }

    /** The next file; empty at the end, which is then known to be whole. */
    Optional<Entry> next() throws IOException {
        Optional<TarHeader> header = TarHeader.of(read(at, TarHeader.BLOCK));
        if (header.isEmpty()) {
            checkEnd();
            return Optional.empty();
        }
        long size = header.get().size();
        Entry entry = new Entry(header.get().name(), at + TarHeader.BLOCK, size);
        long next = entry.offset() + size + TarHeader.padding(size);
        if (next > length) {
            throw new EOFException("Cannot read a tar: it ends within a file");
        }
        at = next;
        return Optional.of(entry);
    }

    /** Where the last file ended: the offset of the first block of zeros, once {@link #next} has come to it. */
    long end() {
        return at;
    }

    byte[] content(Entry entry) throws IOException {
        if (entry.size() > MAX_CONTENT_BYTES) {
            throw new IOException("Cannot read a tar: a file of " + entry.size() + " bytes is no part of a sample");
        }
        int size = (int) entry.size();
        byte[] bytes = read(entry.offset(), size);
        int padding = TarHeader.padding(size);
        if (!TarHeader.isZero(read(entry.offset() + size, padding), 0, padding)) {
            throw new IOException("Cannot read a tar: a file is padded with something");
        }
        return bytes;
    }

    private void checkEnd() throws IOException {
        if (length != TarHeader.fileLength(at)) {
            throw new IOException("Cannot read a tar: its length is not that of its files");
        }
        int rest = (int) (length - at);
        if (!TarHeader.isZero(read(at, rest), 0, rest)) {
            throw new IOException("Cannot read a tar: something follows its end");
        }
    }

    private byte[] read(long from, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        if (channel.position() != from) {
            channel.position(from);
        }
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("Cannot read a tar: it was cut");
            }
        }
        return buffer.array();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
