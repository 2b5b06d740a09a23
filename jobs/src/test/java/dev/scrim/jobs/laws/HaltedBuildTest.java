package dev.scrim.jobs.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scrim.datasets.consent.ConsentCsv;
import dev.scrim.datasets.consent.ConsentFile;
import dev.scrim.datasets.store.StageName;
import dev.scrim.jobs.audit.AuditEntry;
import dev.scrim.jobs.audit.AuditLog;
import dev.scrim.jobs.build.BuildJob;
import dev.scrim.jobs.cli.Main;
import dev.scrim.jobs.doctor.Exposure;
import dev.scrim.jobs.doctor.ExposureCode;
import dev.scrim.jobs.doctor.QuickCheck;
import dev.scrim.jobs.doctor.SpillFolders;
import dev.scrim.jobs.doctor.WorkspaceCheck;
import dev.scrim.jobs.halt.Halted;
import dev.scrim.jobs.spec.DatasetSpec;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.stage.StageRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jpountz.lz4.LZ4BlockOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * One build in JVMs of its own, halted in stage 02 and resumed, under a chained ledger and a keyring of its own, with
 * everything looked at that it leaves on the disk on the way.
 */
@EnabledIfSystemProperty(
        named = "scrim.long",
        matches = "true",
        disabledReason = "builds of its own: -Dscrim.long=true")
class HaltedBuildTest {
    /** What Spark's compressed blocks begin with: there, a spill that is not encrypted would show. */
    private static final String PLAIN_BLOCK = "LZ4Block";

    private static final Path WORKSPACE = SharedSpark.place("halted");
    private static final Path LEDGER = SharedSpark.place("halted-ledger.jsonl");

    private static final Map<StageName, String> MANIFESTS_AT_HALT = new TreeMap<>();

    private static WatchedRun first;
    private static WatchedRun second;
    private static int firstEnd;
    private static int whileHalted;
    private static int explainWhileHalted;
    private static int secondEnd;
    private static List<StageName> committedAtHalt;

    @BeforeAll
    static void haltAndResume() throws Exception {
        SharedSpark.built();
        try (var csv = Files.newInputStream(SharedSpark.DEMO.resolve("consent.csv"))) {
            new ConsentFile(LEDGER).importAll(ConsentCsv.read(csv, "demo"));
        }
        first = WatchedRun.start(SharedSpark.place("halted-1"), arguments());
        first.until(() -> begun(StageNames.TIMELINE));
        assertThat(Main.execute("halt", WORKSPACE.toString(), "--reason", "ticket 12"))
                .isZero();
        firstEnd = first.end();
        committedAtHalt = committed();
        for (StageName stage : committedAtHalt) {
            MANIFESTS_AT_HALT.put(stage, manifest(stage));
        }
        whileHalted = Main.execute(arguments().toArray(String[]::new));
        explainWhileHalted = Main.execute("explain", build().toString());
        assertThat(Main.execute("resume", WORKSPACE.toString())).isZero();
        second = WatchedRun.start(SharedSpark.place("halted-2"), arguments());
        secondEnd = second.end();
    }

    private static List<String> arguments() {
        return List.of(
                "build",
                "--evaluation",
                "--cores=2",
                "--partitions=2",
                "--to=" + WORKSPACE,
                "--from=" + SharedSpark.DEMO.resolve("recordings"),
                "--consent=" + LEDGER);
    }

    private static boolean begun(StageName stage) {
        return names().stream().anyMatch(n -> n.startsWith(".tmp-" + stage.value()));
    }

    private static List<StageName> committed() {
        return StageNames.ORDER.stream()
                .filter(s -> names().contains(s.value()))
                .toList();
    }

    private static String manifest(StageName stage) throws IOException {
        return Files.readString(build().resolve(stage.value()).resolve("manifest.json"));
    }

    private static List<String> names() {
        String[] names = Files.isDirectory(WORKSPACE.resolve("builds"))
                ? build().toFile().list()
                : null;
        return names == null ? List.of() : List.of(names);
    }

    private static Path build() {
        String[] builds = WORKSPACE.resolve("builds").toFile().list();
        return WORKSPACE.resolve("builds").resolve(builds == null || builds.length == 0 ? "none" : builds[0]);
    }

