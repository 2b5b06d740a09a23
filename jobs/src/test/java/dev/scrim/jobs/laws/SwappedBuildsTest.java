package dev.scrim.jobs.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.release.Refusal;
import dev.scrim.datasets.release.ReviewSource;
import dev.scrim.datasets.vault.SignerKey;
import dev.scrim.jobs.account.Account;
import dev.scrim.jobs.account.AccountBook;
import dev.scrim.jobs.account.Caller;
import dev.scrim.jobs.account.Role;
import dev.scrim.jobs.account.RoleGrant;
import dev.scrim.jobs.audit.AuditEntry;
import dev.scrim.jobs.audit.AuditLog;
import dev.scrim.jobs.explain.ExplainJob;
import dev.scrim.jobs.release.ReleaseJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Two sealed builds of one workspace, under different policies: no file of the one passes for the other's. */
@EnabledIfSystemProperty(
        named = "scrim.long",
        matches = "true",
        disabledReason = "builds of its own: -Dscrim.long=true")
class SwappedBuildsTest {
    private static final String POLICY =
            "exports: [{format: hf-parquet}]\nrelease: {max_leak_rate: 1, review: optional}\n";
    private static final String WORDS = """
            ## Need
            To test swaps.
            ## Lawful basis
            Nobody real is in it.
            ## Risks
            None.
            ## Residual risk
            None.
            ## Advice
            None.
            ## Next review
            2999-01-31
            """;
    private static final Caller OFFICER =
            new Caller("swap-officer", Optional.empty(), Set.of(Role.PRIVACY_OFFICER), true);

    @TempDir
    private static Path keys;

    private static AuditLog audit;
    private static AccountBook book;
    private static Path mine;
    private static Path others;

    private final Map<Path, byte[]> before = new TreeMap<>();

    @TempDir
    private Path temp;

    @BeforeAll
    static void twoSealedBuilds() throws IOException {
        Path root = SharedSpark.place("swapped");
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        audit = new AuditLog(root, Clock.systemUTC());
        book = new AccountBook(root, audit, Clock.systemUTC());
        signer("swap-officer", Role.PRIVACY_OFFICER);
        signer("swap-owner", Role.DATA_OWNER);
        Account dan = Account.named("dan").granted(new RoleGrant(Role.CONSUMER, Optional.empty()));
        book.change(Caller.stranger("test"), "add", "dan", all -> all.with(dan));
        mine = built(SharedSpark.demo(root, POLICY));
        others = built(SharedSpark.demo(root, POLICY + "redaction: {policy: {chat: pane}}\n"));
        assertThat(mine).isNotEqualTo(others);
        Path words = keys.resolve("words.md");
        Files.writeString(words, WORDS);
        for (Path build : List.of(mine, others)) {
            job(build).privacyReview(words, Caller.stranger("test"));
        }
    }

    private static Path built(dev.scrim.jobs.spec.DatasetSpec spec) {
        return Path.of(SharedSpark.build(spec, 2, false).build().path().toUri());
    }

    private static void signer(String name, Role role) {
        SignerKey key = SignerKey.create(keys.resolve(name), phrase());
        Account account = Account.named(name).withKeys(key.publicKeys()).granted(new RoleGrant(role, Optional.empty()));
        book.change(Caller.stranger("test"), "add", name, all -> all.with(account));
    }

    private static char[] phrase() {
        return "four unrelated words".toCharArray();
    }

    private static ReleaseJob job(Path build) {
        return new ReleaseJob(
                build, Optional.of(SharedSpark.keyring()), Optional.empty(), ReviewSource.NONE, Clock.systemUTC());
    }

    private static void sign(Path build, String name) throws IOException {
        job(build).sign(name, keys.resolve(name), SwappedBuildsTest::phrase);
    }

    private interface Attempt {
        void run() throws IOException;
    }

    private static void refused(String what, Attempt attempt, Refusal... any) {
        int entries = audit.entries().size();
        assertThatThrownBy(attempt::run).isInstanceOf(UserError.class);
        List<AuditEntry> after = audit.entries();
        assertThat(after).hasSizeGreaterThan(entries);
        AuditEntry last = after.get(after.size() - 1);
        assertThat(last.what()).isEqualTo(what);
        assertThat(Stream.of(any).map(Refusal::name)).contains(last.object());
    }

    /** Puts a file of the other build into this one's place. */
    private void swap(Path place) throws IOException {
        put(mine.resolve(place), Files.readAllBytes(others.resolve(place)));
    }

    private void put(Path file, byte[] bytes) throws IOException {
        byte[] was = Files.readAllBytes(file);
        assertThat(bytes).as("the two differ: %s", mine.relativize(file)).isNotEqualTo(was);
        before.putIfAbsent(file, was);
        Files.write(file, bytes);
    }

    @AfterEach
    void asItWas() throws IOException {
        for (Map.Entry<Path, byte[]> file : before.entrySet()) {
            Files.write(file.getKey(), file.getValue());
        }
        before.clear();
        for (String role : List.of("privacy-officer", "data-owner")) {
            Files.deleteIfExists(mine.resolve("release").resolve(role + ".signature.json"));
            Files.deleteIfExists(mine.resolve("release").resolve(role + ".shares"));
        }
    }

