package dev.scrim.jobs.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.shards.ShardFormats;
import dev.scrim.jobs.build.BuildJob;
import dev.scrim.jobs.spec.DatasetSpec;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.stage.StageRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Laws 2 and 3 for every format at once: the demo's recording, exported in all of them, under other partitions and after
 * being killed while it exports. Only stage 08 is made again each time.
 */
@EnabledIfSystemProperty(
        named = "scrim.long",
        matches = "true",
        disabledReason = "builds of its own: -Dscrim.long=true")
class AllFormatsTest {
    private static final long PATIENCE_NS = TimeUnit.MINUTES.toNanos(3);
    private static final String PART = ".part-" + StageNames.EXPORT.value();
    private static final String RECEIPTS = "receipts/";
    /** Enough for the kill to come before, within and behind the commit of a file that the watch has just seen. */
    private static final int MOST_DELAY_MS = 40;

    private static DatasetSpec spec;
    private static Path file;
    private static Path build;
    private static Map<String, byte[]> expected;

    @BeforeAll
    static void exportAll() throws IOException {
        SharedSpark.built();
        Path workspace = SharedSpark.place("formats");
        copy(SharedSpark.place("demo"), workspace);
        StringBuilder exports = new StringBuilder("exports:\n");
        // Shards as small as can be asked for, so that there are several.
        ShardFormats.load()
                .ids()
                .forEach(id -> exports.append("  - {format: ").append(id).append(", shard_mb: 1}\n"));
        spec = SharedSpark.demo(workspace, exports.toString());
        file = Files.writeString(
                SharedSpark.place("formats.yaml"), SharedSpark.demoText(workspace, exports.toString()));
        BuildJob.Done done = SharedSpark.build(spec, 2);
        build = Path.of(done.build().path().toUri());
        expected = SharedSpark.shards(SharedSpark.export(done));
        assertThat(expected.keySet().stream().map(f -> f.substring(0, f.indexOf('/'))))
                .containsAll(ShardFormats.load().ids());
        assertThat(expected.keySet()).noneMatch(f -> f.startsWith(RECEIPTS));
        assertThat(done.costs()).containsEntry("shards.taken", 0L).containsEntry("formats.taken", 0L);
    }

