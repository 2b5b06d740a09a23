package dev.scrim.datasets.shards.erase;

import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.ExportOptions;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardFormat;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardName;
import dev.scrim.datasets.shards.ShardReader;
import dev.scrim.datasets.shards.ShardWriter;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Writes one shard again without somebody's rows, in their order. The shard as it was is written once more, too, into a
 * scratch folder: that names every file that belongs to it (pictures, indexes, video), and shows whether what is read from
 * it gives its bytes again.
 */
final class ShardRewrite {
    static final String TRAJECTORY = "trajectory_id";
    private static final String SAMPLE = "sample_id";

    private final Predicate<String> theirs;
    private final Set<String> names = new HashSet<>();
    private long samples;

    ShardRewrite(Predicate<String> theirs) {
        this.theirs = theirs;
    }

    /**
     * What came of one shard.
     *
     * @param owned files that it had
     * @param written files that it has; none when nothing was left of it
     * @param exact whether the shard as it was came out byte for byte
     */
    record Done(Set<String> owned, List<ShardInfo> written, boolean exact) {}

    Done rewrite(
            ShardFormat.Steps format,
            ShardDirectory from,
            ShardDirectory to,
            ShardDirectory scratch,
            ShardInfo shard,
            ExportOptions options,
            Set<String> known)
            throws IOException {
        ShardName name = ShardNames.of(shard);
        try (ShardReader rows = format.read(from, shard.file());
                ShardWriter as = format.write(scratch, name, rows.schema(), options);
                ShardWriter without = format.write(to, name, rows.schema(), options)) {
            long kept = 0;
            for (Optional<DisclosedRow> row = rows.next(); row.isPresent(); row = rows.next()) {
                as.write(row.get());
                if (row.get().string(TRAJECTORY).filter(theirs).isPresent()) {
                    forget(row.get());
                } else {
                    without.write(row.get());
                    kept++;
                }
            }
            List<ShardInfo> before = as.finish();
            Set<String> owned = new HashSet<>();
            before.forEach(f -> owned.add(f.file()));
            boolean exact = before.stream().allMatch(f -> known.contains(f.file() + " " + f.sha256()));
            return new Done(owned, kept == 0 ? List.of() : without.finish(), exact);
        }
    }

    private void forget(DisclosedRow row) {
        samples++;
        row.string(SAMPLE).ifPresent(names::add);
        names.add(row.string(TRAJECTORY).orElseThrow());
    }

    /** Rows that were left out of all shards so far. */
    long samples() {
        return samples;
    }

    /** Opaque names of samples and trajectories that were left out. */
    Set<String> names() {
        return names;
    }
}
