package dev.scrim.datasets.shards.lerobot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrim.datasets.media.VideoDecoder;
import dev.scrim.datasets.media.VideoIndex;
import dev.scrim.datasets.media.VideoResult;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardFormat.Contents;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardReader;
import dev.scrim.datasets.shards.StepSchema;
import dev.scrim.datasets.shards.hfparquet.ChannelInputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;

/** Reads a file of the format to its end and compares it with those beside it, as far as they can be read. */
final class LeRobotChecks {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ShardDirectory directory;
    private final Consumer<String> problems;

    LeRobotChecks(ShardDirectory directory, Consumer<String> problems) {
        this.directory = directory;
        this.problems = problems;
    }

    Contents check(ShardInfo file) throws IOException {
        String path = file.file();
        Optional<Place> place = Place.ofSteps(path);
        if (place.isPresent()) {
            return steps(file, place.get());
        }
        if (path.contains("/videos/")) {
            return video(path);
        }
        if (path.contains("/steps/")) {
            lengths(path);
        } else if (path.contains("/data/")) {
            frames(path);
        } else if (path.endsWith(".parquet")) {
            rows(path, row -> {});
        } else if (path.endsWith("/meta/info.json")) {
            info(path);
        } else if (path.endsWith(".json")) {
            json(path);
        }
        return new Contents(0, 0);
    }

    private Contents steps(ShardInfo file, Place place) throws IOException {
        Optional<List<Long>> lengths = beside(place.episodes());
        long samples = 0;
        long episode = -1;
        long before = -1;
        Set<String> ids = new HashSet<>();
        try (ShardReader reader = StepTable.open(directory, file.file())) {
            for (Optional<DisclosedRow> row = reader.next(); row.isPresent(); row = reader.next()) {
                long at = samples++;
                DisclosedRow step = row.get();
                if (step.string("sample_id").filter(id -> !ids.add(id)).isPresent()) {
                    problems.accept("row " + at + " repeats a sample id");
                }
                if (step.string("split")
                        .filter(s -> !file.split().equals(Optional.of(s))
                                || !s.equals(place.split().label()))
                        .isPresent()) {
                    problems.accept("row " + at + " is of another split");
                }
                if (!StepSchema.rated(
                        step.number(StepSchema.SENSITIVITY).map(Number::intValue),
                        step.number(StepSchema.TRAJECTORY_SENSITIVITY).map(Number::intValue))) {
                    problems.accept("row " + at + " has a sensitivity that cannot be");
                }
                long own = StepTable.number(step, StepTable.EPISODE, -1);
                long frame = StepTable.number(step, StepTable.FRAME, -1);
                if (own != episode && own != episode + 1) {
                    problems.accept("row " + at + " leaves out an episode");
                }
                if (frame < 0 || (own == episode && frame <= before) || isBeyond(lengths, own, step)) {
                    problems.accept("row " + at + " stands in a frame that cannot be its");
                }
                episode = own;
                before = frame;
            }
        }
        long episodes = episode + 1;
        if (lengths.filter(l -> l.size() != episodes).isPresent()) {
            problems.accept("it holds " + episodes + " episodes, and there are lines of "
                    + lengths.get().size());
        }
        return new Contents(samples, 0);
    }

    private static boolean isBeyond(Optional<List<Long>> lengths, long episode, DisclosedRow step) {
        long last = Math.max(
                StepTable.number(step, StepTable.FRAME, 0),
                Math.max(
                        StepTable.number(step, StepTable.IMAGE_FRAME, 0),
                        StepTable.number(step, StepTable.AFTER_FRAME, 0)));
        return lengths.filter(l -> episode < 0 || episode >= l.size() || last >= l.get((int) episode))
                .isPresent();
    }

