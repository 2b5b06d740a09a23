package dev.scrim.datasets.shards;

import dev.scrim.datasets.split.Split;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one split of an export from its first shard to its last, in the manifest's order, as a stream that can be
 * stopped after any row and gone on with later: by another reader, in another process. Each file is proven by the
 * manifest's hash when it is entered. In memory is what the format's own reader holds. Not thread-safe.
 */
public final class ExportReader implements Closeable {
    private final ShardDirectory directory;
    private final ShardFormat.Steps format;
    private final List<String> files;
    private int file;
    private @Nullable ShardReader shard;
    private long startRow;

    /**
     * Where a reading stands.
     *
     * @param shard place of the shard among its split's, from 0
     * @param row rows of that shard that are passed
     */
    public record Position(int shard, long row) {
        public static final Position START = new Position(0, 0);

        private static final Pattern TEXT = Pattern.compile("([0-9]{1,6}):([0-9]{1,18})");

        public Position {
            if (shard < 0 || row < 0) {
                throw new IllegalArgumentException("Cannot read from shard " + shard + ", row " + row);
            }
        }

        /** Reads what {@link #toString} gives. */
        public static Position parse(String text) {
            Matcher m = TEXT.matcher(text);
            if (!m.matches()) {
                throw new IllegalArgumentException("Cannot read a position: it is not SHARD:ROW");
            }
            return new Position(Integer.parseInt(m.group(1)), Long.parseLong(m.group(2)));
        }

        @Override
        public String toString() {
            return shard + ":" + row;
        }
    }

    private ExportReader(ShardDirectory directory, ShardFormat.Steps format, List<String> files, Position from) {
        this.directory = directory;
        this.format = format;
        this.files = files;
        this.file = from.shard();
        this.startRow = from.row();
    }

    /**
     * Opens a split of a readable export.
     *
     * @param from {@link Position#START}, or where another reader of the same export stood
     * @throws IllegalArgumentException for an export whose unit is not the step
     * @throws IOException when there is no usable manifest
     */
    public static ExportReader open(ShardDirectory directory, Split split, Position from) throws IOException {
        ExportManifest manifest = ExportManifestJson.read(directory);
        List<String> files = manifest.shards().stream()
                .filter(s -> s.split().equals(Optional.of(split.label())) && s.samples() > 0)
                .map(ShardInfo::file)
                .toList();
        if (from.shard() > files.size()) {
            throw new IllegalArgumentException(
                    "Cannot go on at shard " + from.shard() + ": the split has " + files.size());
        }
        return new ExportReader(
                new VerifiedShardDirectory(directory, manifest),
                ShardFormats.load().steps(manifest.format()),
                files,
                from);
    }

    /** The next row, empty behind the split's last. */
    public Optional<DisclosedRow> next() throws IOException {
        while (file < files.size()) {
            ShardReader open = shard;
            if (open == null) {
                open = format.read(directory, files.get(file));
                shard = open;
                open.skip(startRow);
                startRow = 0;
            }
            Optional<DisclosedRow> row = open.next();
            if (row.isPresent()) {
                return row;
            }
            close();
            file++;
        }
        return Optional.empty();
    }

    /** Where a new reader has to begin so that it gives what this one would give next. */
    public Position position() {
        return new Position(file, shard == null ? startRow : shard.position());
    }

    @Override
    public void close() throws IOException {
        ShardReader open = shard;
        shard = null;
        if (open != null) {
            open.close();
        }
    }
}
