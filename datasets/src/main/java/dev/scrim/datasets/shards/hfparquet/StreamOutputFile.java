package dev.scrim.datasets.shards.hfparquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * A stream as Parquet's output; closing it is left to the stream's owner, who may still want to commit. The end of the
 * file can be held back and be written in another form.
 */
public final class StreamOutputFile implements OutputFile {
    private final OutputStream out;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean holding;

    public StreamOutputFile(OutputStream out) {
        this.out = out;
    }

    /** From now on nothing is written: page indexes and footer follow, a few kB for each row group. */
    public void hold() {
        holding = true;
    }

    /** What was held back; to be written by the caller. */
    public byte[] held() {
        return held.toByteArray();
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) {
        return new Counting();
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    private final class Counting extends PositionOutputStream {
        private long position;

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int b) throws IOException {
            to().write(b);
            position++;
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            to().write(b, off, len);
            position += len;
        }

        private OutputStream to() {
            return holding ? held : out;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
