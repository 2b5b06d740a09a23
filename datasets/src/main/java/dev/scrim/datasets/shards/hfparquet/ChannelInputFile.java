package dev.scrim.datasets.shards.hfparquet;

import dev.scrim.datasets.shards.ShardDirectory;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A committed file as Parquet's input. */
public final class ChannelInputFile implements InputFile {
    private final ShardDirectory directory;
    private final String path;

    public ChannelInputFile(ShardDirectory directory, String path) {
        this.directory = directory;
        this.path = path;
    }

    @Override
    public long getLength() throws IOException {
        try (SeekableByteChannel channel = directory.open(path)) {
            return channel.size();
        }
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
        return new Seekable(directory.open(path));
    }

    private static final class Seekable extends DelegatingSeekableInputStream {
        private final SeekableByteChannel channel;

        Seekable(SeekableByteChannel channel) {
            super(Channels.newInputStream(channel));
            this.channel = channel;
        }

        @Override
        public long getPos() throws IOException {
            return channel.position();
        }

        @Override
        public void seek(long newPos) throws IOException {
            channel.position(newPos);
        }
    }
}
