package dev.scrim.datasets.shards;

import dev.scrim.datasets.media.Picture;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.model.Sensitivity;
import dev.scrim.datasets.model.StepRating;
import dev.scrim.datasets.model.TimeSpan;
import dev.scrim.datasets.model.Viewport;
import dev.scrim.datasets.schema.CategoryCounts;
import dev.scrim.datasets.shards.erase.ErasedPapers;
import dev.scrim.datasets.split.Split;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An export of several people in several shards. Every text of a person begins with a word of theirs, every picture has
 * their colour: what is left of them is plain to see.
 */
final class PeoplesExport {
    static final int STEPS = 5;
    static final int WIDTH = 64;
    static final int HEIGHT = 48;

    /** Whose the trajectories are, shard by shard; person 0 is in three of the six, and shard 3 is theirs alone. */
    private static final int[][] TRAIN = {{1, 2}, {0, 3, 0}, {4, 1}, {0, 0}, {2, 2, 4}, {3, 0}};

    private static final int[][] VALIDATION = {{5, 5}};
    private static final int[] BGR = {0xd020c0, 0x20c020, 0xc04010, 0x30b0a0, 0x108050, 0x606060};

    private final ShardFormat.Steps format;
    private final ExportOptions options;
    private final Map<String, Set<String>> filesByShard = new TreeMap<>();
    private final Map<Integer, Set<String>> words = new TreeMap<>();
    private final List<byte[]> pictures = new ArrayList<>();

    PeoplesExport(ShardFormat.Steps format, ExportOptions options) {
        this.format = format;
        this.options = options;
    }

    static boolean isOf(int person, String name) {
        return name.startsWith(word(person));
    }

    private static String word(int person) {
        return "person%dword".formatted(person);
    }

    /** Writes it as the stage does: shards, indexes, papers, manifest. */
    ExportManifest write(ShardDirectory directory) throws IOException {
        List<ShardInfo> files = new ArrayList<>();
        shards(directory, Split.TRAIN, TRAIN, files);
        shards(directory, Split.VALIDATION, VALIDATION, files);
        files.addAll(format.index(directory, List.copyOf(files), options));
        return finish(directory, format.id(), files);
    }

    /** Papers and manifest; figures that nobody could have counted. */
    static ExportManifest finish(ShardDirectory directory, String format, List<ShardInfo> files) throws IOException {
        TreeMap<String, Long> counts = new TreeMap<>(Map.of("trajectories", 99L, "repeats.steps", 7L));
        for (Sensitivity s : Sensitivity.values()) {
            counts.put(DatasetCard.ratedSteps(s), 99L);
            counts.put(DatasetCard.ratedTrajectories(s), 99L);
        }
        files.add(paper(directory, ErasedPapers.PRIVACY, "{\"build_id\": \"build-1\", \"erasures\": []}"));
        files.add(paper(directory, "statistics.json", "{}"));
        ExportManifest manifest = new ExportManifest(
                format,
                "build-1",
                "ab".repeat(32),
                true,
                files,
                counts,
                Samples.sample(Split.TRAIN, 1).redactions());
        DatasetCard.Title title = new DatasetCard.Title("Demo", "unknown");
        manifest = manifest.plus(DatasetCard.write(directory, title, manifest, StepSchema.STEP));
        manifest = manifest.plus(
                Croissant.write(directory, title, manifest, StepSchema.STEP, Map.of("dataBiases", List.of("none"))));
        ExportManifestJson.write(directory, manifest);
        return manifest;
    }

    private static ShardInfo paper(ShardDirectory directory, String file, String text) throws IOException {
        try (ShardDirectory.Output out = directory.create(file)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            ShardDirectory.Committed done = out.commit();
            return new ShardInfo(file, Optional.empty(), done.bytes(), done.sha256(), 0, 0);
        }
    }

