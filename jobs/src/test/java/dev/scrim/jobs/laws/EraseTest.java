package dev.scrim.jobs.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.consent.ConsentFile;
import dev.scrim.datasets.consent.ConsentRow;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.SubjectId;
import dev.scrim.datasets.model.TrajectoryId;
import dev.scrim.datasets.release.Refusal;
import dev.scrim.datasets.release.ReviewSource;
import dev.scrim.datasets.scan.SecretScan;
import dev.scrim.datasets.shards.LocalShardDirectory;
import dev.scrim.datasets.shards.ShardFormat;
import dev.scrim.datasets.shards.ShardFormats;
import dev.scrim.datasets.shards.ShardVerifier;
import dev.scrim.datasets.split.OpaqueKeys;
import dev.scrim.datasets.vault.KeyId;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.jobs.account.Account;
import dev.scrim.jobs.account.AccountBook;
import dev.scrim.jobs.account.Caller;
import dev.scrim.jobs.account.Role;
import dev.scrim.jobs.account.RoleGrant;
import dev.scrim.jobs.audit.AuditLog;
import dev.scrim.jobs.build.BuildJob;
import dev.scrim.jobs.build.BuildOptions;
import dev.scrim.jobs.build.TwoRecordings;
import dev.scrim.jobs.cli.Answer;
import dev.scrim.jobs.cli.Main;
import dev.scrim.jobs.consent.ConsentDesk;
import dev.scrim.jobs.erase.EraseJob;
import dev.scrim.jobs.erase.ErasureCertificate;
import dev.scrim.jobs.release.ReleaseJob;
import dev.scrim.jobs.report.Progress;
import dev.scrim.jobs.spec.DatasetSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

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
    private static final String RELEASED = """
            splits: {train: 1, validation: 0, test: 0, repeats: keep}
            exports: [{format: hf-parquet}]
            release: {max_leak_rate: 1, review: optional}
            """;
    private static final Clock AT = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    private static Path home;
    private static Path keyring;
    private static DatasetSpec spec;
    private static Path workspace;
    private static Path release;
    private static Path second;
    private static Map<String, byte[]> before;
    private static Set<String> theirs;
    private static Set<String> others;
    private static Path ledger;
    private static Path twin;
    private static Path twinRelease;
    private static String sealed;
    private static long eraseNs;

    @BeforeAll
    static void buildBoth() throws IOException {
        home = Files.createDirectories(SharedSpark.place("erase"));
        keyring = home.resolve("keyring.json");
        Path input = Files.createDirectories(home.resolve("input"));
        TwoRecordings.write(SharedSpark.DEMO, input, GONE);
        workspace = home.resolve("workspace");
        ledger = input.resolve("ledger.jsonl");
        new ConsentDesk(ledger, Optional.empty(), Optional.empty(), Clock.systemUTC())
                .importCsv(input.resolve("consent.csv"), "test");
        spec = SharedSpark.spec(input.resolve("recordings"), ledger, workspace, formats());
        BuildJob.Done done = build(spec, true);
        // The same, to be released: only 08 is made, and sealed.
        DatasetSpec released = SharedSpark.spec(input.resolve("recordings"), ledger, workspace, RELEASED);
        sealed = build(released, false).build().id();
        release = home.resolve("release");
        second = home.resolve("second");
        for (Path to : List.of(release, second)) {
            ReleasedRows.copy(SharedSpark.export(done), to);
            Files.delete(to.resolve("manifest.json"));
        }
        before = SharedSpark.files(release, f -> true);
        twin = home.resolve("twin");
        twinRelease = home.resolve("twin-release");
        ReleasedRows.copy(workspace, twin);
        ReleasedRows.copy(release, twinRelease);
        Files.copy(keyring, home.resolve("twin-keyring.json"), StandardCopyOption.COPY_ATTRIBUTES);
        OpaqueKeys names = new OpaqueKeys(
                java.util.HexFormat.of().parseHex(LocalKeyring.open(keyring).hmac("export-names", "1")));
        theirs = names(names, THEIR_RECORDING);
        others = names(names, OTHER_RECORDING);
    }

    private static String formats() {
        StringBuilder more = new StringBuilder("splits: {train: 1, validation: 0, test: 0, repeats: keep}\nexports:\n");
        ShardFormats.load()
                .ids()
                .forEach(id -> more.append("  - {format: ").append(id).append(", shard_mb: 1}\n"));
        return more.toString();
    }

    private static Set<String> names(OpaqueKeys names, String recording) {
        Set<String> out = new HashSet<>();
        for (int i = 0; i < SOME; i++) {
            out.add(names.trajectory(new TrajectoryId(new RecordingId(recording), i)));
        }
        return out;
    }

    private static BuildJob.Done build(DatasetSpec of, boolean evaluation) {
        BuildOptions options = new BuildOptions(evaluation, Optional.of(keyring), 2, 2);
        return new BuildJob(of, options, new Progress(line -> {}, false, System::nanoTime), Clock.systemUTC()).run();
    }

    private static EraseJob job(String person) {
        return job(person, workspace, keyring, Clock.systemUTC());
    }

    private static EraseJob job(String person, Path of, Path keys, Clock clock) {
        return new EraseJob(
                place(of, keys),
                new SubjectId(person),
                "request-12",
                new Caller("olga", Optional.empty(), Set.of(Role.PRIVACY_OFFICER), true),
                clock);
    }

    private static EraseJob.Place place(Path of, Path keys) {
        return new EraseJob.Place(of, Optional.of(keys), Optional.empty(), Optional.empty(), 2);
    }

    private static void nothing(EraseJob.Step step) {
        assertThat(step.words()).isNotEmpty();
    }

    @Test
    @Order(1)
    void whoWasNeverThereIsNotErased() {
        assertThatThrownBy(() -> job("subj-99").run(List.of(release), EraseTest::nothing))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("nothing of that person");
    }

    @Test
    @Order(2)
    void onlyTheirShardsChangeAndNothingOfTheirsIsLeft() throws IOException {
        Map<String, Set<String>> shards = ReleasedRows.byShard(release);
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
        ErasureCertificate certificate = job(GONE, workspace, keyring, AT).run(List.of(release), EraseTest::nothing);
        eraseNs = System.nanoTime() - start;

        Map<String, byte[]> after = SharedSpark.files(release, f -> true);
        shards.keySet().stream()
                .filter(f -> !holding.contains(f))
                .forEach(f -> assertThat(after.get(f)).as(f).isEqualTo(before.get(f)));
        Set<String> pictures = new TreeSet<>(before.keySet());
        pictures.removeIf(f -> !f.startsWith("plain/images/" + OTHER_RECORDING));
        assertThat(pictures).isNotEmpty();
        pictures.forEach(f -> assertThat(after.get(f)).as(f).isEqualTo(before.get(f)));
        holding.forEach(f -> assertThat(after.get(f)).as(f).isNotEqualTo(before.get(f)));
        Map<String, Set<String>> left = ReleasedRows.byShard(release);
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
        assertThat(certificate.json()).contains("withdrawn", sealed).doesNotContain("CSV");
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
        Map<String, byte[]> papers = certificates(workspace);

        job(GONE).run(List.of(release), EraseTest::nothing);

        assertSame(SharedSpark.files(release, f -> true), once);
        assertSame(certificates(workspace), papers);
    }

    /** The same from the start over copies of the workspace and its release: killed behind every step, ended by command. */
    @Test
    @Order(6)
    void killedBehindEachStepAndEndedByTheCommandItComesToTheSameEnd() throws IOException {
        Path twinKeyring = home.resolve("twin-keyring.json");
        for (EraseJob.Step last : EraseJob.Step.values()) {
            assertThatThrownBy(() -> job(GONE, twin, twinKeyring, AT).run(List.of(twinRelease), step -> {
                        if (step == last) {
                            throw new IllegalStateException("killed");
                        }
                    }))
                    .hasMessage("killed");
        }
        Answer erased = Answer.to(
                "erase",
                "--workspace=" + twin,
                "--subject=" + GONE,
                "--release=" + twinRelease,
                "--keyring=" + twinKeyring,
                "--cores=2",
                "--json");
        assertThat(erased.exit()).as(erased.err()).isZero();
        assertThat(erased.document("erase").get("certificate").get("proven")).isNotEmpty();

        assertSame(SharedSpark.files(twinRelease, f -> true), SharedSpark.files(release, f -> true));
        assertSame(certificates(twin), certificates(workspace));
        assertThat(Main.execute("erase", "--workspace=" + twin, "--subject=subj-99", "--keyring=" + twinKeyring))
                .isEqualTo(2);
    }

    /** The ledger says so, too; no later build has them, and what was sealed with them is never signed. */
    @Test
    @Order(7)
    void theLedgerSaysSoAndWhatWasSealedWithThemIsNeverSigned() throws IOException {
        List<ConsentRow> rows = new ConsentFile(ledger).entries().ledger().of(new SubjectId(GONE));
        assertThat(rows).hasSize(2);
        assertThat(rows.get(1).state()).isEqualTo(ConsentRow.State.WITHDRAW);

        // Their raw recording is still where it was: nothing is built of it, in any workspace of the keyring.
        assertThatThrownBy(() -> build(spec, true))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("the person was erased");

        Path folder = workspace.resolve("builds").resolve(sealed);
        assertThat(folder.resolve("08-export")).doesNotExist();
        AuditLog audit = new AuditLog(workspace, Clock.systemUTC());
        AccountBook book = new AccountBook(workspace, audit, Clock.systemUTC());
        for (Role role : List.of(Role.PRIVACY_OFFICER, Role.DATA_OWNER, Role.CONSUMER)) {
            Account account = Account.named(role.label()).granted(new RoleGrant(role, Optional.empty()));
            book.change(Caller.stranger("root"), "add", role.label(), all -> all.with(account));
        }
        ReleaseJob gate =
                new ReleaseJob(folder, Optional.of(keyring), Optional.empty(), ReviewSource.NONE, Clock.systemUTC());
        assertThatThrownBy(() -> gate.sign("privacy-officer", keyring, () -> new char[0]))
                .hasMessageContaining(Refusal.ERASED_SUBJECT.why());
        assertRefused(audit, "refused.sign ERASED_SUBJECT");
        assertThatThrownBy(() -> gate.release(home.resolve("never"), "consumer", Caller.stranger("root")))
                .hasMessageContaining(Refusal.ERASED_SUBJECT.why());
        assertRefused(audit, "refused.release ERASED_SUBJECT");
        assertThat(home.resolve("never")).doesNotExist();

        assertThatThrownBy(() ->
                        new EraseJob(place(workspace, keyring), new SubjectId(GONE), "", Caller.stranger("mal"), AT))
                .isInstanceOf(UserError.class);
        assertRefused(audit, "refused.erase ROLE_MISSING");
    }

    private static void assertRefused(AuditLog audit, String what) {
        assertThat(audit.entries())
                .last()
                .satisfies(e -> assertThat(e.what() + " " + e.object()).isEqualTo(what));
    }

    /** What somebody without it would do: build everything anew without the person. In a process that is warm for both. */
    @Test
    @Order(8)
    @EnabledIfSystemProperty(
            named = "scrim.long",
            matches = "true",
            disabledReason = "takes a minute: -Dscrim.long=true")
    void itTakesLessThanBuildingAnew() throws IOException {
        DatasetSpec without = SharedSpark.spec(
                        home.resolve("input/recordings"), ledger, home.resolve("again"), formats())
                .withOnly(List.of(new RecordingId(OTHER_RECORDING)));
        long start = System.nanoTime();
        BuildJob.Done done = build(without, true);
        long buildNs = System.nanoTime() - start;
        assertThat(SharedSpark.export(done)).isDirectory();
        System.out.printf(
                java.util.Locale.ROOT,
                "erased in %.1f s, built anew in %.1f s: ratio %.3f%n",
                eraseNs / 1e9,
                buildNs / 1e9,
                (double) eraseNs / buildNs);
        assertThat(eraseNs).isLessThan(buildNs);
    }

    /** The other copy: what was killed before it was whole begins again, what was whole is put in place. */
    @Test
    @Order(5)
    void killedBetweenItComesToTheSameEnd() throws IOException {
        Path staging = Files.createDirectories(second.resolve(".erasing-arrow/fresh/data"));
        Files.writeString(staging.resolve("torn.arrow"), "torn");

        job(GONE).run(List.of(second), EraseTest::nothing);

        assertSame(SharedSpark.files(second, f -> true), SharedSpark.files(release, f -> true));
    }

    private static Map<String, byte[]> certificates(Path of) {
        return SharedSpark.files(of.resolve("erasures"), f -> f.endsWith(".json"));
    }

    private static void assertSame(Map<String, byte[]> actual, Map<String, byte[]> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((file, bytes) -> assertThat(actual.get(file)).as(file).isEqualTo(bytes));
    }
}