    @Test
    void aRunningBuildStopsAtTheNextStage() throws IOException {
        assertThat(firstEnd).as(first.output()).isEqualTo(75);
        assertThat(first.output())
                .containsPattern("Cannot run stage 0[23]-[a-z]+ of build [0-9a-f]{16}: the workspace is halted since")
                .contains("finished stages are kept; scrim resume")
                .doesNotContain("ticket 12", "defect");
        // It was in 02 when the order came; at most that one was finished.
        assertThat(committedAtHalt).startsWith(StageNames.CAPTURE).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void nothingNewBeginsWhileItIsHaltedAndAllOfItIsOnRecord() {
        assertThat(whileHalted).isEqualTo(75);
        assertThat(explainWhileHalted).isEqualTo(75);
        assertThat(new AuditLog(WORKSPACE, Clock.systemUTC()).entries())
                .extracting(AuditEntry::what)
                .startsWith("halt", "build.halted", "refused.build", "refused.explain", "resume");
    }

    @Test
    void afterResumeItGoesOnAndFinishedStagesAreNotDoneAgain() throws IOException {
        assertThat(secondEnd).as(second.output()).isZero();
        assertThat(committed()).isEqualTo(StageNames.ORDER);
        // A stage that is done again has other times and other ciphertext, so its manifest tells.
        assertThat(MANIFESTS_AT_HALT).hasSameSizeAs(committedAtHalt).isNotEmpty();
        for (Map.Entry<StageName, String> done : MANIFESTS_AT_HALT.entrySet()) {
            assertThat(manifest(done.getKey())).as(done.getKey().value()).isEqualTo(done.getValue());
        }
    }

    /** Law 3 across a halt, and across the two forms of a ledger: the same entries, the same build. */
    @Test
    void theBuildIsTheOneThatTheCsvLedgerGives() {
        assertThat(build().getFileName())
                .hasToString(SharedSpark.built().build().id());
    }

    @Test
    void aLedgerThatIsCutOffBehindABuildIsRefused() throws IOException {
        String all = Files.readString(LEDGER);
        new ConsentFile(LEDGER)
                .append(ConsentFile.row(
                        List.of("someone", "training", "*", "withdraw", "2026-01-01T00:00:00Z", "", "test")));
        DatasetSpec spec = SharedSpark.spec(SharedSpark.place("nothing"), LEDGER, WORKSPACE, "");
        try {
            // The order of what is looked at: the ledger comes before the recordings, of which there are none.
            assertThatThrownBy(() -> SharedSpark.build(spec, 2)).hasMessageNotContaining("ends at line");
            Files.writeString(LEDGER, all);
            assertThatThrownBy(() -> SharedSpark.build(spec, 2)).hasMessageContaining("ends at line 1, but had 2");
        } finally {
            Files.writeString(LEDGER, all);
            try (var anchors = Files.newDirectoryStream(WORKSPACE, "consent-*.anchors.jsonl")) {
                for (Path file : anchors) {
                    Files.delete(file);
                }
            }
        }
    }

    @Test
    void whatItSpillsIsClosedToOthersAndEncrypted() throws IOException {
        for (WatchedRun run : List.of(first, second)) {
            Map<String, String> spills = run.temporaryFolders().entrySet().stream()
                    .filter(e -> e.getKey().startsWith("scrim-spill-"))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            assertThat(spills).hasSize(1).containsValue("rwx------");
            assertThat(run.temporaryFolders().keySet()).noneMatch(n -> n.startsWith("blockmgr-"));
            List<String> shuffles = run.temporaryFiles().keySet().stream()
                    .filter(n -> n.endsWith(".data"))
                    .toList();
            assertThat(shuffles).isNotEmpty().allMatch(n -> n.startsWith("scrim-spill-"));
            run.temporaryFiles().forEach((name, bytes) -> {
                Planted.assertAbsent(name, bytes, Planted.SECRETS);
                if (!name.endsWith(".so")) {
                    Planted.assertAbsent(name, bytes, List.of(PLAIN_BLOCK));
                }
            });
        }
        // What would show if it were not encrypted: that is how Spark's blocks begin.
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (OutputStream out = new LZ4BlockOutputStream(plain)) {
            out.write("a row of a shuffle".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(plain.toString(StandardCharsets.ISO_8859_1)).startsWith(PLAIN_BLOCK);
    }

    @Test
    void atTheEndNothingIsLeftOfWhatWasSpilled() throws IOException {
        for (String home : List.of("halted-1", "halted-2")) {
            assertThat(SharedSpark.files(SharedSpark.place(home).resolve("tmp"), n -> n.startsWith("scrim-spill-")))
                    .isEmpty();
        }
    }

    @Test
    void noKeyAndNothingPrivateIsInWhatItPrintsLogsOrLeaves() throws IOException {
        List<byte[]> keys = keys();
        assertThat(keys).hasSizeGreaterThan(3);
        for (WatchedRun run : List.of(first, second)) {
            Map<String, byte[]> logs = run.logs();
            assertThat(logs).hasSizeGreaterThan(1);
            assertThat(logs.values().stream().mapToLong(b -> b.length).sum()).isGreaterThan(10_000);
            logs.forEach((name, bytes) -> {
                Planted.assertAbsent(name, bytes, Planted.SECRETS);
                assertNoKey(name, bytes, keys);
            });
            run.temporaryFiles().forEach((name, bytes) -> assertNoKey(name, bytes, keys));
        }
        // The event log is Spark's own and of this build; and the keys are looked for where they are.
        assertThat(logged(second)).contains("SparkListenerApplicationStart", "spark.io.encryption.enabled");
        assertThat(contains(Files.readAllBytes(WORKSPACE.resolve("keyring.json")), keys.get(0)))
                .isTrue();
    }

    private static String logged(WatchedRun run) throws IOException {
        return run.logs().entrySet().stream()
                .filter(e -> !e.getKey().equals("output"))
                .map(e -> new String(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }

    /** The master key and every wrapped key, as the keyring writes them and as bytes. */
    private static List<byte[]> keys() throws IOException {
        JsonNode ring = new ObjectMapper().readTree(Files.readAllBytes(WORKSPACE.resolve("keyring.json")));
        List<String> texts = new ArrayList<>();
        ring.path("master")
                .path("key")
                .forEach(k -> texts.add(k.path("keyData").path("value").asText()));
        texts.add(ring.path("names").asText());
        ring.path("keys").forEach(k -> texts.add(k.asText()));
        List<byte[]> out = new ArrayList<>();
        for (String text : texts) {
            assertThat(text).hasSizeGreaterThan(20);
            byte[] raw = Base64.getDecoder().decode(text);
            out.add(text.getBytes(StandardCharsets.US_ASCII));
            out.add(raw);
            out.add(HexFormat.of().formatHex(raw).getBytes(StandardCharsets.US_ASCII));
        }
        return out;
    }

    private static void assertNoKey(String name, byte[] bytes, List<byte[]> keys) {
        for (byte[] key : keys) {
            assertThat(contains(bytes, key)).as("%s holds a key", name).isFalse();
        }
    }

    private static boolean contains(byte[] bytes, byte[] wanted) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(new String(wanted, StandardCharsets.ISO_8859_1));
    }

    @BeforeEach
    void forgetRunsThatOtherTestsKilled() throws IOException {
        SpillFolders.sweep(WORKSPACE);
    }

    @Test
    void theFinishedWorkspaceIsClosedAndSaysThatItsExportIsAnEvaluations() {
        WorkspaceCheck.Findings findings =
                new WorkspaceCheck(WORKSPACE, WORKSPACE.resolve("keyring.json"), Clock.systemUTC()).run();
        assertThat(findings.exposures())
                .extracting(Exposure::code)
                .containsOnly(ExposureCode.EVALUATION_READABLE)
                .hasSize(2);
        assertThat(findings.files()).isGreaterThan(30);
    }

    /** Before every build; on an ordinary workspace it must not be felt. */
    @Test
    void theQuickCheckCostsLessThanAFifthOfASecond() {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            assertThat(new QuickCheck(WORKSPACE, WORKSPACE.resolve("keyring.json"), Clock.systemUTC()).run())
                    .extracting(Exposure::code)
                    .containsOnly(ExposureCode.EVALUATION_READABLE);
            best = Math.min(best, System.nanoTime() - start);
        }
        assertThat(best / 1_000_000).as("ms").isLessThan(200);
    }

    @Test
    void aHaltBeforeTheBuildRefusesIt() {
        Path workspace = SharedSpark.place("demo");
        BuildJob.Done done = SharedSpark.built();
        assertThat(Main.execute("halt", workspace.toString())).isZero();
        try {
            assertThatThrownBy(() -> SharedSpark.build(SharedSpark.demo(workspace), 2))
                    .isInstanceOf(Halted.class);
        } finally {
            assertThat(Main.execute("resume", workspace.toString())).isZero();
        }
        BuildJob.Done again = SharedSpark.build(SharedSpark.demo(workspace), 2);
        assertThat(again.build().id()).isEqualTo(done.build().id());
        assertThat(SharedSpark.outcomes(again).values()).containsOnly(StageRunner.Outcome.RESUMED);
    }
}
