package dev.scrim.datasets.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.media.ImageCodec;
import dev.scrim.datasets.media.Picture;
import dev.scrim.datasets.media.VideoDecoder;
import dev.scrim.datasets.media.VideoResult;
import dev.scrim.datasets.scan.SecretScan;
import dev.scrim.datasets.schema.ImageValue;
import dev.scrim.datasets.shards.erase.ErasedPapers;
import dev.scrim.datasets.shards.erase.ErasureNote;
import dev.scrim.datasets.shards.erase.ExportErasure;
import dev.scrim.datasets.split.Split;
import dev.scrim.datasets.store.Digests;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One person of several is taken out of an export of several shards, in every format that has shards. */
class ShardErasureTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final int WINDOW = 24;

    @TempDir
    Path temp;

    static List<String> formats() {
        ShardFormats all = ShardFormats.load();
        return all.ids().stream()
                .filter(id -> all.get(id) instanceof ShardFormat.Steps)
                .toList();
    }

    private static boolean theirs(String name) {
        return PeoplesExport.isOf(0, name);
    }

    private static ExportOptions options(String format, ImageCodec codec) {
        Coordinates unit =
                codec == ImageCodec.PNG || format.startsWith("chat-") ? Coordinates.PIXELS : Coordinates.UNIT;
        return new ExportOptions(codec, 90, format.equals("lerobot") ? 64 : 0, unit, "", 10);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void onlyTheirShardsChangeAndNothingOfTheirsIsLeft(String id) throws IOException {
        for (ImageCodec codec : List.of(ImageCodec.PNG, ImageCodec.JPEG)) {
            eraseAndLook(id, options(id, codec));
        }
    }

    private void eraseAndLook(String id, ExportOptions options) throws IOException {
        ShardFormat.Steps format = ShardFormats.load().steps(id);
        PeoplesExport people = new PeoplesExport(format, options);
        Path folder = temp.resolve(id + options.codec()).resolve(id);
        people.write(new LocalShardDirectory(folder));
        assertGood(folder);
        Map<String, String> before = hashes(folder);
        List<DisclosedRow> rows = rows(format, folder);
        // Whoever looks for them in what is there now finds them: this look can fail.
        assertThat(found(folder, people.words(0))).as("%s is sought", id).isPositive();
        assertThat(shown(format, folder)).as("%s shows them", id).isTrue();
        long picturesBefore = pictures(folder, people.pictures());
        assertThat(picturesBefore > 0).as("%s has their bytes", id).isEqualTo(!packed(id));

        ErasureNote note = erase(folder);

        assertGood(folder);
        Map<String, String> after = hashes(folder);
        Set<String> touched = new TreeSet<>();
        people.filesByShard()
                .forEach((shard, files) -> files.forEach(file -> {
                    if (!PeoplesExport.holding().contains(shard)) {
                        assertThat(after).as("%s of shard %s", file, shard).containsEntry(file, before.get(file));
                    } else if (!before.get(file).equals(after.get(file))) {
                        touched.add(shard);
                    }
                }));
        assertThat(touched).isEqualTo(PeoplesExport.holding());
        assertThat(people.filesByShard().get("train3")).doesNotContainAnyElementsOf(after.keySet());
        assertThat(note.samples()).isEqualTo(5L * PeoplesExport.STEPS);
        assertThat(note.reencoded())
                .isEqualTo(id.equals("lerobot") ? PeoplesExport.holding().size() : 0);
        assertThat(note.version()).isEqualTo(2);

        assertThat(found(folder, people.words(0))).as(id).isZero();
        assertThat(shown(format, folder)).as("%s shows them still", id).isFalse();
        assertThat(pictures(folder, people.pictures())).as(id).isZero();
        for (int person = 1; person <= 5; person++) {
            int other = person;
            assertThat(found(folder, Set.of("person%dword".formatted(other))))
                    .as("%s, person %d", id, other)
                    .isPositive();
        }
        List<DisclosedRow> expected = rows.stream()
                .filter(r -> !theirs(r.string("trajectory_id").orElseThrow()))
                .toList();
        List<DisclosedRow> left = rows(format, folder);
        assertThat(left).as(id).hasSameSizeAs(expected);
        for (int i = 0; i < left.size(); i++) {
            assertThat(comparable(left.get(i), id)).as(id).isEqualTo(comparable(expected.get(i), id));
        }
        ExportManifest manifest = ExportManifestJson.read(new LocalShardDirectory(folder));
        assertThat(manifest.redactions()).isEqualTo(PeoplesExport.redactionsOfOthers());
        assertThat(manifest.counts())
                .containsEntry("trajectories", 11L)
                .containsEntry("sensitivity.steps.1", 22L)
                .containsEntry("sensitivity.steps.4", 0L)
                .containsEntry(ExportManifest.COUNTED_VERSION, 2L)
                .doesNotContainKey("repeats.steps");
        assertThat(manifest.counts().get("sensitivity.trajectories.3")
                        + manifest.counts().get("sensitivity.trajectories.4"))
                .isEqualTo(11);
    }

    /** Formats that compress pictures once more, or make video of them. */
    private static boolean packed(String id) {
        return id.equals("lerobot");
    }

    /** LeRobot's pictures are what its video shows, which was encoded once more. */
    private static Map<String, Object> comparable(DisclosedRow row, String id) {
        Map<String, Object> values = new TreeMap<>(row.values());
        if (id.equals("lerobot")) {
            values.replaceAll((name, value) -> value instanceof ImageValue ? "a picture" : value);
        }
        return values;
    }

    private static ErasureNote erase(Path folder) throws IOException {
        ExportErasure erasure = new ExportErasure(folder, ShardErasureTest::theirs);
        ErasureNote note = erasure.prepare("who", NOW).note().orElseThrow();
        erasure.finish();
        assertThat(new ExportErasure(folder, ShardErasureTest::theirs)
                        .prepare("who", NOW)
                        .note())
                .isEmpty();
        return note;
    }

    /** Killed after any file was put in place, it goes on from there. */
    @ParameterizedTest
    @MethodSource("formats")
    void killedAnywhereItComesToTheSameEnd(String id) throws IOException {
        ExportOptions options = options(id, ImageCodec.PNG);
        Path whole = temp.resolve("whole").resolve(id);
        new PeoplesExport(ShardFormats.load().steps(id), options).write(new LocalShardDirectory(whole));
        erase(whole);
        Map<String, String> expected = hashes(whole);
        Random random = new Random(7 + id.hashCode());
        for (int kill = 0; kill < 2; kill++) {
            Path folder = temp.resolve("kill" + kill).resolve(id);
            new PeoplesExport(ShardFormats.load().steps(id), options).write(new LocalShardDirectory(folder));
            Path staging = folder.resolveSibling(".erasing-" + id);
            new ExportErasure(folder, ShardErasureTest::theirs).prepare("who", NOW);
            if (kill == 0) {
                // Before everything was whole: what is there is thrown away, and nothing was touched.
                Files.delete(staging.resolve("ready"));
            } else {
                putSomeInPlace(staging.resolve("fresh"), folder, random);
                assertThat(verify(folder)).as("torn").isFalse();
            }
            ExportErasure again = new ExportErasure(folder, ShardErasureTest::theirs);
            again.prepare("who", NOW);
            again.finish();
            assertThat(hashes(folder)).as("%s, kill %d", id, kill).isEqualTo(expected);
            assertThat(staging).doesNotExist();
        }
    }

    private static void putSomeInPlace(Path fresh, Path folder, Random random) throws IOException {
        List<String> files = new ArrayList<>(new LocalShardDirectory(fresh).list());
        files.remove(ExportManifest.FILE);
        for (String file : files.subList(0, 1 + random.nextInt(files.size()))) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.move(fresh.resolve(file), folder.resolve(file), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** One after the other, everybody: what is left in the end has no rows, and is still an export. */
    @ParameterizedTest
    @MethodSource("formats")
    void everybodyCanBeErased(String id) throws IOException {
        Path folder = temp.resolve(id);
        new PeoplesExport(ShardFormats.load().steps(id), options(id, ImageCodec.PNG))
                .write(new LocalShardDirectory(folder));
        for (int person = 0; person <= 5; person++) {
            int who = person;
            ExportErasure erasure = new ExportErasure(folder, name -> PeoplesExport.isOf(who, name));
            assertThat(erasure.prepare("who" + who, NOW).note().orElseThrow().version())
                    .isEqualTo(2 + who);
            erasure.finish();
            assertGood(folder);
        }
        assertThat(rows(ShardFormats.load().steps(id), folder)).isEmpty();
        assertThat(found(folder, Set.of("person1word", "person5word"))).isZero();
        assertThat(ErasedPapers.notes(new LocalShardDirectory(folder))).hasSize(6);
    }

    /** The form that has no shards: lines of others keep their bytes, and so do their pictures. */
    @Test
    void ofThePlainFormTheirLinesAndPicturesGo() throws IOException {
        Path folder = temp.resolve("plain");
        LocalShardDirectory directory = new LocalShardDirectory(folder);
        ShardFormat.Recordings format = ShardFormats.load().recordings("plain");
        List<RecordingPart> parts = new ArrayList<>();
        for (String recording : List.of("person0word-a", "person1word-b", "person0word-c", "person2word-d")) {
            try (RecordingWriter writer = format.write(directory, recording)) {
                writer.text("task", recording + " task");
                for (int i = 0; i < 6; i++) {
                    writer.frame(1000L * i, Samples.noise(16, 12, recording.hashCode() + i));
                    writer.action(Samples.action(i), Samples.rating(i));
                }
                parts.add(writer.finish());
            }
        }
        List<ShardInfo> files = new ArrayList<>(format.assemble(directory, parts));
        PeoplesExport.finish(directory, "plain", files);
        assertGood(folder);
        Map<String, byte[]> before = new TreeMap<>();
        for (Path file : files(folder)) {
            before.put(folder.relativize(file).toString(), Files.readAllBytes(file));
        }
        List<String> lines = Files.readAllLines(folder.resolve("actions.jsonl"));
        assertThat(found(folder, Set.of("person0word"))).isPositive();

        ErasureNote note = erase(folder);

        assertGood(folder);
        assertThat(found(folder, Set.of("person0word"))).isZero();
        assertThat(Files.readAllLines(folder.resolve("actions.jsonl")))
                .hasSize(12)
                .isEqualTo(
                        lines.stream().filter(l -> !l.contains("person0word")).toList());
        for (Path file : files(folder.resolve("images"))) {
            assertThat(file).hasBinaryContent(before.get(folder.relativize(file).toString()));
        }
        assertThat(files(folder.resolve("images"))).hasSize(12);
        assertThat(note.files()).hasSize(4).anySatisfy(f -> {
            assertThat(f.file()).isEqualTo("images/");
            assertThat(f.before()).isEmpty();
        });
        // Lines do not show what was redacted: these counts are still those of the first version, and say so.
        ExportManifest manifest = ExportManifestJson.read(directory);
        assertThat(manifest.counts()).containsEntry(ExportManifest.COUNTED_VERSION, 1L);
        assertThat(manifest.redactions())
                .isEqualTo(Samples.sample(Split.TRAIN, 1).redactions());
    }

    @Test
    void aDamagedShardIsNotRewritten() throws IOException {
        Path folder = temp.resolve("arrow");
        PeoplesExport people = new PeoplesExport(ShardFormats.load().steps("arrow"), ExportOptions.STANDARD);
        people.write(new LocalShardDirectory(folder));
        Path shard =
                folder.resolve(people.filesByShard().get("train1").iterator().next());
        byte[] bytes = Files.readAllBytes(shard);
        bytes[bytes.length / 2] ^= 1;
        Files.write(shard, bytes);
        Map<String, String> before = hashes(folder);
        assertThatThrownBy(() -> new ExportErasure(folder, ShardErasureTest::theirs).prepare("who", NOW))
                .isInstanceOf(IOException.class);
        assertThat(hashes(folder)).isEqualTo(before);
    }

    private static boolean verify(Path folder) throws IOException {
        return new ShardVerifier(ShardFormats.load())
                .verify(new LocalShardDirectory(folder))
                .isGood();
    }

    private static void assertGood(Path folder) throws IOException {
        assertThat(new ShardVerifier(ShardFormats.load())
                        .verify(new LocalShardDirectory(folder))
                        .problems())
                .isEmpty();
    }

    private static Map<String, String> hashes(Path folder) throws IOException {
        Map<String, String> out = new TreeMap<>();
        for (Path file : files(folder)) {
            out.put(folder.relativize(file).toString(), Digests.sha256(Files.readAllBytes(file)));
        }
        return out;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static List<DisclosedRow> rows(ShardFormat.Steps format, Path folder) throws IOException {
        LocalShardDirectory directory = new LocalShardDirectory(folder);
        List<DisclosedRow> out = new ArrayList<>();
        ExportManifest manifest = ExportManifestJson.read(directory);
        boolean chat = manifest.shards().stream().anyMatch(f -> f.file().startsWith("steps/"));
        for (ShardInfo shard : manifest.shards()) {
            if (chat ? shard.file().startsWith("steps/") : shard.split().isPresent() && shard.samples() > 0) {
                try (ShardReader reader = format.read(directory, shard.file())) {
                    for (Optional<DisclosedRow> r = reader.next(); r.isPresent(); r = reader.next()) {
                        out.add(r.get());
                    }
                }
            }
        }
        return out;
    }

    private static int found(Path folder, Set<String> words) throws IOException {
        return new SecretScan(List.copyOf(words))
                .scan(folder, 1, bytes -> {})
                .hits()
                .size();
    }

    /** Whether a picture that a reader gives, or a frame of a video, has person 0's colour. */
    private static boolean shown(ShardFormat.Steps format, Path folder) throws IOException {
        for (DisclosedRow row : rows(format, folder)) {
            Optional<ImageValue> image = row.image("image");
            if (image.isPresent()) {
                byte[] bytes = new byte[image.get().length()];
                image.get().bytes().get(bytes);
                if (PeoplesExport.shows(0, Picture.decode(bytes))) {
                    return true;
                }
            }
        }
        for (Path file : files(folder)) {
            if (file.toString().endsWith(".mp4") && films(file)) {
                return true;
            }
        }
        return false;
    }

    private static boolean films(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file);
                VideoDecoder video = ((VideoResult.Opened<VideoDecoder>) VideoDecoder.open(channel)).value()) {
            while (video.advance()) {
                if (PeoplesExport.shows(0, video.pixels())) {
                    return true;
                }
            }
            return false;
        }
    }

    /** In how many files bytes from the middle of one of the pictures are, as they are. */
    private static long pictures(Path folder, List<byte[]> pictures) throws IOException {
        long hits = 0;
        for (Path file : files(folder)) {
            byte[] bytes = Files.readAllBytes(file);
            for (byte[] picture : pictures) {
                // A third into it: in the strip of noise, whatever the codec.
                int from = picture.length / 3;
                if (ShardFormatConformance.holds(bytes, Arrays.copyOfRange(picture, from, from + WINDOW))) {
                    hits++;
                    break;
                }
            }
        }
        return hits;
    }
}