    /** Decodes every frame. */
    private Contents video(String path) throws IOException {
        long decoded = 0;
        try (SeekableByteChannel channel = directory.open(path)) {
            if (!(VideoIndex.scan(channel) instanceof VideoResult.Opened<VideoIndex> scanned)
                    || !(VideoDecoder.open(channel, scanned.value(), 1)
                            instanceof VideoResult.Opened<VideoDecoder> opened)) {
                problems.accept("it does not open as a video");
                return new Contents(0, 0);
            }
            VideoIndex index = scanned.value();
            int last = index.frames() - 1;
            for (int i = 1; i < last; i++) {
                if (Math.abs(index.ptsUs(i) - Math.round((double) index.ptsUs(last) * i / last)) > 1) {
                    problems.accept("frame " + i + " does not stand at its time");
                    break;
                }
            }
            try (VideoDecoder decoder = opened.value()) {
                while (decoder.advance()) {
                    decoded++;
                }
                if (decoder.truncated()) {
                    problems.accept("it is damaged after " + decoded + " frames");
                }
            }
        }
        long shown = decoded;
        Place.ofVideo(path)
                .flatMap(v -> beside(v.getKey().episodes())
                        .filter(l -> v.getValue() >= l.size() || l.get(v.getValue()) != shown))
                .ifPresent(l -> problems.accept("it has " + shown + " frames, its episode others"));
        return new Contents(0, decoded);
    }

    /** Frames must be numbered without a gap, and each episode as long as its line says. */
    private void frames(String path) throws IOException {
        List<Long> found = new ArrayList<>();
        long[] state = {-1, -1, -1};
        rows(path, row -> {
            long episode = row.getLong("episode_index", 0);
            long frame = row.getLong("frame_index", 0);
            long index = row.getLong("index", 0);
            boolean next = episode == state[0] && frame == state[1] + 1;
            boolean first = frame == 0 && (state[0] < 0 || episode == state[0] + 1);
            if ((!next && !first) || (state[2] >= 0 && index != state[2] + 1)) {
                problems.accept("frame " + index + " is not numbered after the one before it");
            }
            if (first) {
                found.add(0L);
            }
            if (!found.isEmpty()) {
                found.set(found.size() - 1, frame + 1);
            }
            state[0] = episode;
            state[1] = frame;
            state[2] = index;
        });
        Optional<Place> place = Place.ofSteps(path.replace("/data/", "/steps/"));
        if (place.flatMap(p -> beside(p.episodes()))
                .filter(l -> !l.equals(found))
                .isPresent()) {
            problems.accept("its episodes are not as long as their lines say");
        }
    }

    private void info(String path) throws IOException {
        JsonNode info = json(path);
        String split = path.substring(0, path.indexOf('/'));
        long episodes = 0;
        long frames = 0;
        for (String each : directory.list()) {
            if (each.startsWith(split + "/steps/") && each.endsWith(".jsonl")) {
                Optional<List<Long>> lengths = beside(each);
                if (lengths.isEmpty()) {
                    return;
                }
                episodes += lengths.get().size();
                frames += lengths.get().stream().mapToLong(Long::longValue).sum();
            }
        }
        if (info.path("total_episodes").asLong(-1) != episodes
                || info.path("total_frames").asLong(-1) != frames) {
            problems.accept("its totals are not those of the shards");
        }
    }

    private JsonNode json(String path) throws IOException {
        try (InputStream in = Channels.newInputStream(directory.open(path))) {
            return JSON.readTree(in);
        }
    }

    private List<Long> lengths(String path) throws IOException {
        List<Long> lengths = new ArrayList<>();
        try (EpisodeLines lines = new EpisodeLines(directory, path)) {
            for (Optional<EpisodeLines.Episode> e = lines.next(); e.isPresent(); e = lines.next()) {
                lengths.add(e.get().frames());
            }
        }
        return lengths;
    }

    /** What another file says; empty where it cannot be read, which is found under its own name. */
    private Optional<List<Long>> beside(String path) {
        try {
            return Optional.of(lengths(path));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private void rows(String path, Consumer<Group> each) throws IOException {
        InputFile input = new ChannelInputFile(directory, path);
        try (ParquetReader<Group> reader =
                new Builder(input).usePageChecksumVerification().build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                each.accept(row);
            }
        }
    }

    private static final class Builder extends ParquetReader.Builder<Group> {
        Builder(InputFile input) {
            super(input, new PlainParquetConfiguration());
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }
}
