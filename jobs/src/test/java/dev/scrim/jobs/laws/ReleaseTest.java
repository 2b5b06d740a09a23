package dev.scrim.jobs.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.release.Refusal;
import dev.scrim.datasets.release.ReleaseGate;
import dev.scrim.datasets.release.ReleaseState;
import dev.scrim.datasets.release.ReviewSource;
import dev.scrim.datasets.shards.LocalShardDirectory;
import dev.scrim.datasets.shards.ShardFormats;
import dev.scrim.datasets.shards.ShardVerifier;
import dev.scrim.datasets.store.Digests;
import dev.scrim.datasets.vault.SignerKey;
import dev.scrim.jobs.account.Account;
import dev.scrim.jobs.account.AccountBook;
import dev.scrim.jobs.account.Accounts;
import dev.scrim.jobs.account.Caller;
import dev.scrim.jobs.account.Role;
import dev.scrim.jobs.account.RoleGrant;
import dev.scrim.jobs.audit.AuditEntry;
import dev.scrim.jobs.audit.AuditLog;
import dev.scrim.jobs.build.BuildJob;
import dev.scrim.jobs.release.ReleaseJob;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.stage.StageRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sealed build leaves the house through two people's hands, as it was built, or not at all; and every try is on record. */
class ReleaseTest {
    private static final String POLICY = "release: {max_leak_rate: 1, review: optional}\n";
    private static final String WORDS = """
            ## Need
            To test that a release works. <script>alert(1)</script>
            ## Lawful basis
            Nobody real is in it.
            ## Risks
            None.
            ## Residual risk
            None that is not borne.
            ## Advice
            # Not a heading of the page
            ## Next review
            2999-01-31
            """;
    private static final String OS = System.getProperty("user.name");

    @TempDir
    private static Path keys;

    private static Path root;
    private static BuildJob.Done done;
    private static Path build;
    private static AuditLog audit;
    private static AccountBook book;

    @TempDir
    private Path temp;

    private final Map<Path, byte[]> before = new TreeMap<>();

    @BeforeAll
    static void aSealedBuild() throws IOException {
        SharedSpark.built();
        root = SharedSpark.place("demo");
        audit = new AuditLog(root, Clock.systemUTC());
        book = new AccountBook(root, audit, Clock.systemUTC());
        signer("officer", Role.PRIVACY_OFFICER);
        signer("owner", Role.DATA_OWNER);
        signer("both", Role.PRIVACY_OFFICER, Role.DATA_OWNER);
        signer("bea", Role.DATA_OWNER);
        change("bea", a -> a.withLogin(OS));
        signer("gone", Role.DATA_OWNER);
        change("dan", a -> a.granted(new RoleGrant(Role.CONSUMER, Optional.empty())));
        change("past", a -> a.granted(new RoleGrant(Role.CONSUMER, Optional.of(Instant.EPOCH))));
        done = SharedSpark.build(SharedSpark.demo(root, POLICY), 2, false);
        change("gone", a -> a.granted(new RoleGrant(Role.DATA_OWNER, Optional.of(Instant.EPOCH))));
        build = Path.of(done.build().path().toUri());
    }

    private static void change(String name, UnaryOperator<Account> change) {
        book.change(
                os(), "test", name, all -> all.with(change.apply(all.find(name).orElseGet(() -> Account.named(name)))));
    }

    private static void signer(String name, Role... roles) {
        SignerKey key = SignerKey.create(keys.resolve(name), phrase());
        change(name, a -> {
            Account with = a.withKeys(key.publicKeys());
            for (Role role : roles) {
                with = with.granted(new RoleGrant(role, Optional.empty()));
            }
            return with;
        });
    }

    private static char[] phrase() {
        return "four unrelated words".toCharArray();
    }

    private static Caller os() {
        return book.caller(Map.of(), "somebody");
    }

    private static ReleaseJob job() {
        return job(build, Clock.systemUTC());
    }

    private static ReleaseJob job(Path folder, Clock clock) {
        return new ReleaseJob(folder, Optional.of(SharedSpark.keyring()), Optional.empty(), ReviewSource.NONE, clock);
    }

    private static Path file(String name) {
        return build.resolve("release").resolve(name);
    }

    @BeforeEach
    void unsigned() throws IOException {
        for (String name : List.of("privacy-officer", "data-owner")) {
            Files.deleteIfExists(file(name + ".signature.json"));
            Files.deleteIfExists(file(name + ".shares"));
        }
        Path words = temp.resolve("words.md");
        Files.writeString(words, WORDS);
        job().privacyReview(words, os());
        remember(build.resolve("release"));
        remember(build.resolve("08-export"));
        remember(build.resolve("07-verified/manifest.json"));
    }

