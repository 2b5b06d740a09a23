package dev.scrim.jobs.review.frames;

import dev.scrim.datasets.media.FrameCodec;
import dev.scrim.datasets.media.Png;
import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.store.StageName;
import dev.scrim.jobs.canary.PlantedText;
import dev.scrim.jobs.review.index.IndexFolder;
import dev.scrim.jobs.review.index.IndexedFrame;
import dev.scrim.jobs.review.index.IndexedTrajectory;
import dev.scrim.jobs.review.index.ReviewIndex;
import dev.scrim.jobs.review.index.TrajectoryFile;
import dev.scrim.jobs.rows.FrameBlob;
import dev.scrim.jobs.stage.FinishedMedia;
import dev.scrim.jobs.stage.MediaFolder;
import dev.scrim.jobs.stage.StageNames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;

/**
 * Opens what the index names. Everything is decrypted when it is asked for and lives in memory only; what was opened lately
 * stays there for the next request. Where a frame is planted, reviewers see it with the plant wherever they meet it: in its
 * queue, in a strip, in its trajectory. Thread-safe.
 */
public final class FrameDesk implements AutoCloseable {
    private static final int FILES = 64;
    private static final int PLANTS = 48;
    private static final int THUMBS = 2_000;
    private static final int SEED_DIGITS = 15;

    private final ReviewIndex index;
    private final IndexFolder folder;
    private final MediaFolder redacted;
    private final MediaFolder verified;
    private final MediaFolder recorded;
    private final IntPredicate planted;
    private final String seed;
    private final SealedPictures pictures = new SealedPictures();
    private final Lru<Integer, TrajectoryFile> files = new Lru<>(FILES, f -> {});
    private final Lru<Integer, Plant> plants = new Lru<>(PLANTS, p -> {});
    private final Lru<String, byte[]> thumbs = new Lru<>(THUMBS, t -> {});
    private final Map<String, Integer> byId = new ConcurrentHashMap<>();

    /** A planted frame: its coded picture, where the text is, and the mask that it stands in for. */
    private record Plant(ByteBuffer png, Box text, int uncovered) {}

    /**
     * What may be seen of one frame.
     *
     * @param step index of the step that was done at it, into the trace's steps
     */
    public record View(
            IndexedFrame frame,
            TrajectoryFile file,
            List<TrajectoryFile.Mask> masks,
            List<Box> readable,
            Optional<Integer> step) {}

    /**
     * Of one build.
     *
     * @param planted which frames have something drawn into them
     * @param seed what is drawn
     */
    public FrameDesk(ReviewIndex index, IndexFolder folder, FinishedMedia media, IntPredicate planted, String seed) {
        this.index = index;
        this.folder = folder;
        this.redacted = media.of(StageNames.REDACTED);
        this.verified = media.of(StageNames.VERIFIED);
        this.recorded = media.of(StageNames.READINGS);
        this.planted = planted;
        this.seed = seed;
        for (int i = 0; i < index.frames().size(); i++) {
            byId.put(index.frames().get(i).id(), i);
        }
    }

    /** The place in the index of a frame's id. */
    public Optional<Integer> find(String frameId) {
        return Optional.ofNullable(byId.get(frameId));
    }

    /** All of a trajectory but its pictures. */
    public TrajectoryFile file(int trajectory) throws IOException {
        Optional<TrajectoryFile> known = files.get(trajectory);
        return known.isPresent()
                ? known.get()
                : files.put(trajectory, folder.trajectory(index.trajectories().get(trajectory)));
    }

