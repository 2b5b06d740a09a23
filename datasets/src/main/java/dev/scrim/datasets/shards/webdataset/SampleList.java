package dev.scrim.datasets.shards.webdataset;

import dev.scrim.datasets.shards.ShardDirectory;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The samples of a committed shard as its two indexes tell them, without reading the shard. One sample in memory. */
final class SampleList implements Closeable {
    private static final int WORDS_PER_PART = 4;

    private final DataInputStream offsets;
    private final BufferedReader lines;
    private long offset;

    SampleList(ShardDirectory directory, String shard) throws IOException {
        this.offsets = new DataInputStream(
                new BufferedInputStream(Channels.newInputStream(directory.open(ShardIndex.energonFile(shard)))));
        try {
            this.lines = new BufferedReader(new InputStreamReader(
                    Channels.newInputStream(directory.open(ShardIndex.daliFile(shard))), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            offsets.close();
            throw e;
        }
        lines.readLine();
        offset = number();
    }

    /**
     * One sample.
     *
     * @param offset of its first header
     * @param size from there to the next sample's, or to the end
     * @param parts name, offset and size of the content of each of its files
     */
    record Located(String key, long offset, long size, List<Part> parts) {}

    /** One file of a sample. */
    record Part(String name, long offset, long size) {}

    Optional<Located> next() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            return Optional.empty();
        }
        String[] words = line.split(" ", -1);
        List<Part> parts = new ArrayList<>();
        try {
            for (int i = 0; i + WORDS_PER_PART <= words.length; i += WORDS_PER_PART) {
                parts.add(new Part(words[i], Long.parseLong(words[i + 1]), Long.parseLong(words[i + 2])));
            }
        } catch (NumberFormatException e) {
            throw new IOException("Cannot read a shard's index: it is damaged");
        }
        String name = words[words.length - 1];
        long end = number();
        Located sample = new Located(name.substring(0, Math.max(0, name.indexOf('.'))), offset, end - offset, parts);
        offset = end;
        return Optional.of(sample);
    }

    private long number() throws IOException {
        return Long.reverseBytes(offsets.readLong());
    }

    @Override
    public void close() throws IOException {
        try (offsets) {
            lines.close();
        }
    }
}
