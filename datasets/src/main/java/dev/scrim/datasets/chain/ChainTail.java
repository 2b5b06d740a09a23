package dev.scrim.datasets.chain;

import dev.scrim.datasets.store.PatientLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Appends to a chain in time that does not grow with it: the whole chain is checked at the first use, then only the lines
 * that others added in between. That an earlier line was changed meanwhile shows at the next whole check, as in
 * {@link ChainedFile#lines}; that the file became shorter shows at once. Thread-safe.
 */
public final class ChainTail {
    private final ChainedFile chain;
    private ChainHead head = ChainHead.NONE;
    private long bytes;

    ChainTail(ChainedFile chain) {
        this.chain = chain;
    }

    /**
     * Writes lines down for good, all or none, and only then returns.
     *
     * @param lines values of each, one for each field of the form
     * @return the new head
     * @throws dev.scrim.datasets.check.UserError when the file was cut off or changed, or others can read it
     */
    public synchronized ChainHead append(List<List<String>> lines) {
        try (FileChannel channel = chain.open()) {
            PatientLock.take(channel, chain.file());
            catchUp(channel);
            StringBuilder text = new StringBuilder();
            ChainHead next = head;
            for (List<String> values : lines) {
                ChainLine line = chain.form().line(next, values);
                text.append(chain.form().render(line)).append('\n');
                next = line.head();
            }
            byte[] added = text.toString().getBytes(StandardCharsets.UTF_8);
            ChainedFile.write(channel, ByteBuffer.wrap(added));
            head = next;
            bytes += added.length;
            return head;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to the " + chain.form().thing() + " " + chain.file(), e);
        }
    }

    private void catchUp(FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < bytes) {
            throw chain.evidence("it is shorter than it was");
        }
        ByteBuffer more = ByteBuffer.allocate(Math.toIntExact(size - bytes));
        while (more.hasRemaining() && channel.read(more, bytes + more.position()) >= 0) {
            // All of it, however many reads that takes.
        }
        List<ChainLine> lines = new ArrayList<>(chain.parse(more.array(), head));
        head = lines.isEmpty() ? head : lines.get(lines.size() - 1).head();
        bytes = size;
    }
}
