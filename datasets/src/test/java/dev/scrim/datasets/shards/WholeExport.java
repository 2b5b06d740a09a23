package dev.scrim.datasets.shards;

import dev.scrim.datasets.schema.CategoryCounts;
import dev.scrim.datasets.split.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Exports of made-up steps with everything that the stage writes: shards of all splits, indexes, card and manifest. */
final class WholeExport {
    private WholeExport() {}

    /** Where a test's export goes: kept where {@code scrim.test.export} says, for readers in other languages. */
    static Path place(Path temp, String format) {
        String keep = System.getProperty("scrim.test.export", "");
        return keep.isEmpty() ? temp.resolve(format) : Path.of(keep, format);
    }

    static ExportManifest write(
            ShardFormat.Steps format,
            ShardDirectory directory,
            ExportOptions options,
            UnaryOperator<ShardSample> change)
            throws IOException {
        List<ShardInfo> files = new ArrayList<>();
        CategoryCounts redactions = CategoryCounts.NONE;
        for (Split split : Split.values()) {
            int samples = split == Split.TRAIN ? 230 : 12;
            ShardPlan plan = new ShardPlan(split, samples, split == Split.TRAIN ? 3 : 1);
            int next = 0;
            for (int shard = 0; shard < plan.shards(); shard++) {
                ShardName name = new ShardName(split, shard, plan.shards());
                try (ShardWriter writer = format.write(directory, name, StepSchema.STEP, options)) {
                    while (next < samples && plan.shardOf(next).equals(name)) {
                        ShardSample sample = change.apply(Samples.sample(split, next++));
                        redactions = redactions.plus(sample.redactions());
                        writer.write(StepSchema.disclose(sample, StepSchema.STEP));
                    }
                    files.addAll(writer.finish());
                }
            }
        }
        files.addAll(format.index(directory, files, options));
        ExportManifest draft =
                new ExportManifest(format.id(), "build-1", "ab".repeat(32), true, files, new TreeMap<>(), redactions);
        ExportManifest whole = draft.plus(
                DatasetCard.write(directory, new DatasetCard.Title("Demo", "unknown"), draft, StepSchema.STEP));
        ExportManifestJson.write(directory, whole);
        return whole;
    }

    /** The sample with its pictures as {@code options} ask for them. */
    static ShardSample recoded(ShardSample s, ExportOptions options) {
        UnaryOperator<EncodedImage> recode = i -> i.recoded(i.widthPx(), i.heightPx(), options);
        return ShardSample.inPixels(
                s.sampleId(),
                s.trajectoryId(),
                s.split(),
                s.step(),
                s.task(),
                s.app(),
                s.title(),
                s.url(),
                s.viewport(),
                s.action(),
                s.observation().map(recode),
                s.after().map(recode),
                s.redactions(),
                s.rating(),
                s.target());
    }
}
