package dev.scrim.jobs.readings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.SubjectId;
import dev.scrim.datasets.model.TextLine;
import dev.scrim.datasets.model.Word;
import dev.scrim.datasets.vault.KeyId;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.featurizers.reading.InkKey;
import dev.scrim.featurizers.reading.KnownReadings.Known;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingStoreTest {
    private static final String SECRET = "an amount nobody may see";

    @TempDir
    Path temp;

    private LocalKeyring keys;
    private String ada;
    private String bob;

    @BeforeEach
    void keyring() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("workspace"));
        keys = LocalKeyring.openOrCreate(folder.resolve("keyring.json"));
        ada = keys.opaque(new SubjectId("ada"));
        bob = keys.opaque(new SubjectId("bob"));
    }

    private ReadingStore.Place place(String version) {
        Path workspace = temp.resolve("workspace");
        return new ReadingStore.Place(
                workspace.resolve("readings").toUri().toString(),
                workspace.resolve("keyring.json").toString(),
                version);
    }

    private ReadingStore open(String subject) {
        return ReadingStore.open(place("v1"), subject);
    }

    private static InkKey key(long n) {
        return new InkKey(n, n * 31, -n, 7);
    }

    private static Known known(long n, @Nullable InkKey plain) {
        List<Word> words =
                List.of(new Word(SECRET, new Box(0, 1, 30, 9), 0.9f), new Word("№" + n, new Box(33, 0, 12, 10), 0.5f));
        return new Known(plain, new TextLine("id" + n, SECRET + " №" + n, words, 0.7f, 45, 11));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(temp.resolve("workspace/readings"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void whatOneBuildReadAnotherKnows() {
        ReadingStore first = open(ada);
        assertThat(first.find(key(1))).isEmpty();
        first.add(key(1), known(1, null));
        first.add(key(2), known(2, key(9)));
        first.flush();

        ReadingStore second = open(ada);
        assertThat(second.find(key(1))).contains(known(1, null));
        assertThat(second.find(key(2))).contains(known(2, key(9)));
        assertThat(second.find(key(3))).isEmpty();
        assertThat(second.damaged()).isZero();
    }

    @Test
    void oneWhoIsNotThatPersonOrEngineKnowsNothing() {
        ReadingStore first = open(ada);
        first.add(key(1), known(1, null));
        first.flush();
        assertThat(open(bob).find(key(1))).isEmpty();
        assertThat(ReadingStore.open(place("v2"), ada).find(key(1))).isEmpty();
    }

    @Test
    void nothingOfALineStandsInTheFiles() throws IOException {
        ReadingStore first = open(ada);
        first.add(key(1), known(1, null));
        first.flush();
        assertThat(files()).hasSize(1);
        String bytes = Files.readString(files().get(0), StandardCharsets.ISO_8859_1);
        assertThat(bytes).doesNotContain(SECRET, "nobody", "scrim.known");
        assertThat(files().get(0).toString()).doesNotContain("ada");
    }

    @Test
    void aDestroyedKeyTakesTheReadingsWithIt() {
        ReadingStore first = open(ada);
        first.add(key(1), known(1, null));
        first.flush();
        keys.destroy(new KeyId(ada, 0));

        ReadingStore second = open(ada);
        assertThat(second.find(key(1))).isEmpty();
        assertThat(second.damaged()).isEqualTo(1);
        second.add(key(2), known(2, null));
        second.flush();
        assertThat(second.damaged()).isEqualTo(2);
    }

    @Test
    void damagedCutMovedAndForeignFilesArePassedOverAndCounted() throws IOException {
        for (int i = 1; i <= 4; i++) {
            ReadingStore store = ReadingStore.open(place("only" + i), ada);
            store.add(key(i), known(i, null));
            store.flush();
        }
        Path folder = temp.resolve("workspace/readings/subject=" + ada + "/v1");
        Files.createDirectories(folder);
        List<Path> made = files();
        byte[] flipped = Files.readAllBytes(made.get(0));
        flipped[flipped.length / 2] ^= 1;
        Files.write(folder.resolve("a.lines"), flipped);
        byte[] whole = Files.readAllBytes(made.get(1));
        Files.write(folder.resolve("b.lines"), java.util.Arrays.copyOf(whole, whole.length / 2));
        Files.copy(made.get(2), folder.resolve(made.get(2).getFileName()));
        Files.writeString(folder.resolve("c.lines"), "not ours");
        Files.write(folder.resolve("d.lines"), new byte[0]);
        Files.writeString(folder.resolve(".e.lines.part"), "left behind");

        ReadingStore store = open(ada);
        assertThat(store.damaged()).isEqualTo(5);
        for (int i = 1; i <= 4; i++) {
            assertThat(store.find(key(i))).isEmpty();
        }
        store.add(key(1), known(1, null));
        store.flush();
        assertThat(open(ada).find(key(1))).contains(known(1, null));
    }

    @Test
    void manySmallFilesBecomeOneAndNothingIsLost() throws IOException {
        for (int i = 0; i < 20; i++) {
            ReadingStore store = open(ada);
            store.add(key(i), known(i, null));
            store.flush();
        }
        assertThat(files().size()).isLessThanOrEqualTo(5);
        ReadingStore store = open(ada);
        for (int i = 0; i < 20; i++) {
            assertThat(store.find(key(i))).as("%d", i).contains(known(i, null));
        }
    }

    @Test
    void theNewestReadingsStayWhenThereAreTooMany() throws IOException {
        for (int file = 0; file < 3; file++) {
            ReadingStore store = open(ada);
            for (int i = 0; i < 6_000; i++) {
                store.add(key(file * 10_000L + i), known(i % 7, null));
            }
            store.flush();
            for (Path path : files()) {
                Files.setLastModifiedTime(
                        path,
                        FileTime.fromMillis(Files.getLastModifiedTime(path).toMillis() - 60_000));
            }
        }
        ReadingStore store = open(ada);
        assertThat(store.find(key(20_000))).isPresent();
        assertThat(store.find(key(25_999))).isPresent();
        assertThat(store.find(key(5_999))).isEmpty();
    }

    @Test
    void tasksAtTheSameTimeDoNotHarmEachOther() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Future<Long>> tasks = new java.util.ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int task = t;
            tasks.add(pool.submit(() -> {
                long damaged = 0;
                for (int i = 0; i < 6; i++) {
                    ReadingStore store = open(ada);
                    store.add(key(task * 100L + i), known(i, null));
                    store.flush();
                    damaged += store.damaged();
                }
                return damaged;
            }));
        }
        for (Future<Long> task : tasks) {
            assertThat(task.get()).isZero();
        }
        pool.shutdown();
        ReadingStore store = open(ada);
        assertThat(store.damaged()).isZero();
        assertThat(store.find(key(305))).contains(known(5, null));
    }
}
