package dev.scrim.datasets.shards;

import dev.scrim.datasets.schema.CategoryCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one export holds, down to each file's hash: written last, so an export without it does not exist.
 *
 * @param format id of the shard format
 * @param buildId the build it comes from
 * @param upstreamDigest digest of the manifest of the stage that was exported
 * @param evaluation true when the export is readable for measuring only and may never be released
 * @param shards all files but the manifest, sorted by name
 * @param counts whatever else was counted, by name, such as {@code trajectories}
 * @param redactions masks that the build burned in, by category; after an erasure the sums over the samples left
 */
public record ExportManifest(
        String format,
        String buildId,
        String upstreamDigest,
        boolean evaluation,
        List<ShardInfo> shards,
        SortedMap<String, Long> counts,
        CategoryCounts redactions) {
    /** Its file's name within the export's folder. */
    public static final String FILE = "export-manifest.json";

    /**
     * Name of the count that says in which version of the export its counts and redactions were counted; only in one that
     * somebody was erased from. Where it is lower than the version in the privacy manifest, they still count them.
     */
    public static final String COUNTED_VERSION = "counted.version";

    public ExportManifest {
        shards = shards.stream().sorted(Comparator.comparing(ShardInfo::file)).toList();
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        long distinct = shards.stream().map(ShardInfo::file).distinct().count();
        if (distinct != shards.size()) {
            throw new IllegalArgumentException("Cannot list a file twice in an export's manifest");
        }
    }

    /** Samples by split label. */
    public Map<String, Long> samplesBySplit() {
        SortedMap<String, Long> sum = new TreeMap<>();
        shards.forEach(s -> s.split().ifPresent(split -> sum.merge(split, s.samples(), Long::sum)));
        return sum;
    }

    /** The same manifest with one more file. */
    public ExportManifest plus(ShardInfo file) {
        List<ShardInfo> more = new ArrayList<>(shards);
        more.add(file);
        return new ExportManifest(format, buildId, upstreamDigest, evaluation, more, counts, redactions);
    }
}
