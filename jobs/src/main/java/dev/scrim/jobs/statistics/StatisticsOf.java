package dev.scrim.jobs.statistics;

import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.model.DropCode;
import dev.scrim.datasets.model.Sensitivity;
import dev.scrim.datasets.model.TrajectoryDrop;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.datasets.shards.ExportManifest;
import dev.scrim.datasets.shards.ExportOptions;
import dev.scrim.datasets.shards.ScreenProjection;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.store.Manifest;
import dev.scrim.datasets.store.StageName;
import dev.scrim.jobs.redacted.RedactedStage;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.statistics.Statistics.Count;
import dev.scrim.jobs.statistics.Statistics.LeftOut;
import dev.scrim.jobs.statistics.Statistics.Length;
import dev.scrim.jobs.statistics.Statistics.Rating;
import dev.scrim.jobs.statistics.Statistics.SplitLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts together what the samples, the export and the build's stages have counted. */
public final class StatisticsOf {
    private final Build build;

    public StatisticsOf(Build build) {
        this.build = build;
    }

    /**
     * The statistics of one export.
     *
     * @param draft with all its data files
     * @param bySplit whether the format has splits; one whose unit is the recording names no application either
     */
    public Statistics export(ExportManifest draft, ExportOptions options, SampleCounts counts, boolean bySplit) {
        List<SplitLine> splits = new ArrayList<>();
        counts.splits.forEach((split, n) -> splits.add(
                new SplitLine(split, n[SampleCounts.PEOPLE], n[SampleCounts.TRAJECTORIES], n[SampleCounts.STEPS])));
        splits.sort(Comparator.comparing((SplitLine s) -> !s.split().equals("train"))
                .thenComparing(SplitLine::split));
        return new Statistics(
                new Statistics.Header(build.spec().name(), draft.buildId(), draft.format(), draft.evaluation()),
                new Statistics.Totals(
                        counts.recordings,
                        splits.stream().mapToLong(SplitLine::people).sum(),
                        counts.trajectories(),
                        splits.stream().mapToLong(SplitLine::steps).sum(),
                        counts.trajectoryUs,
                        draft.shards().stream().mapToLong(ShardInfo::images).sum(),
                        draft.shards().stream().mapToLong(ShardInfo::bytes).sum()),
                bySplit ? splits : List.of(),
                counts.trajectoriesBySteps,
                byTime(counts),
                mostFirst(counts.actions),
                bySplit ? mostFirst(counts.apps) : List.of(),
                mostFirst(sizes(counts, options)),
                Arrays.stream(Sensitivity.values())
                        .map(s -> new Rating(
                                s.level(),
                                s.meaning(),
                                counts.stepsByRating.getOrDefault(s.level(), 0L),
                                counts.trajectoriesByRating.getOrDefault(s.level(), 0L)))
                        .toList(),
                mostFirst(masks(draft)),
                leftOut(draft));
    }

    private static Map<String, Long> sizes(SampleCounts counts, ExportOptions options) {
        Map<String, Long> sizes = new TreeMap<>();
        for (Map.Entry<Viewport, Long> e : counts.pictures.entrySet()) {
            ScreenProjection p = new ScreenProjection(e.getKey(), options);
            sizes.merge(p.widthPx() + " \u00d7 " + p.heightPx(), e.getValue(), Long::sum);
        }
        return sizes;
    }

    private static List<Count> byTime(SampleCounts counts) {
        List<Count> out = new ArrayList<>();
        for (Length length : Length.ALL) {
            out.add(new Count(length.label(), counts.trajectoriesByTime[out.size()]));
        }
        return out;
    }

    private static Map<String, Long> masks(ExportManifest draft) {
        Map<String, Long> masks = new TreeMap<>();
        draft.redactions().byCategory().forEach((category, n) -> masks.put(category.label(), n.longValue()));
        return masks;
    }

    private static List<Count> mostFirst(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .map(e -> new Count(e.getKey(), e.getValue()))
                .sorted(Comparator.comparingLong(Count::count).reversed().thenComparing(Count::name))
                .toList();
    }

    private List<LeftOut> leftOut(ExportManifest draft) {
        List<LeftOut> out = new ArrayList<>();
        Manifest capture = build.manifest(StageNames.CAPTURE);
        add(out, "recordings", "QUARANTINED", "could not be read", capture.count("recordings.quarantined"));
        Manifest redacted = build.manifest(StageNames.REDACTED);
        for (TrajectoryDrop code : TrajectoryDrop.values()) {
            add(out, "trajectories", code.name(), code.meaning(), redacted.count(RedactedStage.DROPPED + code.name()));
        }
        Manifest verified = build.manifest(StageNames.VERIFIED);
        add(
                out,
                "trajectories",
                "WITHHELD",
                "private content was left at the second look",
                verified.count("trajectories.quarantined"));
        add(
                out,
                "trajectories",
                "REPEATED",
                "nearly the same as another",
                draft.counts().getOrDefault("repeats.trajectories", 0L));
        add(
                out,
                "steps",
                "REPEATED",
                "same picture and action as another",
                draft.counts().getOrDefault("repeats.steps", 0L));
        add(
                out,
                "steps",
                "OVER_SHARE",
                "over one person's share",
                draft.counts().getOrDefault("over_share.steps", 0L));
        for (DropCode code : DropCode.values()) {
            long n = dropped(StageNames.TIMELINE, code) + dropped(StageNames.ACTIONS, code);
            add(out, "events", code.name(), code.meaning(), n);
        }
        for (ViolationCode code : ViolationCode.values()) {
            if (code.severity() == ViolationCode.Severity.QUARANTINE) {
                long n = StageNames.ORDER.stream()
                        .filter(stage -> !stage.equals(StageNames.EXPORT))
                        .mapToLong(stage -> build.manifest(stage).violations(code))
                        .sum();
                add(out, "defects", code.name(), "keeps a recording or trajectory out", n);
            }
        }
        return out;
    }

    private long dropped(StageName stage, DropCode code) {
        return build.manifest(stage).count("dropped." + code.name());
    }

    private static void add(List<LeftOut> out, String unit, String code, String meaning, long count) {
        if (count > 0) {
            out.add(new LeftOut(unit, code, meaning, count));
        }
    }
}