    /**
     * What of a frame is not its picture.
     *
     * @param asReviewer whether plants are to be believed
     */
    public View view(int frame, boolean asReviewer) throws IOException {
        IndexedFrame indexed = index.frames().get(frame);
        TrajectoryFile file = file(indexed.trajectory());
        TrajectoryFile.Frame detail = file.frames().get(indexed.place());
        List<TrajectoryFile.Mask> masks = new ArrayList<>(detail.masks());
        List<Box> readable = new ArrayList<>(detail.readable());
        if (asReviewer && planted.test(frame)) {
            Plant plant = plant(frame);
            masks.remove(plant.uncovered());
            readable.add(plant.text());
            readable.sort(java.util.Comparator.comparingInt(Box::y).thenComparingInt(Box::x));
        }
        Optional<Integer> step = Optional.empty();
        for (int i = 0; i < file.trace().path("steps").size() && step.isEmpty(); i++) {
            if (file.trace().path("steps").path(i).path("before").asInt(-1) == indexed.place()) {
                step = Optional.of(i);
            }
        }
        return new View(indexed, file, List.copyOf(masks), List.copyOf(readable), step);
    }

    /** The redacted picture as PNG. */
    public byte[] png(int frame, boolean asReviewer) throws IOException {
        // Read even where a plant takes its place, so that both take the same time.
        byte[] own = stored(frame);
        return asReviewer && planted.test(frame) ? plant(frame).png().array() : own;
    }

    /** The same, small, as JPEG. */
    public byte[] thumb(int frame, boolean asReviewer) throws IOException {
        String key = frame + (asReviewer ? "r" : "o");
        Optional<byte[]> known = thumbs.get(key);
        return known.isPresent() ? known.get() : thumbs.put(key, Thumbnail.of(Png.decode(png(frame, asReviewer))));
    }

    /** As it was before redaction, as PNG; for who broke the glass. */
    public byte[] original(int frame) throws IOException {
        IndexedFrame indexed = index.frames().get(frame);
        IndexedTrajectory trajectory = index.trajectoryOf(indexed);
        FrameBlob kept = file(indexed.trajectory())
                .frames()
                .get(indexed.place())
                .kept()
                .orElseThrow(() -> new IOException("Cannot find a kept frame that was redacted"));
        return Png.encode(
                FrameCodec.decode(pictures.read(recorded, StageNames.READINGS.value(), trajectory.subject(), kept)));
    }

    /** Draws a planted frame before it is asked for, so that asking takes no longer than for any other. */
    public void prepare(int frame) throws IOException {
        if (planted.test(frame)) {
            plant(frame);
        }
    }

    private byte[] stored(int frame) throws IOException {
        IndexedFrame indexed = index.frames().get(frame);
        IndexedTrajectory trajectory = index.trajectoryOf(indexed);
        TrajectoryFile.Frame detail = file(indexed.trajectory()).frames().get(indexed.place());
        StageName stage = detail.repaired() ? StageNames.VERIFIED : StageNames.REDACTED;
        return pictures.read(
                detail.repaired() ? verified : redacted, stage.value(), trajectory.subject(), detail.blob());
    }

    private Plant plant(int frame) throws IOException {
        Optional<Plant> known = plants.get(frame);
        if (known.isPresent()) {
            return known.get();
        }
        IndexedFrame indexed = index.frames().get(frame);
        List<TrajectoryFile.Mask> masks =
                file(indexed.trajectory()).frames().get(indexed.place()).masks();
        Pixels page = Png.decode(stored(frame));
        long number = Long.parseLong(
                dev.scrim.datasets.store.Digests.fields("scrim-review-plant/1")
                        .add(seed)
                        .add(indexed.id())
                        .hex()
                        .substring(0, SEED_DIGITS),
                16);
        PlantedText drawn = PlantedText.draw(
                page,
                masks.stream().map(TrajectoryFile.Mask::box).toList(),
                masks.stream().map(m -> category(m.category())).toList(),
                number);
        return plants.put(frame, new Plant(ByteBuffer.wrap(Png.encode(drawn.page())), drawn.text(), drawn.uncovered()));
    }

    private static Category category(String label) {
        return Arrays.stream(Category.values())
                .filter(c -> c.label().equals(label))
                .findFirst()
                .orElse(Category.UNREADABLE);
    }

    @Override
    public void close() {
        pictures.close();
    }
}
