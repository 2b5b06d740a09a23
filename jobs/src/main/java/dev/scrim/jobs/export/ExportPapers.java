package dev.scrim.jobs.export;

import dev.scrim.datasets.shards.Croissant;
import dev.scrim.datasets.shards.DatasetCard;
import dev.scrim.datasets.shards.ExportManifest;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardFormat;
import dev.scrim.datasets.shards.ShardFormats;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.StepSchema;
import dev.scrim.jobs.spec.DatasetSpec;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.statistics.SampleCounts;
import dev.scrim.jobs.statistics.Statistics;
import dev.scrim.jobs.statistics.StatisticsHtml;
import dev.scrim.jobs.statistics.StatisticsJson;
import dev.scrim.jobs.statistics.StatisticsOf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What stands beside an export's shards for people and for tools: statistics, privacy manifest, Croissant and card. They
 * go where the shards go, so they are sealed where those are. Functions of what was exported, without times.
 */
record ExportPapers(Build build, String ledgerHead) {

    /**
     * Writes them all.
     *
     * @param shards the manifest so far, with all data files
     * @param counts of the samples that are in these shards
     * @return the manifest with them
     */
    ExportManifest write(
            ShardDirectory directory, DatasetSpec.Export export, ExportManifest shards, SampleCounts counts)
            throws IOException {
        boolean bySplit = ShardFormats.load().get(shards.format()) instanceof ShardFormat.Steps;
        Statistics statistics = new StatisticsOf(build).export(shards, export.options(), counts, bySplit);
        DatasetCard.Title title =
                new DatasetCard.Title(build.spec().name(), build.spec().license());
        ExportManifest all = shards.plus(text(directory, StatisticsJson.FILE, StatisticsJson.write(statistics)))
                .plus(text(directory, StatisticsHtml.FILE, StatisticsHtml.render(statistics)))
                .plus(PrivacyManifest.write(directory, build, ledgerHead));
        ShardInfo card = DatasetCard.write(directory, title, all, StepSchema.STEP);
        all = all.plus(card);
        return all.plus(Croissant.write(
                directory, title, all, StepSchema.STEP, ResponsibleAi.of(build, ledgerHead, statistics)));
    }

    private static ShardInfo text(ShardDirectory directory, String file, String text) throws IOException {
        try (ShardDirectory.Output out = directory.create(file)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            ShardDirectory.Committed done = out.commit();
            return new ShardInfo(file, Optional.empty(), done.bytes(), done.sha256(), 0, 0);
        }
    }
}
