package dev.scrim.jobs.build;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.consent.ConsentCsv;
import dev.scrim.datasets.consent.ConsentLedger;
import dev.scrim.datasets.model.Recording;
import dev.scrim.datasets.model.SubjectId;
import dev.scrim.datasets.store.BuildFolder;
import dev.scrim.datasets.store.BuildRun;
import dev.scrim.datasets.store.Digests;
import dev.scrim.datasets.store.StageName;
import dev.scrim.datasets.store.StoreIo;
import dev.scrim.datasets.store.Workspace;
import dev.scrim.datasets.vault.ForeignFile;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.datasets.vault.SealHolders;
import dev.scrim.featurizers.reading.SegmentReader;
import dev.scrim.jobs.account.AccountBook;
import dev.scrim.jobs.actions.ActionsStage;
import dev.scrim.jobs.audit.AuditLog;
import dev.scrim.jobs.audit.SystemUser;
import dev.scrim.jobs.capture.CaptureStage;
import dev.scrim.jobs.consent.LedgerPlaces;
import dev.scrim.jobs.export.ExportStage;
import dev.scrim.jobs.findings.FindingsStage;
import dev.scrim.jobs.halt.Halt;
import dev.scrim.jobs.halt.Halted;
import dev.scrim.jobs.lineage.LineageFile;
import dev.scrim.jobs.readings.ReadingPurge;
import dev.scrim.jobs.readings.ReadingsStage;
import dev.scrim.jobs.redacted.RedactedStage;
import dev.scrim.jobs.release.BuildRecords;
import dev.scrim.jobs.report.Progress;
import dev.scrim.jobs.review.index.IndexWriter;
import dev.scrim.jobs.rows.Tagged;
import dev.scrim.jobs.spark.Sessions;
import dev.scrim.jobs.spec.DatasetSpec;
import dev.scrim.jobs.spec.SpecDigest;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.BuildOwner;
import dev.scrim.jobs.stage.CapturedRecording;
import dev.scrim.jobs.stage.CodeDigest;
import dev.scrim.jobs.stage.ProgressWatch;
import dev.scrim.jobs.stage.Stage;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.stage.StageRunner;
import dev.scrim.jobs.timeline.TimelineStage;
import dev.scrim.jobs.verified.VerifiedStage;
import dev.scrim.redaction.Analyzer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Runs stages 01 to 08 for one spec. */
public final class BuildJob {
    private static final int ID_HEX_DIGITS = 16;

    private final DatasetSpec spec;
    private final BuildOptions options;
    private final Progress progress;
    private final Clock clock;