    private void shards(ShardDirectory directory, Split split, int[][] people, List<ShardInfo> files)
            throws IOException {
        int trajectory = 0;
        for (int i = 0; i < people.length; i++) {
            ShardName name = new ShardName(split, i, people.length);
            try (ShardWriter writer = format.write(directory, name, StepSchema.STEP, options)) {
                for (int person : people[i]) {
                    for (int step = 0; step < STEPS; step++) {
                        writer.write(StepSchema.disclose(sample(split, person, trajectory, step), StepSchema.STEP));
                    }
                    trajectory++;
                }
                List<ShardInfo> written = writer.finish();
                files.addAll(written);
                Set<String> own = new TreeSet<>();
                written.forEach(f -> own.add(f.file()));
                filesByShard.put(split.label() + i, own);
            }
        }
    }

    private ShardSample sample(Split split, int person, int trajectory, int step) {
        ShardSample base = Samples.sample(split, step);
        String mark = "%s-%s-%02d".formatted(word(person), split.label(), trajectory);
        EncodedImage image = picture(person, trajectory, step);
        words.computeIfAbsent(person, p -> new TreeSet<>())
                .addAll(List.of(mark + "-" + step, image.sha256(), word(person)));
        if (person == 0) {
            byte[] bytes = new byte[image.bytes().remaining()];
            image.bytes().get(bytes);
            pictures.add(bytes);
        }
        return ShardSample.inPixels(
                mark + "-" + step,
                mark,
                split,
                step,
                Optional.of(mark + " task"),
                base.app(),
                Optional.of(mark + " title " + step),
                Optional.of("https://example.org/" + mark),
                new Viewport(WIDTH, HEIGHT, 1),
                base.action().at(new TimeSpan(step * 500_000L, step * 500_000L + 50_000)),
                Optional.of(image),
                Optional.empty(),
                base.redactions(),
                new StepRating(Sensitivity.of(1 + step % 3), Sensitivity.of(3 + trajectory % 2)),
                Optional.empty());
    }

    /** The person's colour over a strip of noise, which is the picture's own. */
    private EncodedImage picture(int person, int trajectory, int step) {
        Random noise = new Random(person * 10_000L + trajectory * 100L + step);
        byte[] bgr = new byte[WIDTH * HEIGHT * 3];
        for (int i = 0; i < bgr.length; i++) {
            bgr[i] = (byte) (i < WIDTH * 8 * 3 ? noise.nextInt(256) : BGR[person] >> (8 * (2 - i % 3)));
        }
        return EncodedImage.of(
                Picture.encode(Pixels.adopt(WIDTH, HEIGHT, bgr), WIDTH, HEIGHT, options.codec(), options.quality()));
    }

    /** Whether a good part of a picture has that person's colour. */
    static boolean shows(int person, Pixels picture) {
        byte[] bgr = picture.toBgr();
        int alike = 0;
        for (int i = 0; i + 2 < bgr.length; i += 3) {
            boolean near = true;
            for (int c = 0; c < 3; c++) {
                near &= Math.abs((bgr[i + c] & 255) - (BGR[person] >> (8 * (2 - c)) & 255)) < 40;
            }
            alike += near ? 1 : 0;
        }
        return alike > bgr.length / 3 / 20;
    }

    /** Files that each shard's writer gave back, by split and ordinal. */
    Map<String, Set<String>> filesByShard() {
        return filesByShard;
    }

    /** Shards with something of person 0. */
    static Set<String> holding() {
        return Set.of("train1", "train3", "train5");
    }

    /** Names of samples, hashes of pictures, and the word that all their texts have. */
    Set<String> words(int person) {
        return words.getOrDefault(person, Set.of());
    }

    /** Encoded pictures of person 0. */
    List<byte[]> pictures() {
        return pictures;
    }

    /** Sums over the samples of everybody but person 0. */
    static CategoryCounts redactionsOfOthers() {
        CategoryCounts sum = CategoryCounts.NONE;
        for (int[][] split : List.of(TRAIN, VALIDATION)) {
            for (int[] shard : split) {
                for (int person : shard) {
                    for (int step = 0; person != 0 && step < STEPS; step++) {
                        sum = sum.plus(Samples.sample(Split.TRAIN, step).redactions());
                    }
                }
            }
        }
        return sum;
    }
}
