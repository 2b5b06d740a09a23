package dev.scrim.datasets.shards.lerobot;

import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.ExportOptions;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardReader;
import dev.scrim.datasets.shards.lerobot.EpisodeLines.Episode;
import dev.scrim.datasets.shards.lerobot.FrameTable.Frame;
import dev.scrim.datasets.split.Split;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the episodes and frames of one split's dataset and writes what LeRobot reads beside the videos. Streams the
 * shards' steps; holds one episode's numbers and the texts of all tasks.
 */
final class DatasetIndex {
    private final ShardDirectory directory;
    private final ExportOptions options;
    private final Map<String, Long> tasks = new LinkedHashMap<>();
    private final DatasetTotals totals = new DatasetTotals();

    DatasetIndex(ShardDirectory directory, ExportOptions options) {
        this.directory = directory;
        this.options = options;
    }

    /** @param places of the split's shards, in order */
    List<ShardInfo> write(Split split, List<Place> places) throws IOException {
        List<ShardInfo> files = new ArrayList<>();
        @Nullable EpisodeTable episodes = null;
        @Nullable FrameTable frames = null;
        boolean video = false;
        try {
            for (Place place : places) {
                try (ShardReader steps = StepTable.open(directory, place.steps());
                        EpisodeLines lines = new EpisodeLines(directory, place.episodes())) {
                    Optional<Episode> first = lines.next();
                    if (first.isEmpty()) {
                        continue;
                    }
                    if (frames == null || episodes == null) {
                        frames = new FrameTable(steps.schema(), options);
                        video = StepTable.hasVideo(steps.schema());
                        episodes = new EpisodeTable(directory, split, frames, video, options.fps());
                    }
                    files.add(data(place, frames, episodes, steps, lines, first.get()));
                }
            }
            if (frames == null || episodes == null) {
                return List.of();
            }
            files.add(episodes.finish());
            MetaFiles meta = new MetaFiles(directory, split, options);
            files.add(meta.tasks(new ArrayList<>(tasks.keySet())));
            files.add(meta.stats(totals.byFeature()));
            files.add(meta.info(frames, video, totals.episodes(), totals.frames(), tasks.size()));
            return files;
        } finally {
            if (episodes != null) {
                episodes.close();
            }
        }
    }

    private ShardInfo data(
            Place place, FrameTable frames, EpisodeTable episodes, ShardReader steps, EpisodeLines lines, Episode first)
            throws IOException {
        try (GroupedParquet data = new GroupedParquet(directory, place.data(), frames.type())) {
            Optional<Episode> episode = Optional.of(first);
            Optional<DisclosedRow> step = steps.next();
            for (long local = 0; episode.isPresent(); local++) {
                Episode now = episode.get();
                DisclosedRow begin = step.orElseThrow(() -> torn(place));
                String task = begin.string("task").orElse("");
                long number = tasks.computeIfAbsent(task, t -> (long) tasks.size());
                EpisodeStats stats = new EpisodeStats(frames, now.levels(), now.frames());
                long from = totals.frames();
                for (long f = 0; f < now.frames(); f++) {
                    Optional<DisclosedRow> here = Optional.empty();
                    if (step.isPresent() && isAt(step.get(), local, f)) {
                        here = step;
                        step = steps.next();
                    }
                    List<Object> row =
                            frames.row(new Frame(here, f, now.frames(), totals.episodes(), from + f, number));
                    stats.add(row);
                    data.row(row);
                }
                if (step.isPresent() && StepTable.number(step.get(), StepTable.EPISODE, -1) <= local) {
                    throw torn(place);
                }
                data.endGroup();
                Map<String, List<Summary>> summed = stats.byFeature();
                episodes.add(place, local, task, from, now.frames(), totals.episodes(), summed);
                totals.add(now.frames(), summed);
                episode = lines.next();
            }
            if (step.isPresent()) {
                throw torn(place);
            }
            return data.finish(Map.of());
        }
    }

    private static boolean isAt(DisclosedRow step, long episode, long frame) {
        return StepTable.number(step, StepTable.EPISODE, -1) == episode
                && StepTable.number(step, StepTable.FRAME, -1) == frame;
    }

    private static IllegalStateException torn(Place place) {
        return new IllegalStateException(
                "Cannot number " + place.steps() + ": its episodes are not those of " + place.episodes());
    }
}
