package dev.scrim.datasets.shards.lerobot;

import dev.scrim.datasets.split.Split;
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

    static Place of(Split split, int ordinal) {
        return new Place(split, ordinal / CHUNK_FILES, ordinal % CHUNK_FILES);
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

    String video() {
        return numbered("videos/" + VIDEO_KEY, ".mp4");
    }

    String data() {
        return numbered("data", ".parquet");
    }

    private String numbered(String folder, String extension) {
        return "%s/%s/chunk-%03d/file-%03d%s".formatted(split.label(), folder, chunk, file, extension);
    }
}