    /** Relative paths of files that both builds have. */
    private static List<Path> both(String folder, String suffix) throws IOException {
        List<Path> out = new ArrayList<>();
        try (Stream<Path> all = Files.walk(mine.resolve(folder))) {
            all.filter(p -> p.toString().endsWith(suffix))
                    .map(mine::relativize)
                    .filter(p -> Files.isRegularFile(others.resolve(p)))
                    .sorted()
                    .forEach(out::add);
        }
        return out;
    }

    @Test
    void aShardAndItsManifestEntry() throws IOException {
        Path shard = both("08-export/hf-parquet", ".parquet").get(0);
        swap(shard);
        refused("refused.sign", () -> sign(mine, "swap-officer"), Refusal.FILES_CHANGED);
        // The entry, too: what the manifest says of the other's file, in this one's.
        Path manifest = Path.of("08-export/manifest.json");
        String name = shard.subpath(1, shard.getNameCount()).toString();
        put(mine.resolve(manifest), exchanged(manifest, name).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        refused("refused.sign", () -> sign(mine, "swap-officer"), Refusal.FILES_CHANGED, Refusal.MANIFEST_CHANGED);
        // And the whole manifest.
        swap(manifest);
        refused("refused.sign", () -> sign(mine, "swap-officer"), Refusal.FILES_CHANGED, Refusal.MANIFEST_CHANGED);
    }

    /** This build's manifest, with the other's entry of one file. */
    private static String exchanged(Path manifest, String file) throws IOException {
        com.fasterxml.jackson.databind.ObjectMapper json = new com.fasterxml.jackson.databind.ObjectMapper();
        com.fasterxml.jackson.databind.JsonNode to =
                json.readTree(mine.resolve(manifest).toFile());
        com.fasterxml.jackson.databind.JsonNode from =
                json.readTree(others.resolve(manifest).toFile());
        int exchanged = 0;
        for (com.fasterxml.jackson.databind.JsonNode theirs : from.path("files")) {
            for (com.fasterxml.jackson.databind.JsonNode own : to.path("files")) {
                if (own.path("path").asText().equals(file)
                        && theirs.path("path").asText().equals(file)) {
                    ((com.fasterxml.jackson.databind.node.ObjectNode) own)
                            .setAll((com.fasterxml.jackson.databind.node.ObjectNode) theirs);
                    exchanged++;
                }
            }
        }
        assertThat(exchanged).isEqualTo(1);
        return json.writeValueAsString(to);
    }

    @Test
    void aShardOfASignedBuild() throws IOException {
        sign(mine, "swap-officer");
        sign(mine, "swap-owner");
        swap(both("08-export/hf-parquet", ".parquet").get(0));
        Path to = temp.resolve("out");
        refused("refused.release", () -> job(mine).release(to, "dan", Caller.stranger("test")), Refusal.FILES_CHANGED);
        assertThat(to).doesNotExist();
    }

    @Test
    void aTableOfAStageIsNeitherSignedNorLookedAt() throws IOException {
        // Spark names parts by chance: the other's part stands in under this one's name.
        Path folder = Path.of("05-findings/findings");
        List<Path> own = parquet(mine.resolve(folder));
        List<Path> theirs = parquet(others.resolve(folder));
        assertThat(own).isNotEmpty().hasSameSizeAs(theirs);
        for (int i = 0; i < own.size(); i++) {
            put(own.get(i), Files.readAllBytes(theirs.get(i)));
        }
        refused("refused.sign", () -> sign(mine, "swap-officer"), Refusal.FILES_CHANGED);
        ExplainJob explain =
                new ExplainJob(mine, Optional.of(SharedSpark.keyring()), 2, Optional.empty(), Clock.systemUTC());
        String step = explain.list(OFFICER).get(0).path();
        refused(
                "refused.explain",
                () -> explain.explain(
                        step, Optional.of(temp.resolve("seen")), new ExplainJob.Viewer(OFFICER, Optional.empty())),
                Refusal.FILES_CHANGED);
    }

    private static List<Path> parquet(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(p -> p.toString().endsWith(".parquet")).sorted().toList();
        }
    }

    @Test
    void aPaperOfTheReview() throws IOException {
        Path page = Path.of("release/privacy-review.md");
        swap(page);
        refused("refused.sign", () -> sign(mine, "swap-officer"), Refusal.PRIVACY_REVIEW_CHANGED);
        Files.write(mine.resolve(page), before.get(mine.resolve(page)));
        swap(Path.of("release/build-record.json"));
        refused("refused.sign", () -> sign(mine, "swap-officer"), Refusal.RECORD_CHANGED);
    }

    @Test
    void theOthersSignatureAndShares() throws IOException {
        sign(others, "swap-officer");
        sign(others, "swap-owner");
        for (String role : List.of("privacy-officer", "data-owner")) {
            for (String kind : List.of(".signature.json", ".shares")) {
                Path file = Path.of("release", role + kind);
                Files.copy(others.resolve(file), mine.resolve(file));
            }
        }
        refused(
                "refused.release",
                () -> job(mine).release(temp.resolve("out"), "dan", Caller.stranger("test")),
                Refusal.SIGNATURE_VOID);
    }
}
