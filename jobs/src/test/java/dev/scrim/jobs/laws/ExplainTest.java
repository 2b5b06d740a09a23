package dev.scrim.jobs.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.media.Png;
import dev.scrim.jobs.account.Account;
import dev.scrim.jobs.account.AccountBook;
import dev.scrim.jobs.account.Caller;
import dev.scrim.jobs.account.Role;
import dev.scrim.jobs.audit.AuditEntry;
import dev.scrim.jobs.audit.AuditLog;
import dev.scrim.jobs.build.BuildJob;
import dev.scrim.jobs.explain.ExplainJob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step can be explained from every build; what was there before is shown only with keys, a reason and a record of it. */
class ExplainTest {
    private static final Caller OFFICER = new Caller("officer", Optional.empty(), Set.of(Role.PRIVACY_OFFICER), true);
    private static final ExplainJob.Viewer REVIEWER = new ExplainJob.Viewer(
            new Caller("reviewer", Optional.empty(), Set.of(Role.REVIEWER), true), Optional.empty());

    private static ExplainJob job(BuildJob.Done done) {
        return job(done, SharedSpark.keyring());
    }

    private static ExplainJob job(BuildJob.Done done, Path keyring) {
        return new ExplainJob(
                Path.of(done.build().path().toUri()), Optional.of(keyring), 2, Optional.empty(), Clock.systemUTC());
    }

    private static List<AuditEntry> audited() {
        return new AuditLog(SharedSpark.place("demo"), Clock.systemUTC()).entries();
    }

    /** The one step that typed something. */
    private static ExplainJob.Line typed(ExplainJob job) {
        return job.list(OFFICER).stream()
                .filter(l -> l.action().equals("type"))
                .findFirst()
                .orElseThrow();
    }

    private static String text(List<Path> files) throws IOException {
        Path table = files.get(files.size() - 1);
        assertThat(table.toString()).endsWith(".txt");
        return Files.readString(table, StandardCharsets.UTF_8);
    }

    @Test
    void theListHasTheExportsNamesAndEitherNameFindsTheStep() throws IOException {
        BuildJob.Done done = SharedSpark.built();
        List<ExplainJob.Line> lines = job(done).list(OFFICER);
        assertThat(lines).hasSize((int)
                done.build().manifest(dev.scrim.jobs.stage.StageNames.EXPORT).count("steps.out"));
        String shard = new String(
                SharedSpark.shards(SharedSpark.export(done)).entrySet().stream()
                        .filter(e -> e.getKey().endsWith(".parquet"))
                        .findFirst()
                        .orElseThrow()
                        .getValue(),
                StandardCharsets.ISO_8859_1);
        lines.forEach(l -> assertThat(shard).contains(l.sampleId()));

        ExplainJob.Line step = typed(job(done));
        Path to = SharedSpark.place("explained-names");
        assertThat(job(done).explain(step.path(), Optional.of(to), REVIEWER))
                .isEqualTo(job(done).explain(step.sampleId(), Optional.of(to), REVIEWER));
    }

