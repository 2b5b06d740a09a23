package dev.scrim.jobs.build;

import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.model.Category;
import dev.scrim.datasets.model.DropCode;
import dev.scrim.datasets.model.Sensitivity;
import dev.scrim.datasets.model.TrajectoryDrop;
import dev.scrim.datasets.shards.DatasetCard;
import dev.scrim.datasets.store.AtomicFile;
import dev.scrim.datasets.store.Manifest;
import dev.scrim.datasets.store.StageName;
import dev.scrim.jobs.canary.CanaryGroup;
import dev.scrim.jobs.export.ExportStage;
import dev.scrim.jobs.readings.ReadingsStage;
import dev.scrim.jobs.redacted.RedactedStage;
import dev.scrim.jobs.report.ConsoleSummary;
import dev.scrim.jobs.report.Numbers;
import dev.scrim.jobs.report.Proof;
import dev.scrim.jobs.report.ReportData;
import dev.scrim.jobs.report.ReportHtml;
import dev.scrim.jobs.spec.DatasetSpec;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.stage.StageRunner;
import dev.scrim.redaction.review.LeakBound;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers what a finished build says of itself, for the page and for the terminal. */
public final class BuildReport {
    /** The page's name in the build's folder. */
    public static final String FILE = "report.html";

    private final Build build;
    private final ReportData data;
    private final String taken;
    private final String sealing;

    private BuildReport(Build build, ReportData data, String taken, String sealing) {
        this.sealing = sealing;
        this.build = build;
        this.taken = taken;
        this.data = data;
    }

    public static BuildReport of(BuildJob.Done done, String version) {
        Build build = done.build();
        Recordings recordings = Recordings.of(build);
        ReportData data = new ReportData(
                new ReportData.Header(
                        build.spec().name(), build.id(), version, folder(build).toString()),
                build.evaluation(),
                totals(done, recordings),
                stages(done),
                drops(build),
                violations(done),
                findings(build),
                ratings(build),
                verification(build),
                recordings.lines(),
                Trajectories.of(build),
                // Frames are shown only where the export itself stands readable.
                build.evaluation() ? Samples.of(build) : List.of(),
                outputs(build));
        return new BuildReport(build, data, taken(done), sealing(done));
    }

    public ReportData data() {
        return data;
    }

    /** Writes the page into the build's folder. */
    public Path write() {
        Path page = folder(build).resolve(FILE);
        AtomicFile.write(page, ReportHtml.render(data).getBytes(StandardCharsets.UTF_8));
        return page;
    }

    /** One screen for the terminal. */
    public String summary(Path page) {
        return ConsoleSummary.of(data, page.toString()) + taken + sealing;
    }

    /** What to do next with a sealed export; nothing of one that stands readable. */
    private static String sealing(BuildJob.Done done) {
        if (done.build().evaluation()) {
            return "";
        }
        return done.openable()
                ? "  Sealed: a privacy officer and a data owner open it together; see scrim status, sign, release.\n"
                : "  Sealed so that nobody can open it: no privacy officer and data owner have keys enrolled. Enrol them"
                        + " (scrim account)\n  and build again; only 08 is repeated.\n";
    }

    /** What came from another build, by the stage that reads screens: the one that costs; empty where nothing did. */
    private static String taken(BuildJob.Done done) {
        return done.stages().stream()
                .filter(result -> result.stage().equals(StageNames.READINGS))
                .flatMap(result -> result.split().stream())
                .filter(split -> split.taken() > 0)
                .map(split -> "  " + split.taken() + " of " + (split.taken() + split.computed())
                        + " recordings taken from build " + split.from() + ", " + split.computed() + " computed; "
                        + done.costs().getOrDefault("ocr.calls", 0L) + " OCR calls.\n")
                .findFirst()
                .orElse("");
    }

    private static Path folder(Build build) {
        return Path.of(build.path().toUri());
    }