    private void remember(Path place) throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                before.put(file, Files.readAllBytes(file));
            }
        } catch (java.nio.file.NoSuchFileException e) {
            return; // The stage lies in another build.
        }
    }

    @AfterEach
    void asItWas() throws IOException {
        for (Map.Entry<Path, byte[]> file : before.entrySet()) {
            Files.write(file.getKey(), file.getValue());
        }
    }

    private static void sign(String name) throws IOException {
        sign(job(), name, name);
    }

    private static void sign(ReleaseJob job, String name, String key) throws IOException {
        job.sign(name, keys.resolve(key), ReleaseTest::phrase);
    }

    private interface Attempt {
        void run() throws IOException;
    }

    /** It fails in words that name the reason, and the log has the try. */
    private static void refused(Refusal why, String thing, Attempt attempt) {
        int entries = audit.entries().size();
        assertThatThrownBy(attempt::run).isInstanceOf(UserError.class).satisfies(e -> {
            if (why != Refusal.KEY_FILE) {
                assertThat(e.getMessage()).contains(why.why());
            }
        });
        List<AuditEntry> after = audit.entries();
        assertThat(after).hasSize(entries + 1);
        assertThat(after.get(entries).what()).isEqualTo("refused." + thing);
        assertThat(after.get(entries).object()).isEqualTo(why.name());
    }

    private void refusedRelease(Refusal why) {
        Path to = temp.resolve("out");
        refused(why, "release", () -> job().release(to, "dan", os()));
        assertThat(to).doesNotExist();
        assertThat(temp.toFile().list()).containsOnly("words.md");
    }

    private static Path aShard() throws IOException {
        try (Stream<Path> all = Files.walk(build.resolve("08-export/hf-parquet"))) {
            return all.filter(p -> p.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void signedByTwoItIsReleasedAsItWasBuilt() throws IOException {
        assertThat(ReleaseGate.state(job().facts())).isEqualTo(ReleaseState.REVIEWED);
        sign("officer");
        refusedRelease(Refusal.SIGNATURE_MISSING);
        sign("owner");
        assertThat(ReleaseGate.state(job().facts())).isEqualTo(ReleaseState.SIGNED);

        Path to = job().release(temp.resolve("out"), "dan", os());

        assertThat(ReleaseGate.state(job().facts())).isEqualTo(ReleaseState.RELEASED);
        Path evaluation = SharedSpark.export(SharedSpark.built());
        Map<String, byte[]> open = SharedSpark.files(evaluation, f -> f.endsWith(".parquet"));
        assertThat(open).isNotEmpty();
        open.forEach((name, bytes) -> assertThat(to.resolve(name)).hasBinaryContent(bytes));
        // Only an evaluation's plain form has recordings' own names; its pictures are the same ones.
        assertThat(pictures(to)).isNotEmpty().isEqualTo(pictures(evaluation));
        for (String format : List.of("hf-parquet", "plain")) {
            assertThat(new ShardVerifier(ShardFormats.load())
                            .verify(new LocalShardDirectory(to.resolve(format)))
                            .problems())
                    .isEmpty();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(to)))
                .isEqualTo("rwx------");
        assertThat(Files.readString(to.resolve("certificate.json")))
                .contains("\"dan\"", "\"officer\"", "\"owner\"", done.build().id());
        assertThat(Files.readString(to.resolve("privacy_manifest.json"))).contains("RELEASED", "ed25519");
        assertThat(Files.readString(to.resolve("privacy-review.md")))
                .contains("Nobody real", "- the most that is accepted: 100.000 %", "random frames");
        assertThat(Files.readString(to.resolve("privacy-review.html")))
                .contains("&lt;script&gt;")
                .doesNotContain("<script>");
        SharedSpark.files(to, f -> true).forEach((name, bytes) -> Planted.assertAbsent(name, bytes, Planted.SECRETS));
        assertThat(audit.entries().stream().map(AuditEntry::what)).contains("sign", "release", "release.done");
        refused(Refusal.TARGET, "release", () -> job().release(to, "dan", os()));
    }

    private static Map<String, String> pictures(Path export) {
        Map<String, String> out = new TreeMap<>();
        SharedSpark.files(export, f -> f.endsWith(".png"))
                .forEach((name, bytes) -> out.put(name.substring(name.lastIndexOf('/') + 1), Digests.sha256(bytes)));
        return out;
    }

    @Test
    void noSinglePersonNorTheKeyringOpensIt() throws IOException {
        assertThat(new String(Files.readAllBytes(aShard()), 0, 8, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("SCRIMSL1");
        assertThat(build.resolve("08-export/draft")).doesNotExist();
        sign("officer");
        // The officer's own shares in the owner's place.
        Files.copy(file("privacy-officer.shares"), file("data-owner.shares"));
        sign("owner");
        Files.copy(file("privacy-officer.shares"), file("data-owner.shares"), StandardCopyOption.REPLACE_EXISTING);
        refusedRelease(Refusal.SHARES_MISSING);
    }

    @Test
    void whoMayNotSignIsRefused() throws IOException {
        refused(Refusal.UNKNOWN_ACCOUNT, "sign", () -> sign(job(), "nobody", "owner"));
        refused(Refusal.ROLE_MISSING, "sign", () -> sign(job(), "dan", "owner"));
        refused(Refusal.ROLE_ENDED, "sign", () -> sign("gone"));
        refused(Refusal.BUILDER_SIGNS, "sign", () -> sign("bea"));
        refused(Refusal.WRONG_KEY, "sign", () -> sign(job(), "officer", "owner"));
        sign("both");
        change("both", a -> a.revoked(Role.PRIVACY_OFFICER));
        try {
            refused(Refusal.SIGNED_TWICE, "sign", () -> sign("both"));
        } finally {
            change("both", a -> a.granted(new RoleGrant(Role.PRIVACY_OFFICER, Optional.empty())));
        }
        sign("owner");
        assertThat(Files.readString(file("privacy-officer.signature.json"))).contains("\"both\"");
        Files.delete(file("privacy-officer.signature.json"));
        sign("officer");
        Files.delete(file("data-owner.signature.json"));
        sign("both");
        assertThat(Files.readString(file("data-owner.signature.json"))).contains("\"both\"");
        assertThat(Files.readString(file("privacy-officer.signature.json"))).contains("\"officer\"");
    }

    @Test
    void aKeyFileThatOthersCanReadIsRefused() throws IOException {
        Path key = keys.resolve("officer");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        try {
            refused(Refusal.KEY_FILE, "sign", () -> sign("officer"));
        } finally {
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        }
        refused(Refusal.KEY_FILE, "sign", () -> job().sign("officer", key, () -> "four unrelated wards".toCharArray()));
    }

    @Test
    void whoMayNotReceiveIsRefused() throws IOException {
        sign("officer");
        sign("owner");
        for (String name : List.of("past", "owner", "nobody")) {
            refused(Refusal.CONSUMER, "release", () -> job().release(temp.resolve("out"), name, os()));
        }
    }

    @Test
    void editedFiguresAreRefused() throws IOException {
        Path manifest = build.resolve("08-export/manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replaceFirst("(\"steps.out\" ?: ?)\\d+", "$199"));
        refused(Refusal.MANIFEST_CHANGED, "sign", () -> sign("officer"));
        Files.write(manifest, before.get(manifest));
        Path record = file("build-record.json");
        Files.writeString(record, Files.readString(record).replace("\"evaluation\" : false", "\"evaluation\" : true"));
        assertThat(Files.readString(record)).contains("true");
        refused(Refusal.RECORD_CHANGED, "sign", () -> sign("officer"));
        Files.write(record, before.get(record));
        Path review = file("privacy-review.md");
        Files.writeString(review, Files.readString(review).replace("100.000 %", "0.100 %"));
        refused(Refusal.PRIVACY_REVIEW_CHANGED, "sign", () -> sign("officer"));
        Files.delete(review);
        refused(Refusal.NO_PRIVACY_REVIEW, "sign", () -> sign("officer"));
    }

    @Test
    void swappedAndDamagedFilesAreRefusedBeforeAndAfterSigning() throws IOException {
        Path shard = aShard();
        Path other = build.resolve("08-export/hf-parquet/README.md");
        Files.write(shard, before.get(other));
        refused(Refusal.FILES_CHANGED, "sign", () -> sign("officer"));
        Files.write(shard, before.get(shard));
        sign("officer");
        sign("owner");
        byte[] bytes = before.get(shard).clone();
        bytes[bytes.length / 2] ^= 1;
        Files.write(shard, bytes);
        refusedRelease(Refusal.FILES_CHANGED);
    }

    @Test
    void whatEndedIsRefused() throws IOException {
        sign("officer");
        sign("owner");
        Clock later = Clock.fixed(Instant.now().plus(Duration.ofDays(31)), ZoneOffset.UTC);
        refused(Refusal.SIGNATURE_ENDED, "release", () -> job(build, later).release(temp.resolve("out"), "dan", os()));
        change("owner", a -> a.granted(new RoleGrant(Role.DATA_OWNER, Optional.of(Instant.now()))));
        try {
            refusedRelease(Refusal.ROLE_ENDED);
        } finally {
            change("owner", a -> a.granted(new RoleGrant(Role.DATA_OWNER, Optional.empty())));
        }
        SignerKey fresh = SignerKey.create(temp.resolve("fresh"), phrase());
        SignerKey old = SignerKey.open(keys.resolve("owner"), phrase());
        change("owner", a -> a.withKeys(fresh.publicKeys()));
        try {
            refused(Refusal.SIGNATURE_BAD, "release", () -> job().release(temp.resolve("out"), "dan", os()));
            refused(
                    Refusal.NOT_SEALED_FOR,
                    "sign",
                    () -> job().sign("owner", temp.resolve("fresh"), ReleaseTest::phrase));
        } finally {
            change("owner", a -> a.withKeys(old.publicKeys()));
        }
    }

    @Test
    void anotherBuildsSignatureAndAnEarlierBuildsSignatureAreVoid() throws IOException {
        BuildJob.Done second = SharedSpark.build(SharedSpark.demo(root, "name: other\n" + POLICY), 2, false);
        Path folder = Path.of(second.build().path().toUri());
        assertThat(folder).isNotEqualTo(build);
        Path words = temp.resolve("words.md");
        ReleaseJob other = job(folder, Clock.systemUTC());
        other.privacyReview(words, os());
        sign(other, "officer", "officer");
        sign(other, "owner", "owner");
        assertThat(ReleaseGate.state(other.facts())).isEqualTo(ReleaseState.SIGNED);
        for (String name : List.of("privacy-officer", "data-owner")) {
            for (String kind : List.of(".signature.json", ".shares")) {
                Files.copy(folder.resolve("release").resolve(name + kind), file(name + kind));
            }
        }
        refusedRelease(Refusal.SIGNATURE_VOID);

        // The same build under the default policy, which one random frame cannot meet; nothing is computed again.
        BuildJob.Done strict = SharedSpark.build(SharedSpark.demo(root, "name: other\n"), 2, false);
        assertThat(SharedSpark.outcomes(strict).get(StageNames.EXPORT)).isEqualTo(StageRunner.Outcome.RESUMED);
        other.privacyReview(words, os());
        assertThat(ReleaseGate.beforeRelease(other.facts()))
                .contains(Refusal.LEAK_RATE, Refusal.NOT_REVIEWED, Refusal.SIGNATURE_VOID);
        refused(Refusal.LEAK_RATE, "sign", () -> sign(other, "officer", "officer"));

        // Somebody more who can open it: the export is sealed anew, and nothing else is done again.
        signer("new", Role.DATA_OWNER);
        try {
            BuildJob.Done resealed = SharedSpark.build(SharedSpark.demo(root, "name: other\n" + POLICY), 2, false);
            assertThat(SharedSpark.outcomes(resealed).get(StageNames.EXPORT)).isEqualTo(StageRunner.Outcome.RAN);
            assertThat(SharedSpark.outcomes(resealed).get(StageNames.VERIFIED)).isNotEqualTo(StageRunner.Outcome.RAN);
            other.privacyReview(words, os());
            assertThat(ReleaseGate.beforeRelease(other.facts())).containsExactly(Refusal.SIGNATURE_VOID);
        } finally {
            book.change(os(), "test", "new", all -> all.without("new"));
        }
    }

    @Test
    void anEvaluationIsNeverSigned() {
        Path evaluation = Path.of(SharedSpark.built().build().path().toUri());
        refused(Refusal.EVALUATION, "sign", () -> sign(job(evaluation, Clock.systemUTC()), "officer", "officer"));
    }

    @Test
    void aCutOffAuditLogStopsEverythingAndTheTryIsKeptBesideIt() throws IOException {
        Path anchors = temp.resolve("anchors");
        AuditLog anchored = new AuditLog(root, Optional.of(anchors), Clock.systemUTC());
        anchored.anchor();
        Path log = root.resolve("audit.jsonl");
        byte[] whole = Files.readAllBytes(log);
        List<String> lines = Files.readAllLines(log);
        Files.write(log, lines.subList(0, lines.size() - 1));
        byte[] cut = Files.readAllBytes(log);
        try {
            ReleaseJob watched = new ReleaseJob(
                    build,
                    Optional.of(SharedSpark.keyring()),
                    Optional.of(anchors),
                    ReviewSource.NONE,
                    Clock.systemUTC());
            assertThatThrownBy(() -> sign(watched, "officer", "officer"))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("audit log");
            assertThat(Files.readAllBytes(log)).isEqualTo(cut);
            assertThat(anchored.refusalsBeside()).last().satisfies(e -> {
                assertThat(e.what()).isEqualTo("refused.sign");
                assertThat(e.who()).isEqualTo("officer");
            });
        } finally {
            Files.write(log, whole);
        }
    }

    @Test
    void sealedForNobodyItSaysSo() {
        assertThat(done.openable()).isTrue();
        assertThat(Accounts.NONE.sealHolders(Instant.now()).canBeOpened()).isFalse();
    }
}
