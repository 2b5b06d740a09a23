package dev.scrim.datasets.shards.lerobot;

import dev.scrim.datasets.split.Split;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a shard's files lie. Each split is a dataset of its own, in a folder of its name: LeRobot's reader loads all of a
 * folder and looks at no split. Video and steps are the shard's; the rest is made of them at the end.
 *
 * @param chunk folders of a thousand files, as LeRobot numbers them
 */
record Place(Split split, int chunk, int file) {
    /** Files of a chunk, {@code chunks_size}; LeRobot's default. */
    static final int CHUNK_FILES = 1000;

    /** Name of the one video of a dataset. */
    static final String VIDEO_KEY = "observation.images.screen";

    private static final Pattern STEPS =
            Pattern.compile("(train|validation|test)/steps/chunk-(\\d{3,})/file-(\\d{3})\\.parquet");

    private static final Pattern VIDEO = Pattern.compile(
            "(train|validation|test)/videos/" + Pattern.quote(VIDEO_KEY) + "/chunk-(\\d{3,6})/file-(\\d{3,9})\\.mp4");

    static Place of(Split split, int ordinal) {
        return new Place(split, ordinal / CHUNK_FILES, ordinal % CHUNK_FILES);
    }

    /** The place and the episode whose video lies at {@code path}. */
    static Optional<Map.Entry<Place, Integer>> ofVideo(String path) {
        Matcher m = VIDEO.matcher(path);
        return m.matches()
                ? Optional.of(
                        Map.entry(of(Split.of(m.group(1)), Integer.parseInt(m.group(2))), Integer.parseInt(m.group(3))))
                : Optional.empty();
    }

    /** The place whose steps lie at {@code path}. */
    static Optional<Place> ofSteps(String path) {
        Matcher m = STEPS.matcher(path);
        return m.matches()
                ? Optional.of(
                        new Place(Split.of(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3))))
                : Optional.empty();
    }

    /** The rows of all steps as every format has them, without pictures. */
    String steps() {
        return numbered("steps", ".parquet");
    }

    /** What is known of each episode before it has a number. */
    String episodes() {
        return numbered("steps", ".jsonl");
    }

    /**
     * The video of the shard's episode of that number. Each has a file, though LeRobot can join them: its readers add
     * the episode's start and a frame's time as floats of 32 bits, and beyond some minutes into a file those miss its
     * frames by more than the tolerance of 1e-4 s (at 10 frames a second 3 % of frames after 15 minutes). An episode that
     * starts its file is found exactly, however long it is.
     */
    String video(long episode) {
        return "%s/videos/%s/chunk-%03d/file-%03d.mp4".formatted(split.label(), VIDEO_KEY, ordinal(), episode);
    }

    /** The shard's number: the videos' {@code chunk_index}. */
    int ordinal() {
        return chunk * CHUNK_FILES + file;
    }

    String data() {
        return numbered("data", ".parquet");
    }

    private String numbered(String folder, String extension) {
        return "%s/%s/chunk-%03d/file-%03d%s".formatted(split.label(), folder, chunk, file, extension);
    }
}
