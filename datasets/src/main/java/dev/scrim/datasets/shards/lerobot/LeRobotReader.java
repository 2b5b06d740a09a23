package dev.scrim.datasets.shards.lerobot;

import dev.scrim.datasets.media.Png;
import dev.scrim.datasets.media.VideoDecoder;
import dev.scrim.datasets.media.VideoIndex;
import dev.scrim.datasets.media.VideoResult;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.schema.ImageValue;
import dev.scrim.datasets.schema.Schema;
import dev.scrim.datasets.shards.Coordinates;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardReader;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Steps with their pictures decoded out of the video, as PNG and without the black around them. The pictures are what the
 * video shows: {@code image_sha256} and the sizes are those of the pictures that went into it. Holds one frame.
 */
final class LeRobotReader implements ShardReader {
    private final ShardReader steps;
    private final EpisodeLines lines;
    private final Schema schema;
    private final ShardDirectory directory;
    private final Place place;
    private @Nullable SeekableByteChannel channel;
    private @Nullable VideoDecoder video;
    private long episode = -1;
    private long length;

    LeRobotReader(ShardDirectory directory, Place place) throws IOException {
        this.steps = StepTable.open(directory, place.steps());
        this.lines = new EpisodeLines(directory, place.episodes());
        this.schema = StepTable.steps(steps.schema());
        this.directory = directory;
        this.place = place;
    }

    private static VideoDecoder open(SeekableByteChannel channel) throws IOException {
        VideoResult<VideoIndex> index = VideoIndex.scan(channel);
        if (index instanceof VideoResult.Opened<VideoIndex> scanned
                && VideoDecoder.open(channel, scanned.value(), 1) instanceof VideoResult.Opened<VideoDecoder> decoder) {
            return decoder.value();
        }
        throw new IOException("Cannot read a shard's pictures: its video does not open");
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Optional<DisclosedRow> next() throws IOException {
        Optional<DisclosedRow> step = steps.next();
        if (step.isEmpty()) {
            return Optional.empty();
        }
        DisclosedRow row = step.get();
        enter(StepTable.number(row, StepTable.EPISODE, -1));
        Map<String, Object> values = new LinkedHashMap<>();
        row.values().forEach((name, value) -> {
            if (schema.find(name).isPresent()) {
                values.put(name, value);
            }
        });
        picture(row, StepTable.IMAGE, StepTable.IMAGE_FRAME, "", values);
        picture(row, StepTable.AFTER_IMAGE, StepTable.AFTER_FRAME, "-after", values);
        return Optional.of(new DisclosedRow(schema, values));
    }

    @Override
    public long position() {
        return steps.position();
    }

    /** No picture is decoded for a row that is not wanted, but those of its episode that lead to the next wanted one. */
    @Override
    public void skip(long rows) throws IOException {
        steps.skip(rows);
    }

    private void enter(long wanted) throws IOException {
        while (episode < wanted) {
            length = lines.next()
                    .orElseThrow(() -> new IOException("Cannot read a shard: an episode has no line"))
                    .frames();
            episode++;
            closeVideo();
        }
        if (video == null && StepTable.hasVideo(steps.schema())) {
            SeekableByteChannel opened = directory.open(place.video(wanted));
            channel = opened;
            video = open(opened);
        }
    }

    private void picture(DisclosedRow row, String field, String frameField, String suffix, Map<String, Object> values)
            throws IOException {
        long frame = StepTable.number(row, frameField, -1);
        if (frame < 0) {
            return;
        }
        VideoDecoder decoder = video;
        if (decoder == null || frame >= length) {
            throw new IOException("Cannot read a step's picture: the video has no such frame");
        }
        int target = (int) frame;
        if (target >= decoder.videoIndex().frames() || !decoder.skipTo(target)) {
            throw new IOException("Cannot read a step's picture: the video ends before it");
        }
        Pixels shown = decoder.pixels();
        int width = (int) StepTable.number(row, field + "_width", 0);
        int height = (int) StepTable.number(row, field + "_height", 0);
        if (width > 0 && height > 0) {
            Box place = new Canvas(shown.width(), shown.height(), Coordinates.PIXELS).place(width, height);
            shown = shown.crop(place);
        }
        Optional<String> path = row.string("sample_id").map(id -> id + suffix + ".png");
        values.put(field, ImageValue.adopt(Png.encode(shown), path));
    }

    @Override
    public void close() throws IOException {
        try {
            steps.close();
            lines.close();
        } finally {
            closeVideo();
        }
    }

    private void closeVideo() throws IOException {
        if (video != null) {
            video.close();
            video = null;
        }
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
