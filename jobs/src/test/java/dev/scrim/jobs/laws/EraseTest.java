package dev.scrim.jobs.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.SubjectId;
import dev.scrim.datasets.model.TrajectoryId;
import dev.scrim.datasets.scan.SecretScan;
import dev.scrim.datasets.shards.DisclosedRow;
import dev.scrim.datasets.shards.ExportManifest;
import dev.scrim.datasets.shards.ExportManifestJson;
import dev.scrim.datasets.shards.LocalShardDirectory;
import dev.scrim.datasets.shards.ShardFormat;
import dev.scrim.datasets.shards.ShardFormats;
import dev.scrim.datasets.shards.ShardInfo;
import dev.scrim.datasets.shards.ShardReader;
import dev.scrim.datasets.shards.ShardVerifier;
import dev.scrim.datasets.split.OpaqueKeys;
import dev.scrim.datasets.vault.KeyId;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.jobs.account.Caller;
import dev.scrim.jobs.build.BuildJob;
import dev.scrim.jobs.build.BuildOptions;
import dev.scrim.jobs.build.TwoRecordings;
import dev.scrim.jobs.erase.EraseJob;
import dev.scrim.jobs.erase.ErasureCertificate;
import dev.scrim.jobs.report.Progress;
import dev.scrim.jobs.spec.DatasetSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Two people in one build, in every format at once; one of them is erased from a copy of its export. In this order: what
 * is erased does not come back for the next test.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EraseTest {
    private static final String GONE = "subj-02";
    private static final String THEIR_RECORDING = "demo-second";
    private static final String OTHER_RECORDING = "demo-quick";
    private static final int SOME = 200;

    private static Path home;
    private static Path keyring;
    private static DatasetSpec spec;
    private static Path workspace;
    private static Path release;
    private static Path second;
    private static Map<String, byte[]> before;
    private static Set<String> theirs;
    private static Set<String> others;
    private static long buildNs;

    @BeforeAll
    static void buildBoth() throws IOException {
        home = Files.createDirectories(SharedSpark.place("erase"));
        keyring = home.resolve("keyring.json");
        Path input = Files.createDirectories(home.resolve("input"));
        TwoRecordings.write(SharedSpark.DEMO, input, GONE);
        workspace = home.resolve("workspace");
        StringBuilder more = new StringBuilder("splits: {train: 1, validation: 0, test: 0, repeats: keep}\nexports:\n");
        ShardFormats.load()
                .ids()
                .forEach(id -> more.append("  - {format: ").append(id).append(", shard_mb: 1}\n"));
        spec = SharedSpark.spec(input.resolve("recordings"), input.resolve("consent.csv"), workspace, more.toString());
        long start = System.nanoTime();
        BuildJob.Done done = build();
        buildNs = System.nanoTime() - start;
        release = home.resolve("release");
        second = home.resolve("second");
        for (Path to : List.of(release, second)) {
            copy(SharedSpark.export(done), to);
            Files.delete(to.resolve("manifest.json"));
        }
        before = SharedSpark.files(release, f -> true);
        OpaqueKeys names = new OpaqueKeys(
                java.util.HexFormat.of().parseHex(LocalKeyring.open(keyring).hmac("export-names", "1")));
        theirs = names(names, THEIR_RECORDING);
        others = names(names, OTHER_RECORDING);
    }

    private static Set<String> names(OpaqueKeys names, String recording) {
        Set<String> out = new HashSet<>();
        for (int i = 0; i < SOME; i++) {
            out.add(names.trajectory(new TrajectoryId(new RecordingId(recording), i)));
        }
        return out;
    }

    private static BuildJob.Done build() {
        BuildOptions options = new BuildOptions(true, Optional.of(keyring), 2, 2);
        return new BuildJob(spec, options, new Progress(line -> {}, false, System::nanoTime), Clock.systemUTC()).run();
    }

    private static EraseJob job(String person) {
        return new EraseJob(
                new EraseJob.Place(workspace, Optional.of(keyring), Optional.empty(), Optional.empty(), 2),
                new SubjectId(person),
                "request-12",
                new Caller("olga", Optional.empty(), Set.of(), false),
                Clock.systemUTC());
    }

    /** Row by row, by its trajectory; and lines of the plain form by their recording. */
    private static Map<String, Set<String>> trajectoriesByShard(Path root) throws IOException {
        Map<String, Set<String>> out = new TreeMap<>();
        for (String id : ShardFormats.load().ids()) {
            LocalShardDirectory directory = new LocalShardDirectory(root.resolve(id));
            ExportManifest manifest = ExportManifestJson.read(directory);
            if (!(ShardFormats.load().get(id) instanceof ShardFormat.Steps format)) {
                continue;
            }
            boolean chat = id.startsWith("chat-");
            for (ShardInfo shard : manifest.shards()) {
                boolean rows =
                        chat ? shard.file().startsWith("steps/") : shard.split().isPresent() && shard.samples() > 0;
                if (rows) {
                    Set<String> in = new TreeSet<>();
                    try (ShardReader reader = format.readColumns(directory, shard.file())) {
                        for (Optional<DisclosedRow> r = reader.next(); r.isPresent(); r = reader.next()) {
                            in.add(r.get().string("trajectory_id").orElseThrow());
                        }
                    }
                    out.put(id + "/" + shard.file(), in);
                }
            }
        }
        return out;
    }

    @Test
    @Order(1)
    void whoWasNeverThereIsNotErased() {
        assertThatThrownBy(() -> job("subj-99").run(List.of(release)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("nothing of that person");
    }

    @Test
    @Order(2)
    void onlyTheirShardsChangeAndNothingOfTheirsIsLeft() throws IOException {
        Map<String, Set<String>> shards = trajectoriesByShard(release);
        Set<String> holding = new TreeSet<>();
        shards.forEach((file, in) -> {
            if (in.stream().anyMatch(theirs::contains)) {
                holding.add(file);
            }
        });
        assertThat(holding).as("shards with their rows").isNotEmpty();
        // The other person's rows are in the same shards: that is the hard case.
        assertThat(holding)
                .anyMatch(f -> shards.getOrDefault(f, Set.of()).stream().anyMatch(others::contains));

        long start = System.nanoTime();
        ErasureCertificate certificate = job(GONE).run(List.of(release));
        System.out.printf("erased in %.1f s; built in %.1f s%n", (System.nanoTime() - start) / 1e9, buildNs / 1e9);

        Map<String, byte[]> after = SharedSpark.files(release, f -> true);
        shards.keySet().stream()
                .filter(f -> !holding.contains(f))
                .forEach(f -> assertThat(after.get(f)).as(f).isEqualTo(before.get(f)));
        Set<String> pictures = new TreeSet<>(before.keySet());
        pictures.removeIf(f -> !f.startsWith("plain/images/" + OTHER_RECORDING));
        assertThat(pictures).isNotEmpty();
        pictures.forEach(f -> assertThat(after.get(f)).as(f).isEqualTo(before.get(f)));
        holding.forEach(f -> assertThat(after.get(f)).as(f).isNotEqualTo(before.get(f)));
        Map<String, Set<String>> left = trajectoriesByShard(release);
        left.forEach((file, in) -> assertThat(in).as(file).doesNotContainAnyElementsOf(theirs));
        Set<String> stay = new TreeSet<>();
        shards.values().forEach(stay::addAll);
        stay.retainAll(others);
        for (String id : ShardFormats.load().ids()) {
            assertThat(new ShardVerifier(ShardFormats.load())
                            .verify(new LocalShardDirectory(release.resolve(id)))
                            .problems())
                    .as(id)
                    .isEmpty();
            if (ShardFormats.load().get(id) instanceof ShardFormat.Steps) {
                Set<String> here = new TreeSet<>();
                left.forEach((file, in) -> here.addAll(file.startsWith(id + "/") ? in : Set.of()));
                assertThat(here).as("the other's, in " + id).isEqualTo(stay);
            }
        }
        assertThat(after.keySet()).noneMatch(f -> f.contains(THEIR_RECORDING) || f.contains("erasing"));
        List<String> sought = new java.util.ArrayList<>(theirs);
        sought.add(THEIR_RECORDING);
        assertThat(new SecretScan(sought).scan(release, 2, b -> {}).hits()).isEmpty();
        assertThat(certificate.json()).doesNotContain(GONE).contains("before").contains("olga");
        assertThat(new String(after.get("plain/privacy_manifest.json"), java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"version\" : 2");
    }

    @Test
    @Order(3)
    void theirKeyIsGoneForGoodAndTheOthersIsNot() throws IOException {
        LocalKeyring keys = LocalKeyring.open(keyring);
        String opaque = keys.opaque(new SubjectId(GONE));
        assertThat(keys.keyIds()).noneMatch(k -> k.subject().equals(opaque));
        assertThatThrownBy(() -> keys.dataKey(new KeyId(opaque, 0))).isInstanceOf(UserError.class);
        assertThat(keys.keyIds()).anyMatch(k -> k.subject().equals(keys.opaque(new SubjectId("subj-01"))));
        try (Stream<Path> all = Files.walk(workspace)) {
            assertThat(all.map(p -> p.getFileName().toString()))
                    .doesNotContain("report.html", "hf-parquet")
                    .noneMatch(f -> f.contains(GONE));
        }
    }

    @Test
    @Order(4)
    void runAgainItIsTheSame() throws IOException {
        Map<String, byte[]> once = SharedSpark.files(release, f -> true);
        Map<String, byte[]> papers = SharedSpark.files(workspace.resolve("erasures"), f -> f.endsWith(".json"));

        job(GONE).run(List.of(release));

        assertSame(SharedSpark.files(release, f -> true), once);
        assertSame(SharedSpark.files(workspace.resolve("erasures"), f -> f.endsWith(".json")), papers);
    }

    /** The other copy: what was killed before it was whole begins again, what was whole is put in place. */
    @Test
    @Order(5)
    void killedBetweenItComesToTheSameEnd() throws IOException {
        Path staging = Files.createDirectories(second.resolve(".erasing-arrow/fresh/data"));
        Files.writeString(staging.resolve("torn.arrow"), "torn");

        job(GONE).run(List.of(second));

        assertSame(SharedSpark.files(second, f -> true), SharedSpark.files(release, f -> true));
    }

    private static void assertSame(Map<String, byte[]> actual, Map<String, byte[]> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((file, bytes) -> assertThat(actual.get(file)).as(file).isEqualTo(bytes));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
