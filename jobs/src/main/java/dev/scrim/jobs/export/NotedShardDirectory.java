package dev.scrim.jobs.export;

import dev.scrim.datasets.shards.ShardDirectory;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Remembers what each file was when it was committed, as it lies on disk. Used by one task. */
final class NotedShardDirectory implements ShardDirectory {
    private final ShardDirectory under;
    private final Map<String, Committed> noted = new HashMap<>();

    NotedShardDirectory(ShardDirectory under) {
        this.under = under;
    }

    /** What was committed last under that name since it was asked for; empty where nothing was. */
    Optional<Committed> take(String path) {
        return Optional.ofNullable(noted.remove(path));
    }

    @Override
    public Output create(String path) throws IOException {
        Output target = under.create(path);
        return new Output() {
            @Override
            public void write(int b) throws IOException {
                target.write(b);
            }

            @Override
            public void write(byte[] b, int off, int len) throws IOException {
                target.write(b, off, len);
            }

            @Override
            public void flush() throws IOException {
                target.flush();
            }

            @Override
            public Committed commit() throws IOException {
                Committed committed = target.commit();
                noted.put(path, committed);
                return committed;
            }

            @Override
            public void close() throws IOException {
                target.close();
            }
        };
    }

    @Override
    public Spool spool(String path) throws IOException {
        return under.spool(path);
    }

    @Override
    public SeekableByteChannel open(String path) throws IOException {
        return under.open(path);
    }

    @Override
    public List<String> list() throws IOException {
        return under.list();
    }

    @Override
    public void delete(String path) throws IOException {
        under.delete(path);
    }
}
