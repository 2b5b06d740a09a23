package dev.scrim.datasets.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/**
 * An encrypted file with nothing in it. Tink's own channel answers every read of one with 0 bytes, never with the end, so
 * that whoever reads to the end reads for ever; nor does it look whether the file is whole.
 */
final class EmptyChannel implements SeekableByteChannel {
    private final SeekableByteChannel source;
    private long position;

    /** @param source closed with this one */
    EmptyChannel(SeekableByteChannel source) {
        this.source = source;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        checkOpen();
        return target.hasRemaining() ? -1 : 0;
    }

    @Override
    public long size() throws IOException {
        checkOpen();
        return 0;
    }

    @Override
    public long position() throws IOException {
        checkOpen();
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) throws IOException {
        checkOpen();
        if (newPosition < 0) {
            throw new IllegalArgumentException("Cannot seek before the start of a file");
        }
        position = newPosition;
        return this;
    }

    @Override
    public int write(ByteBuffer bytes) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long newSize) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return source.isOpen();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    private void checkOpen() throws ClosedChannelException {
        if (!source.isOpen()) {
            throw new ClosedChannelException();
        }
    }
}