    @BeforeEach
    void forgetTheExport() throws IOException {
        for (String name : names()) {
            if (name.equals(StageNames.EXPORT.value()) || name.startsWith(PART)) {
                SharedSpark.delete(build.resolve(name));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("partitions")
    void partitionsChangeNoFormatsBytes(int partitions) {
        assertSame(SharedSpark.build(spec, partitions));
    }

    /** What is whole is not written again, and what is not never shows. */
    @ParameterizedTest
    @MethodSource("seeds")
    void killedWhileItExportsAndRunAgainGivesTheSameBytes(int seed) throws Exception {
        boolean finished = killAt(new Random(seed));
        List<String> left = finished ? List.of() : files(build.resolve(part()));
        BuildJob.Done again = SharedSpark.build(spec, 2);
        assertSame(again);
        if (!finished) {
            long receipts = left.stream().filter(AllFormatsTest::isReceipt).count();
            long taken = again.costs().get("shards.taken");
            long formats = again.costs().get("formats.taken");
            assertThat(taken + formats).isLessThanOrEqualTo(receipts);
            assertThat(taken + formats > 0)
                    .as("%d receipts were left", receipts)
                    .isEqualTo(receipts > 0);
        }
    }

    /** A receipt alone is not believed. */
    @Test
    @EnabledIfSystemProperty(named = "scrim.long", matches = "true")
    void whatWasDamagedSinceItsReceiptIsWrittenAgain() throws Exception {
        Process run = start();
        long end = System.nanoTime() + PATIENCE_NS;
        while (receipts() < 4 && run.isAlive() && System.nanoTime() < end) {
            Thread.sleep(2);
        }
        run.destroyForcibly();
        run.waitFor();
        Path left = build.resolve(part());
        for (String each : files(left)) {
            if (!each.startsWith(RECEIPTS)) {
                byte[] bytes = Files.readAllBytes(left.resolve(each));
                bytes[bytes.length / 2] ^= 1;
                Files.write(left.resolve(each), bytes);
            }
        }
        BuildJob.Done again = SharedSpark.build(spec, 2);
        assertSame(again);
        assertThat(again.costs()).containsEntry("shards.taken", 0L).containsEntry("formats.taken", 0L);
    }

    static IntStream seeds() {
        return IntStream.range(0, Integer.getInteger("scrim.seeds", 2));
    }

    static IntStream partitions() {
        return Boolean.getBoolean("scrim.long") ? IntStream.of(1, 7) : IntStream.of(7);
    }

    private static void assertSame(BuildJob.Done done) {
        Map<String, byte[]> actual = SharedSpark.shards(SharedSpark.export(done));
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, bytes) -> assertThat(actual.get(name)).as(name).isEqualTo(bytes));
        SharedSpark.outcomes(done).forEach((stage, outcome) -> {
            if (!stage.equals(StageNames.EXPORT)) {
                assertThat(outcome).as(stage.value()).isNotEqualTo(StageRunner.Outcome.RAN);
            }
        });
    }

    /** Whether it came to its end before it could be killed. */
    private static boolean killAt(Random random) throws Exception {
        int target = 1 + random.nextInt(expected.size());
        Process run = start();
        try {
            long end = System.nanoTime() + PATIENCE_NS;
            while (run.isAlive()
                    && (part().isEmpty() || files(build.resolve(part())).size() < target)) {
                assertThat(System.nanoTime())
                        .as("time to write %d files", target)
                        .isLessThan(end);
                Thread.sleep(2);
            }
            Thread.sleep(random.nextInt(MOST_DELAY_MS));
        } finally {
            run.destroyForcibly();
            run.waitFor();
        }
        boolean finished = names().contains(StageNames.EXPORT.value());
        assertThat(finished || !part().isEmpty())
                .as("it came to stage 08; it ended with %s", Files.readString(log()))
                .isTrue();
        return finished;
    }

    private static Process start() throws IOException {
        return ForkedBuild.start(log(), List.of(file.toString()));
    }

    private static Path log() {
        return SharedSpark.place("formats.log");
    }

    private static long receipts() throws IOException {
        return part().isEmpty()
                ? 0
                : files(build.resolve(part())).stream()
                        .filter(AllFormatsTest::isReceipt)
                        .count();
    }

    /** A committed one: what is still being written has another name. */
    private static boolean isReceipt(String file) {
        return file.startsWith(RECEIPTS) && !file.contains("/.writing-");
    }

    /** Name of the unfinished stage's folder, empty when there is none. */
    private static String part() throws IOException {
        return names().stream().filter(n -> n.startsWith(PART)).findFirst().orElse("");
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(build)) {
            return all.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    /** While somebody writes there. */
    private static List<String> files(Path folder) throws IOException {
        List<String> out = new ArrayList<>();
        List<Path> folders = new ArrayList<>(List.of(folder));
        while (!folders.isEmpty()) {
            out.addAll(in(folders.remove(folders.size() - 1), folders));
        }
        return out.stream()
                .map(f -> folder.relativize(Path.of(f)).toString())
                .sorted()
                .toList();
    }

    /** Files of one folder; its folders go onto the list. One that is gone by now has none. */
    private static List<String> in(Path folder, List<Path> folders) throws IOException {
        List<String> out = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.forEach(p -> {
                if (Files.isDirectory(p)) {
                    folders.add(p);
                } else {
                    out.add(p.toString());
                }
            });
        } catch (java.nio.file.NoSuchFileException gone) {
            return List.of();
        }
        return out;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(
                        each,
                        to.resolve(from.relativize(each).toString()),
                        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES,
                        java.nio.file.LinkOption.NOFOLLOW_LINKS);
            }
        }
    }
}