    private static ReportData.Totals totals(BuildJob.Done done, Recordings recordings) {
        Build b = done.build();
        return new ReportData.Totals(
                b.manifest(StageNames.CAPTURE).count("recordings.in"),
                recordings.exported(),
                recordings.recordedUs(),
                Duration.ofMillis(Math.round(done.seconds() * 1e3)),
                b.manifest(StageNames.VERIFIED).count("trajectories.out"),
                b.manifest(StageNames.REDACTED).count("redacted.step"),
                b.manifest(StageNames.REDACTED).count("redacted.frame")
                        - b.manifest(StageNames.VERIFIED).count("verified.withheld"),
                b.manifest(StageNames.READINGS).count("readings.line"),
                done.costs().getOrDefault("ocr.calls", 0L),
                b.manifest(StageNames.REDACTED).count("redacted.mask"));
    }

    private static List<ReportData.StageLine> stages(BuildJob.Done done) {
        Map<StageName, StageRunner.Result> byName = new HashMap<>();
        done.stages().forEach(r -> byName.put(r.stage(), r));
        Build b = done.build();
        List<ReportData.StageLine> out = new ArrayList<>();
        Manifest m = b.manifest(StageNames.CAPTURE);
        out.add(line(
                byName,
                StageNames.CAPTURE,
                "recordings",
                m.count("recordings.in"),
                m.count("recordings.out"),
                m.count("recordings.quarantined"),
                0,
                m.count("events.event") + " events"));
        m = b.manifest(StageNames.TIMELINE);
        out.add(line(
                byName,
                StageNames.TIMELINE,
                "events",
                m.count("events.in"),
                m.count("timeline.kept"),
                0,
                m.count("timeline.cut"),
                Numbers.count(m.count("recordings.out"), "recording", "recordings") + " with consent"));
        m = b.manifest(StageNames.ACTIONS);
        out.add(line(
                byName,
                StageNames.ACTIONS,
                "events",
                m.count("events.in"),
                m.count("events.consumed"),
                0,
                m.count("actions.fate") - m.count("events.consumed"),
                Numbers.count(m.count("actions.step"), "step", "steps") + " in "
                        + Numbers.count(m.count("trajectories"), "trajectory", "trajectories")));
        m = b.manifest(StageNames.READINGS);
        long missing = m.violations(ViolationCode.FRAME_MISSING);
        out.add(line(
                byName,
                StageNames.READINGS,
                "frames",
                m.count("frames.wanted"),
                m.count("frames.wanted") - missing - m.count("frames.same"),
                missing,
                m.count("frames.same"),
                m.count("readings.line") + " distinct lines"));
        m = b.manifest(StageNames.FINDINGS);
        out.add(line(
                byName,
                StageNames.FINDINGS,
                "trajectories",
                m.count("trajectories.in"),
                m.count("trajectories.out"),
                0,
                0,
                m.count("findings.finding") + " findings"));
        m = b.manifest(StageNames.REDACTED);
        out.add(line(
                byName,
                StageNames.REDACTED,
                "trajectories",
                m.count("trajectories.in"),
                m.count("trajectories.out"),
                0,
                m.count("trajectories.dropped"),
                m.count("redacted.mask") + " masks on " + m.count("redacted.frame") + " frames" + dropped(m)));
        m = b.manifest(StageNames.VERIFIED);
        out.add(line(
                byName,
                StageNames.VERIFIED,
                "trajectories",
                m.count("trajectories.in"),
                m.count("trajectories.out"),
                m.count("trajectories.quarantined"),
                0,
                m.count("leaks.found") + " leaks found, " + m.count("leaks.closed") + " closed"));
        out.add(line(
                byName,
                StageNames.EXPORT,
                "trajectories",
                b.manifest(StageNames.VERIFIED).count("trajectories.out"),
                b.manifest(StageNames.VERIFIED).count("trajectories.out"),
                0,
                0,
                outputs(b).size() + " formats"));
        return out;
    }

    private static ReportData.StageLine line(
            Map<StageName, StageRunner.Result> results,
            StageName stage,
            String unit,
            long in,
            long out,
            long quarantined,
            long dropped,
            String made) {
        StageRunner.Result r = java.util.Objects.requireNonNull(results.get(stage));
        return new ReportData.StageLine(
                stage.value(),
                unit,
                in,
                out,
                quarantined,
                dropped,
                made,
                Duration.ofMillis(Math.round(r.seconds() * 1e3)),
                r.outcome() == StageRunner.Outcome.RAN ? ReportData.StageState.DONE : ReportData.StageState.REUSED);
    }

