package dev.scrim.datasets.dataset;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.schema.CategoryCounts;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.ExportManifest;
import dev.scrim.datasets.shards.ExportManifestJson;
import dev.scrim.datasets.shards.ExportReader;
import dev.scrim.datasets.shards.LocalShardDirectory;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardFormat;
import dev.scrim.datasets.shards.ShardFormats;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardReader;
import dev.scrim.datasets.split.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A released dataset, or an evaluation build's export, opened for reading.
 *
 * <pre>{@code
 * Dataset dataset = Dataset.open(Path.of("desk-work-1.0"));
 * try (DatasetSteps steps = dataset.steps(Split.TRAIN)) {
 *     while (steps.hasNext()) {
 *         DatasetStep step = steps.next();
 *         step.before().ifPresent(frame -> learn(frame.pixels(), step.action()));
 *     }
 * }
 * }</pre>
 *
 * It holds the manifest and no file; each reader has files of its own. Immutable, thread-safe.
 */
public final class Dataset {
    /** Which of several formats beside each other is read: those first that cost the least to stream. */
    private static final List<String> PREFERRED = List.of("hf-parquet", "arrow", "mds", "webdataset", "lerobot");

    private final ShardDirectory directory;
    private final ExportManifest manifest;
    private final ShardFormat.Steps format;

    private Dataset(ShardDirectory directory, ExportManifest manifest, ShardFormat.Steps format) {
        this.directory = directory;
        this.manifest = manifest;
        this.format = format;
    }

    /**
     * Opens a dataset.
     *
     * @param folder an export's own ({@code .../hf-parquet}), or one that has exports in it: a release, a build's {@code
     *     08-export}, a build
     * @throws UserError when there is none that can be read step by step, or it is sealed
     */
    public static Dataset open(Path folder) {
        Path found = exportIn(folder)
                .or(() -> exportIn(folder.resolve("08-export")))
                .orElseThrow(() -> new UserError(
                        "Cannot open a dataset in " + folder,
                        Files.isDirectory(folder)
                                ? "name a released folder that has one of " + String.join(", ", PREFERRED)
                                        + " in it; a sealed export must be released first (scrim release)"
                                : "there is no such folder"));
        ShardDirectory directory = new LocalShardDirectory(found);
        try {
            ExportManifest manifest = ExportManifestJson.read(directory);
            return new Dataset(directory, manifest, ShardFormats.load().steps(manifest.format()));
        } catch (IOException e) {
            throw new UserError(
                    "Cannot open the dataset in " + found + ": its manifest cannot be read",
                    "a sealed export must be released first (scrim release)",
                    e);
        }
    }

    private static Optional<Path> exportIn(Path folder) {
        if (Files.isRegularFile(folder.resolve(ExportManifest.FILE))) {
            return Optional.of(folder);
        }
        return PREFERRED.stream()
                .map(folder::resolve)
                .filter(f -> Files.isRegularFile(f.resolve(ExportManifest.FILE)))
                .findFirst();
    }

    /** Id of the build that it comes from. */
    public String buildId() {
        return manifest.buildId();
    }

    /** Id of its format, such as {@code hf-parquet}. */
    public String format() {
        return manifest.format();
    }

    /** Whether it stands readable for measuring only and may never be released. */
    public boolean evaluation() {
        return manifest.evaluation();
    }

    /** Samples of each split that has any: steps, or conversations in the formats whose samples those are. */
    public Map<Split, Long> splits() {
        Map<Split, Long> out = new EnumMap<>(Split.class);
        manifest.samplesBySplit().forEach((label, n) -> out.put(Split.of(label), n));
        return out;
    }

    /** How much was taken out of all steps together, by category. */
    public CategoryCounts redactions() {
        return manifest.redactions();
    }

    /**
     * Its columns with types and units, as the first shard says them.
     *
     * @throws UserError when it has no steps
     */
    public Schema schema() throws IOException {
        for (ShardInfo shard : manifest.shards()) {
            if (shard.split().isPresent() && shard.samples() > 0) {
                try (ShardReader reader = format.readColumns(directory, shard.file())) {
                    return reader.schema();
                }
            }
        }
        throw new UserError("Cannot tell columns of a dataset without steps", "see its statistics.html for why");
    }

    /** All steps of a split. */
    public DatasetSteps steps(Split split) throws IOException {
        return steps(split, ExportReader.Position.START.toString());
    }

    /**
     * The steps of a split behind a position.
     *
     * @param position what {@link DatasetSteps#position} gave
     * @throws IllegalArgumentException when it is no position, or none of this split
     */
    public DatasetSteps steps(Split split, String position) throws IOException {
        ExportReader reader = ExportReader.open(directory, split, ExportReader.Position.parse(position));
        return new DatasetSteps(reader);
    }

    /** All trajectories of a split; reads which step is where first, without pictures. */
    public DatasetTrajectories trajectories(Split split) throws IOException {
        Map<String, Integer> lengths = new HashMap<>();
        for (ShardInfo shard : manifest.shards()) {
            if (shard.split().equals(Optional.of(split.label())) && shard.samples() > 0) {
                try (ShardReader reader = format.readColumns(directory, shard.file())) {
                    for (Optional<DisclosedRow> row = reader.next(); row.isPresent(); row = reader.next()) {
                        lengths.merge(new DatasetStep(row.get()).trajectory(), 1, Integer::sum);
                    }
                }
            }
        }
        return new DatasetTrajectories(steps(split), lengths);
    }

    @Override
    public String toString() {
        return "Dataset[" + buildId() + ", " + format() + "]";
    }
}
