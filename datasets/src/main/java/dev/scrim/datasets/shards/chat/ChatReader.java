package dev.scrim.datasets.shards.chat;

import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.Optional;

/**
 * The steps that a shard's conversations were made from, with their pictures: every column as it was, but for the
 * pictures behind a step, which are there for a trajectory's last step only.
 */
final class ChatReader implements ShardReader {
    private final StepLines lines;
    private long position;

    ChatReader(ShardDirectory directory, String file) throws IOException {
        String steps = file.startsWith(ChatFiles.DATA) ? ChatFiles.stepsOf(file) : file;
        this.lines = new StepLines(directory, steps, path -> bytes(directory, path));
    }

    static byte[] bytes(ShardDirectory directory, String path) throws IOException {
        try (InputStream in = Channels.newInputStream(directory.open(path))) {
            return in.readAllBytes();
        }
    }

    @Override
    public Schema schema() {
        return lines.header().schema();
    }

    @Override
    public Optional<DisclosedRow> next() throws IOException {
        Optional<DisclosedRow> row = lines.next().map(StepLines.Line::row);
        position += row.isPresent() ? 1 : 0;
        return row;
    }

    @Override
    public long position() {
        return position;
    }

    /** Lines are passed over unread, and their pictures unopened. */
    @Override
    public void skip(long rows) throws IOException {
        for (long i = 0; i < rows; i++) {
            lines.skip();
            position++;
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