    /** Why trajectories were left out, by code; empty when none was. */
    private static String dropped(Manifest m) {
        StringBuilder out = new StringBuilder();
        for (TrajectoryDrop code : TrajectoryDrop.values()) {
            long n = m.count(RedactedStage.DROPPED + code.name());
            if (n > 0) {
                out.append("; ")
                        .append(n)
                        .append(" dropped, ")
                        .append(code.name())
                        .append(": ")
                        .append(code.meaning());
            }
        }
        return out.toString();
    }

    private static List<ReportData.RatingCount> ratings(Build b) {
        Manifest m = b.manifest(StageNames.REDACTED);
        return Arrays.stream(Sensitivity.values())
                .map(s -> new ReportData.RatingCount(
                        s.level(),
                        s.meaning(),
                        m.count(DatasetCard.ratedSteps(s)),
                        m.count(DatasetCard.ratedTrajectories(s))))
                .toList();
    }

    private static List<ReportData.Count> drops(Build b) {
        List<ReportData.Count> out = new ArrayList<>();
        for (DropCode code : DropCode.values()) {
            long n = b.manifest(StageNames.TIMELINE).count("dropped." + code.name())
                    + b.manifest(StageNames.ACTIONS).count("dropped." + code.name());
            if (n > 0) {
                out.add(new ReportData.Count(code.name(), code.meaning(), n));
            }
        }
        return out;
    }

    private static List<ReportData.ViolationCount> violations(BuildJob.Done done) {
        Build build = done.build();
        List<ReportData.ViolationCount> out = new ArrayList<>();
        Defects.of(build, StageNames.EXPORT).forEach((code, defect) -> {
            boolean quarantines = code.severity() == ViolationCode.Severity.QUARANTINE;
            String remedy = code == ViolationCode.SCRIPT_UNREAD
                    ? String.join(", ", ReadingsStage.unreadScripts(build.manifest(StageNames.READINGS))) + ": "
                            + code.remedy()
                    : code.remedy();
            out.add(new ReportData.ViolationCount(
                    code.name(), quarantines, defect.count(), defect.recordings(), defect.places(), remedy));
        });
        return out;
    }

    private static List<ReportData.FindingCount> findings(Build b) {
        Manifest m = b.manifest(StageNames.FINDINGS);
        List<ReportData.FindingCount> out = new ArrayList<>();
        for (Category c : Category.values()) {
            String name = "findings." + c.label();
            out.add(new ReportData.FindingCount(
                    c.label(),
                    b.spec().redaction().treatmentOf(c).label(),
                    m.count(name + ".distinct"),
                    m.count(name + ".screen"),
                    m.count(name + ".text")));
        }
        return out;
    }

    private static Optional<ReportData.Verification> verification(Build b) {
        Manifest m = b.manifest(StageNames.VERIFIED);
        return Optional.of(new ReportData.Verification(
                m.count("frames.read"),
                b.manifest(StageNames.REDACTED).count("redacted.text"),
                m.count("leaks.found"),
                m.count("leaks.closed"),
                m.count("trajectories.quarantined"),
                Optional.of(proof(m))));
    }

    private static Proof proof(Manifest m) {
        List<Proof.Canary> canaries = new ArrayList<>();
        for (CanaryGroup group : CanaryGroup.values()) {
            String name = "canary." + group.label();
            if (m.count(name + ".planted") > 0) {
                canaries.add(new Proof.Canary(
                        group.label(),
                        m.count(name + ".planted"),
                        m.count(name + ".redacted"),
                        m.count(name + ".closed")));
            }
        }
        return new Proof(
                new LeakBound(m.count("leak.units.leaking"), m.count("leak.units")),
                m.count("frames.leaking"),
                m.count("frames.withheld"),
                m.count("frames.two_engines"),
                m.count("masks.proven"),
                canaries,
                m.count("canary.safe"),
                m.count("canary.safe.covered"));
    }

    private static List<ReportData.Output> outputs(Build b) {
        Manifest m = b.manifest(StageNames.EXPORT);
        List<ReportData.Output> out = new ArrayList<>();
        for (DatasetSpec.Export export : b.spec().exports()) {
            String format = export.format().label();
            out.add(new ReportData.Output(
                    format,
                    ExportStage.folder(b, format).toString(),
                    m.count(format + ".files"),
                    m.count(format + ".samples"),
                    m.count(format + ".bytes"),
                    b.evaluation()));
        }
        return out;
    }
}