    @Test
    void withoutBreakingGlassNothingPrivateIsWrittenAndEachMaskHasItsRule() throws IOException {
        BuildJob.Done done = SharedSpark.built();
        ExplainJob.Line step = typed(job(done));
        Path to = SharedSpark.place("explained");
        int before = audited().size();

        List<Path> files = job(done).explain(step.sampleId(), Optional.of(to), REVIEWER);

        String table = text(files);
        assertThat(table)
                .contains("sensitivity 4 of 4", "identity.", "propagate.", "own", "propagated", "Text: typed")
                .containsPattern("(?m)^ +1 +\\d+,\\d+ \\d+\u00d7\\d+ ");
        Planted.assertAbsent("the table", table, Planted.SECRETS);
        Planted.assertAbsent("the table", table, List.of("demo-quick"));
        assertThat(files).hasSize(3);
        for (Path file : files) {
            assertThat(file.getFileName().toString())
                    .startsWith(step.sampleId())
                    .doesNotContain("unredacted");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(to)))
                .isEqualTo("rwx------");
        assertThat(Png.decode(Files.readAllBytes(files.get(0))).width()).isGreaterThan(100);
        List<AuditEntry> after = audited();
        assertThat(after).hasSize(before + 1);
        assertThat(after.get(before).what()).isEqualTo("explain.redacted");
        assertThat(after.get(before).object()).isEqualTo(step.sampleId());
    }

    @Test
    void brokenGlassShowsWhatWasThereAndIsOnRecord() throws IOException {
        BuildJob.Done done = SharedSpark.built();
        ExplainJob.Line step = typed(job(done));
        int before = audited().size();

        List<Path> files = job(done)
                .explain(
                        step.path(),
                        Optional.of(SharedSpark.place("broken")),
                        new ExplainJob.Viewer(OFFICER, Optional.of("a test\nof glass")));

        assertThat(files).hasSize(5);
        assertThat(files.stream().filter(f -> f.toString().contains("-unredacted")))
                .hasSize(3);
        String table = text(files);
        assertThat(Planted.SECRETS).anySatisfy(secret -> assertThat(table).contains(secret));
        AuditEntry entry = audited().get(before);
        assertThat(entry.what()).isEqualTo("explain.break-glass");
        assertThat(entry.who()).isEqualTo("officer");
        assertThat(entry.reason()).isEqualTo("a test of glass");
        Planted.assertAbsent(
                "the audit log", Files.readString(SharedSpark.place("demo").resolve("audit.jsonl")), Planted.SECRETS);
    }

    @Test
    void aSealedBuildWhoseStagesLieElsewhereIsExplainedToo() throws IOException {
        SharedSpark.built();
        BuildJob.Done sealed = SharedSpark.build(SharedSpark.demo(SharedSpark.place("demo")), 2, false);
        ExplainJob.Line step = typed(job(sealed));

        List<Path> files = job(sealed).explain(step.path(), Optional.of(SharedSpark.place("sealed")), REVIEWER);

        assertThat(text(files)).contains(sealed.build().id(), "passed the second look");
    }

    @Test
    void withoutKeysAReasonOrAClosedFolderNothingIsShown() throws IOException {
        BuildJob.Done done = SharedSpark.built();
        String step = typed(job(done)).path();
        int before = audited().size();
        Path open = Files.createDirectories(SharedSpark.place("open-explained"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatThrownBy(() -> job(done, SharedSpark.place("no-keyring.json"))
                        .explain(step, Optional.of(SharedSpark.place("none")), REVIEWER))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("keyring");
        assertThatThrownBy(() -> job(done).explain(step, Optional.of(open), REVIEWER))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("chmod 700");
        assertThatThrownBy(() -> job(done).explain("no/0/0", Optional.empty(), REVIEWER))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("leave --step out");
        assertThatThrownBy(() -> new ExplainJob.Viewer(OFFICER, Optional.of("  ")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--reason");
        assertThatThrownBy(() -> new ExplainJob(
                                SharedSpark.place("demo"), Optional.empty(), 2, Optional.empty(), Clock.systemUTC())
                        .list(OFFICER))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("builds");
        assertThat(audited()).hasSize(before);
        assertThat(SharedSpark.place("none")).doesNotExist();
    }

    /** Looking is for whoever works on the rules or answers for them; the glass only for who answers. */
    @Test
    void whereThereAreAccountsTheyCount(@TempDir Path root) throws IOException {
        Path build = Files.createDirectories(root.resolve("builds/0123456789abcdef"));
        AuditLog audit = new AuditLog(root, Clock.systemUTC());
        new AccountBook(root, audit, Clock.systemUTC())
                .change(Caller.stranger("root"), "add", "ann", all -> all.with(Account.named("ann")));
        ExplainJob job = new ExplainJob(build, Optional.empty(), 2, Optional.empty(), Clock.systemUTC());
        Caller consumer = new Caller("dan", Optional.empty(), Set.of(Role.CONSUMER), true);
        for (Caller who : List.of(consumer, Caller.stranger("mal"))) {
            assertThatThrownBy(() -> job.list(who))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("reviewer");
            assertThat(audit.entries()).last().satisfies(e -> {
                assertThat(e.what() + " " + e.object()).isEqualTo("refused.explain ROLE_MISSING");
                assertThat(e.who()).isEqualTo(who.name());
            });
        }
        assertThatThrownBy(() -> job.explain(
                        "x/0/0", Optional.empty(), new ExplainJob.Viewer(REVIEWER.caller(), Optional.of("ticket"))))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("break the glass");
        assertThat(audit.entries())
                .last()
                .satisfies(e -> assertThat(e.what()).isEqualTo("refused.explain.break-glass"));
    }
}
