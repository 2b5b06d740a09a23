package dev.scrim.datasets.shards.lerobot;

import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.ExportOptions;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardName;
import dev.scrim.datasets.shards.ShardWriter;
import dev.scrim.datasets.shards.hfparquet.HfParquetFormat;
import dev.scrim.datasets.shards.lerobot.EpisodeLines.Episode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One shard: the steps without pictures, the video of their pictures, a line for each episode. Whatever needs a number
 * that runs through the whole dataset is made at the end by {@link DatasetIndex}. Holds one step, one
 * canvas and one open file for each episode.
 */
final class LeRobotWriter implements ShardWriter {
    private final Schema schema;
    private final Schema table;
    private final ShardName name;
    private final Place place;
    private final ShardWriter steps;
    private final ShardDirectory directory;
    private final ExportOptions options;
    /** Of the episodes that are over; committed with the shard, so an abandoned one leaves nothing. */
    private final List<EpisodeFilm> films = new ArrayList<>();

    private final ShardDirectory.Output lines;
    private @Nullable EpisodeFilm film;
    private long episodes;
    private long stepsOfEpisode;
    private @Nullable EpisodeClock clock;
    private @Nullable DisclosedRow pending;
    private long pendingFrame;
    private long pendingEnd;

    LeRobotWriter(ShardDirectory directory, ShardName name, Schema schema, ExportOptions options) throws IOException {
        this.schema = schema.disclosed();
        this.table = StepTable.schema(this.schema);
        if (this.schema.find("trajectory_id").isEmpty()
                && this.schema.find("step").isEmpty()) {
            throw new IllegalArgumentException(
                    "Cannot cut episodes: trajectory_id and step are both withheld (disclose one of them)");
        }
        this.name = name;
        this.place = Place.of(name.split(), name.ordinal());
        this.directory = directory;
        this.options = options;
        this.steps = HfParquetFormat.table(directory, place.steps(), name.split(), table);
        this.lines = directory.create(place.episodes());
    }

    @Override
    public void write(DisclosedRow row) throws IOException {
        if (!row.schema().equals(schema)) {
            throw new IllegalArgumentException("Cannot write a row of another schema into " + place.steps());
        }
        EpisodeClock running = clock;
        if (running == null || !sameEpisode(row)) {
            endEpisode();
            running = new EpisodeClock(options.fps(), StepTable.number(row, "t_start_us", 0));
            clock = running;
            if (StepTable.hasVideo(table)) {
                film = new EpisodeFilm(directory, place.video(episodes), options);
                films.add(film);
            }
        }
        long frame = running.begin(StepTable.number(row, "t_start_us", 0));
        settle(frame, row.value(StepTable.IMAGE).isPresent());
        if (film != null && row.image(StepTable.IMAGE).isPresent()) {
            film.show(row.image(StepTable.IMAGE).get());
        }
        pending = row;
        pendingFrame = frame;
        pendingEnd = running.end(StepTable.number(row, "t_end_us", 0));
        stepsOfEpisode++;
    }

    private boolean sameEpisode(DisclosedRow row) {
        DisclosedRow before = pending;
        if (before == null) {
            return false;
        }
        return schema.find("trajectory_id").isPresent()
                ? Objects.equals(before.value("trajectory_id"), row.value("trajectory_id"))
                : StepTable.number(row, "step", 0) > StepTable.number(before, "step", 0);
    }

    /** Ends the waiting step, now that the next one's frame is known and whether it brings a picture of its own. */
    private void settle(long nextFrame, boolean nextPicture) throws IOException {
        DisclosedRow before = pending;
        if (before == null) {
            return;
        }
        Optional<Long> after = Optional.empty();
        if (film != null) {
            if (before.image(StepTable.AFTER_IMAGE).isPresent() && (pendingEnd < nextFrame || !nextPicture)) {
                long from = Math.min(pendingEnd, nextFrame);
                film.holdUntil(from);
                film.show(before.image(StepTable.AFTER_IMAGE).get());
                after = Optional.of(from);
            }
            film.holdUntil(nextFrame);
        }
        put(before, after);
    }

    private void put(DisclosedRow step, Optional<Long> after) throws IOException {
        boolean image = step.value(StepTable.IMAGE).isPresent();
        steps.write(StepTable.row(table, step, episodes, pendingFrame, image, after));
        pending = null;
    }

    private void endEpisode() throws IOException {
        DisclosedRow last = pending;
        if (last == null) {
            return;
        }
        // The screen after the last step is an episode's last frame, where there is one.
        boolean shown = film != null && last.image(StepTable.AFTER_IMAGE).isPresent();
        long length = shown ? pendingEnd + 1 : pendingFrame + 1;
        if (film != null) {
            if (shown) {
                film.holdUntil(pendingEnd);
                film.show(last.image(StepTable.AFTER_IMAGE).orElseThrow());
            }
            film.holdUntil(length);
            film.end();
        }
        put(last, shown ? Optional.of(pendingEnd) : Optional.empty());
        lines.write(
                new Episode(length, stepsOfEpisode, Optional.ofNullable(film).map(EpisodeFilm::levels)).line());
        episodes++;
        stepsOfEpisode = 0;
        clock = null;
    }

    @Override
    public List<ShardInfo> finish() throws IOException {
        endEpisode();
        List<ShardInfo> files = new ArrayList<>(steps.finish());
        for (EpisodeFilm each : films) {
            files.add(each.commit(name.split()));
        }
        ShardDirectory.Committed done = lines.commit();
        files.add(
                new ShardInfo(place.episodes(), Optional.of(name.split().label()), done.bytes(), done.sha256(), 0, 0));
        return files;
    }

    @Override
    public void close() throws IOException {
        try {
            steps.close();
        } finally {
            try {
                lines.close();
            } finally {
                for (EpisodeFilm each : films) {
                    each.close();
                }
            }
        }
    }
}