    public BuildJob(DatasetSpec spec, BuildOptions options, Progress progress, Clock clock) {
        this.spec = spec;
        this.options = options;
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * What a finished build leaves behind.
     *
     * @param seconds wall time, the session's start left out
     * @param openable whether there are two people who can open the export together
     */
    public record Done(
            Build build,
            List<StageRunner.Result> stages,
            Map<String, Long> costs,
            String ledgerHead,
            double seconds,
            boolean openable) {}

    /** Runs whatever is not there yet. A user's mistake is a {@link UserError}, wherever it was met. */
    public Done run() {
        return runUntil(StageNames.EXPORT);
    }

    /** The same, but stops behind {@code last}: for measuring what a stage made. */
    Done runUntil(StageName last) {
        try {
            return open(last);
        } catch (Exception e) {
            // Spark's own exceptions are checked ones that no signature tells of.
            UserError mistake =
                    StoreIo.userError(e, "build in workspace", spec.workspace()).orElse(null);
            if (mistake != null) {
                throw mistake;
            }
            if (ForeignFile.isBehind(e)) {
                throw foreign(e);
            }
            throw e instanceof RuntimeException r ? r : new IllegalStateException("Cannot build", e);
        }
    }

    /** On record, where there is a log: a file of an earlier stage was exchanged, damaged or moved. */
    private UserError foreign(Exception e) {
        Workspace workspace = Workspace.open(spec.workspace(), new Configuration(), clock);
        Entrance.foreign(workspace, clock);
        return new UserError(
                "Cannot build in workspace " + spec.workspace() + ": a file of it is not what was written there",
                "keep it as evidence, and restore the build's folder from a backup, or remove the build and make it"
                        + " anew",
                e);
    }

    private Done open(StageName last) throws IOException {
        Workspace workspace = Workspace.open(spec.workspace(), new Configuration(), clock);
        Path keyringFile =
                options.keyring().orElseGet(workspace::defaultKeyring).toAbsolutePath();
        Entrance.check(workspace, keyringFile, clock);
        LocalKeyring keys = options.keyring().isPresent()
                ? LocalKeyring.of(workspace, options.keyring().get())
                : LocalKeyring.of(workspace);
        Optional<People> people = people(workspace);
        SealHolders holders = people.map(p -> p.book().accounts().sealHolders(clock.instant()))
                .orElse(SealHolders.NOBODY);
        String builder = options.builder()
                .orElseGet(() -> people.map(p ->
                                p.book().caller(Map.of(), SystemUser.name()).name())
                        .orElse(SystemUser.name()));
        ConsentLedger ledger = LedgerSource.read(spec.consent().ledger(), workspace, clock);
        new ReadingPurge(workspace.root(), keys).settle(ledger);
        if (people.isPresent()) {
            new LedgerPlaces(Path.of(workspace.root().toUri().getPath()))
                    .add(spec.consent().ledger());
        }
        SparkSession spark = Sessions.open(options.cores(), options.shuffles(), keyringFile);
        long started = System.nanoTime();
        InputDigest input = InputDigest.of(spark, spec);
        Sessions.fit(spark, input.bytes());
        BuildFolder folder = workspace.build(buildId(input.all(), ledger));
        Halt halt = new Halt(workspace.root().toUri());
        try (BuildRun run = folder.start();
                ProgressWatch watch = new ProgressWatch(progress)) {
            BuildOwner.write(folder, SystemUser.name(), clock);
            Build build = new Build(spark, spec, folder, keys, keyringFile, options.evaluation());
            StageRunner runner = new StageRunner(workspace, build, run, watch, input.all());
            List<StageRunner.Result> results = new ArrayList<>();
            List<Stage> stages = stages(ConsentCsv.write(ledger), ledger.head(), holders);
            for (Stage stage : stages) {
                if (stage.name().compareTo(last) > 0) {
                    continue;
                }
                results.add(runner.run(stage));
                if (stage.name().equals(StageNames.CAPTURE)) {
                    runner.recordings(stage, recordings(build, input));
                }
                if (stage.name().equals(StageNames.TIMELINE)) {
                    NothingLeft.refuse(build);
                }
            }
            // The boundary behind the last stage.
            halt.require("end build " + folder.id());
            if (last.equals(StageNames.EXPORT)) {
                LineageFile.write(build, stages, ledger.head());
                if (options.evaluation()) {
                    LatestExport.point(workspace, build);
                }
            }
            if (people.isPresent() && last.equals(StageNames.EXPORT)) {
                IndexWriter.write(build);
                BuildRecords.write(build, ledger.head(), builder, people.get().audit());
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            return new Done(build, results, runner.costs(), ledger.head(), seconds, holders.canBeOpened());
        } catch (Halted e) {
            Entrance.refused(workspace, clock, "build.halted", folder.id());
            throw e;
        }
    }

    /** The audit log and the accounts, of a workspace on a local disk; elsewhere there are none, and no release. */
    private record People(AuditLog audit, AccountBook book) {}

    private Optional<People> people(Workspace workspace) {
        URI root = workspace.root().toUri();
        if (root.getScheme() != null && !"file".equals(root.getScheme())) {
            return Optional.empty();
        }
        Path folder = Path.of(root.getPath());
        AuditLog audit = new AuditLog(folder, spec.anchors().map(Path::of), clock);
        return Optional.of(new People(audit, new AccountBook(folder, audit, clock)));
    }

    private static List<Stage> stages(String ledgerCsv, String ledgerHead, SealHolders holders) {
        return List.of(
                new CaptureStage(),
                new TimelineStage(ledgerCsv),
                new ActionsStage(),
                new ReadingsStage(),
                new FindingsStage(),
                new RedactedStage(),
                new VerifiedStage(),
                new ExportStage(ledgerHead, holders));
    }

    private String buildId(String input, ConsentLedger ledger) {
        SpecDigest settings = new SpecDigest(spec);
        Digests.Fields fields = Digests.fields("scrim-build/1")
                .add(CodeDigest.of(List.of(Recording.class, SegmentReader.class, Analyzer.class, BuildJob.class)))
                .add(input)
                .add(ledger.head())
                .add(String.valueOf(options.evaluation()));
        for (String stage : SpecDigest.stages()) {
            fields.add(settings.digestFor(stage));
        }
        return fields.hex().substring(0, ID_HEX_DIGITS);
    }

    /** The sound recordings. An evaluation leaves its export readable: nobody real may be in it. */
    private List<CapturedRecording> recordings(Build build, InputDigest input) {
        String row = CaptureStage.RECORDING;
        List<CapturedRecording> out = new ArrayList<>();
        long real = 0;
        for (Row r : build.rows(StageNames.CAPTURE, CaptureStage.RECORDINGS, row)
                .select(
                        functions.col(Tagged.SEQ),
                        functions.col(row + ".id"),
                        functions.col(row + ".subject_id"),
                        functions.col(row + ".people_invented"))
                .collectAsList()) {
            String digest = input.recordings().getOrDefault((int) r.getLong(0), "");
            out.add(new CapturedRecording(r.getString(1), new SubjectId(r.getString(2)), digest));
            real += r.getBoolean(3) ? 0 : 1;
        }
        if (options.evaluation() && real > 0) {
            throw new UserError(
                    "Cannot run an evaluation: " + real + " recordings do not declare \"people\": \"invented\"",
                    "leave them out with --only, or build without --evaluation");
        }
        return out;
    }
}
