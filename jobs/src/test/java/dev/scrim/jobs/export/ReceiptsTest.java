package dev.scrim.jobs.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.vault.KeyId;
import dev.scrim.datasets.vault.LocalKeyring;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptsTest {
    private static final String SHARD = "train-00000-of-00001";

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWholePartIsTakenAsItWas(boolean sealed) throws IOException {
        Receipts receipts = receipts(sealed);
        assertThat(receipts.take(SHARD)).isEmpty();
        Receipts.Part part = new Receipts.Part(
                List.of(write(receipts, "data/a", "alpha"), write(receipts, "data/b", "beta")),
                new TreeMap<>(java.util.Map.of("steps.train", 7L)));
        assertThat(receipts.take(SHARD)).isEmpty();
        receipts.put(SHARD, part, noted);
        assertThat(receipts.take(SHARD)).contains(part);
        assertThat(receipts.take("train-00001-of-00002")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsDamagedCutOrMissingIsNotTaken(boolean sealed) throws IOException {
        Receipts receipts = receipts(sealed);
        receipts.put(
                SHARD,
                new Receipts.Part(List.of(write(receipts, "data/a", "alpha"), write(receipts, "data/b", "beta"))),
                noted);
        Random random = new Random(3);
        for (Path file : files()) {
            byte[] good = Files.readAllBytes(file);
            for (int i = 0; i < 12; i++) {
                byte[] bad = i % 3 == 0 ? java.util.Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
                if (i % 3 != 0) {
                    bad[random.nextInt(good.length)] ^= (byte) (1 << random.nextInt(8));
                }
                Files.write(file, bad);
                assertThat(receipts.take(SHARD))
                        .as(file.getFileName().toString())
                        .isEmpty();
            }
            Files.delete(file);
            assertThat(receipts.take(SHARD)).isEmpty();
            Files.write(file, good);
            assertThat(receipts.take(SHARD)).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPartOfPartsIsWholeOnlyWithAllOfThem(boolean sealed) throws IOException {
        Receipts receipts = receipts(sealed);
        ShardInfo a = write(receipts, "data/a", "alpha");
        receipts.put(SHARD, new Receipts.Part(List.of(a)), noted);
        ShardInfo index = write(receipts, "index", "of a");
        receipts.put(Receipts.WHOLE, new Receipts.Part(List.of(index)), List.of(SHARD), noted);
        assertThat(receipts.take(Receipts.WHOLE).orElseThrow().files()).containsExactly(a, index);
        Files.writeString(temp.resolve("export/data/a"), "alphA");
        assertThat(receipts.take(Receipts.WHOLE)).isEmpty();
    }

    /** They hold hashes of what is not released, and a recording's part is called after it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void receiptsTellNothingToWhoHasNoKey(boolean sealed) throws IOException {
        Receipts receipts = receipts(sealed);
        ShardInfo a = write(receipts, "data/a", "alpha");
        receipts.put("rec-1/images", new Receipts.Part(List.of(a)), noted);
        for (Path file : files()) {
            if (file.startsWith(temp.resolve("receipts"))) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1) + file;
                assertThat(text)
                        .doesNotContain(a.sha256())
                        .doesNotContain("data/a")
                        .doesNotContain("rec-1");
            }
        }
    }

    private NotedShardDirectory noted = new NotedShardDirectory(ShardPlace.local("unused"));

    private Receipts receipts(boolean sealed) throws IOException {
        Path keyring = temp.resolve("keyring.json");
        LocalKeyring.openOrCreate(keyring).dataKey(new KeyId(KeyId.BUILD, 0));
        ShardPlace place =
                new ShardPlace(temp.resolve("export").toUri().toString(), sealed, "build-1", keyring.toString());
        noted = new NotedShardDirectory(place.stored());
        return new Receipts(temp.resolve("receipts").toUri().toString(), place, "mds");
    }

    private ShardInfo write(Receipts receipts, String path, String text) throws IOException {
        try (ShardDirectory.Output out = receipts.place().over(noted).create(path)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            ShardDirectory.Committed done = out.commit();
            return new ShardInfo(path, Optional.of("train"), done.bytes(), done.sha256(), 1, 0);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(temp)) {
            return all.filter(Files::isRegularFile)
                    .filter(p -> !p.getFileName().toString().startsWith("keyring"))
                    .sorted()
                    .toList();
        }
    }
}
