package dev.scrim.jobs.explain;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.media.Png;
import dev.scrim.datasets.model.Pixels;
import dev.scrim.datasets.release.Refusal;
import dev.scrim.datasets.split.OpaqueKeys;
import dev.scrim.datasets.store.StoreIo;
import dev.scrim.datasets.store.Workspace;
import dev.scrim.datasets.vault.ForeignFile;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.jobs.account.Access;
import dev.scrim.jobs.account.Caller;
import dev.scrim.jobs.account.Role;
import dev.scrim.jobs.actions.ActionsStage;
import dev.scrim.jobs.audit.AuditLog;
import dev.scrim.jobs.export.ExportStage;
import dev.scrim.jobs.findings.FindingsStage;
import dev.scrim.jobs.halt.Halt;
import dev.scrim.jobs.halt.Halted;
import dev.scrim.jobs.readings.ReadingsStage;
import dev.scrim.jobs.redacted.RedactedStage;
import dev.scrim.jobs.spark.Sessions;
import dev.scrim.jobs.stage.FinishedBuild;
import dev.scrim.jobs.verified.VerifiedStage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Explains one step of a finished build, or lists its steps. Reads what is sealed, so it needs the keyring and is audited. */
public final class ExplainJob {
    private static final String BUILDS = "builds";
    private static final int PARTITIONS = 2;
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");
    /** Whoever works on the rules or answers for them; nothing private is shown. */
    private static final List<Role> LOOKING =
            List.of(Role.BUILDER, Role.REVIEWER, Role.PRIVACY_OFFICER, Role.DATA_OWNER);

    private static final List<Role> BREAKING = List.of(Role.PRIVACY_OFFICER, Role.DATA_OWNER);

    private final Path buildFolder;
    private final Optional<Path> keyring;
    private final int cores;
    private final Optional<Path> anchors;
    private final Clock clock;

    /**
     * Of one build.
     *
     * @param buildFolder {@code <workspace>/builds/<id>}
     * @param keyring the workspace's own when empty
     * @param cores worker threads; 0 for all
     * @param anchors of the audit log
     */
    public ExplainJob(Path buildFolder, Optional<Path> keyring, int cores, Optional<Path> anchors, Clock clock) {
        this.buildFolder = buildFolder.toAbsolutePath().normalize();
        this.keyring = keyring;
        this.cores = cores;
        this.anchors = anchors;
        this.clock = clock;
    }

    /**
     * Whose view it is, and whether what was there before redaction is to be shown.
     *
     * @param caller who looks
     * @param glassReason why glass is broken; empty when it is not
     */
    public record Viewer(Caller caller, Optional<String> glassReason) {
        /** Reasons are kept for good, so that they must fit on a line and say something. */
        private static final int MAX_REASON = 200;

        public Viewer {
            glassReason = glassReason.map(r -> r.replaceAll("\\p{Cntrl}+", " ").strip());
            if (glassReason.filter(r -> r.isEmpty() || r.length() > MAX_REASON).isPresent()) {
                throw new UserError(
                        "Cannot break the glass without a reason that can be kept",
                        "say in --reason, in at most " + MAX_REASON
                                + " characters and without private content, what it is for");
            }
        }
    }

    /** A step in a list: its opaque name, its path, its rating from 1 to 4 and what kind of thing was done. */
    public record Line(String sampleId, String path, int sensitivity, String action) {}

    /** Every step that was not dropped before it was redacted. */
    public List<Line> list(Caller caller) {
        return call(
                caller,
                "explain",
                LOOKING,
                open -> open.source().steps(Optional.empty()).stream()
                        .map(s -> new Line(
                                s.name().sampleId(open.names()),
                                s.name().path(),
                                s.sensitivity().level(),
                                s.action()))
                        .toList());
    }

    /**
     * Writes pictures and a table, all named by the step's opaque id.
     *
     * @param id a sample id, a trajectory's id and the step's place in it, or recording, trajectory and place
     * @param to folder for the files, made with mode 700; empty for {@code explain} in the workspace
     * @return the files
     */
    public List<Path> explain(String id, Optional<Path> to, Viewer viewer) {
        boolean glass = viewer.glassReason().isPresent();
        return call(viewer.caller(), glass ? "explain.break-glass" : "explain", glass ? BREAKING : LOOKING, open -> {
            StepSource.Listed step = find(open, id);
            Path folder = folder(to.orElseGet(() -> workspace().resolve("explain")));
            // What is not on record does not happen.
            new AuditLog(workspace(), anchors, clock)
                    .append(
                            viewer.caller().name(),
                            glass ? "explain.break-glass" : "explain.redacted",
                            open.build().id(),
                            step.name().sampleId(open.names()),
                            viewer.glassReason().orElse(""));
            Explanation explained =
                    new StepExplainer(open.source(), open.names(), open.build().id(), glass).explain(step);
            return write(explained, folder, glass);
        });
    }

    private static StepSource.Listed find(Opened open, String id) {
        // A path names its recording, an opaque id does not.
        int slashes = id.length() - id.replace("/", "").length();
        Optional<String> recording = slashes == 2 ? Optional.of(id.substring(0, id.indexOf('/'))) : Optional.empty();
        return open.source().steps(recording).stream()
                .filter(s -> s.name().is(id, open.names()))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        "Cannot find step " + id + " in build " + open.build().id(),
                        "give a sample_id, TRAJECTORY_ID/STEP or RECORDING/TRAJECTORY/STEP; leave --step out to see"
                                + " them all (steps of a dropped trajectory are not among them)"));
    }

    private static List<Path> write(Explanation e, Path folder, boolean glass) throws IOException {
        List<Path> files = new ArrayList<>();
        Map<String, String> pictures = new HashMap<>();
        for (Explanation.Frame frame : e.frames()) {
            if (frame.redacted().isPresent()) {
                Path file = folder.resolve(e.sampleId() + "-" + frame.role() + ".png");
                picture(file, frame.redacted().get(), frame, files);
                pictures.merge(frame.role(), file.getFileName().toString(), (a, b) -> a + ", " + b);
            }
            if (frame.before().isPresent()) {
                Path file = folder.resolve(e.sampleId() + "-" + frame.role() + "-unredacted.png");
                picture(file, frame.before().get(), frame, files);
                pictures.merge(frame.role(), file.getFileName().toString(), (a, b) -> a + ", " + b);
            }
        }
        Path table = folder.resolve(e.sampleId() + (glass ? "-unredacted" : "") + ".txt");
        put(table, ExplanationText.of(e, pictures).getBytes(StandardCharsets.UTF_8));
        files.add(table);
        return files;
    }

    private static void picture(Path file, Pixels pixels, Explanation.Frame frame, List<Path> files)
            throws IOException {
        put(file, Png.encode(BoxPicture.draw(pixels, frame.painted())));
        files.add(file);
    }

    /** Never readable by others, not even for a moment. */
    private static void put(Path file, byte[] bytes) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, bytes, StandardOpenOption.WRITE);
    }

    private static Path folder(Path to) throws IOException {
        Path folder = to.toAbsolutePath().normalize();
        if (!Files.exists(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else if (!Files.isDirectory(folder)) {
            throw new UserError("Cannot write explanations to " + to + ": it is a file", "name a folder in --to");
        } else if (Files.getPosixFilePermissions(folder).stream().anyMatch(OTHERS::contains)) {
            throw new UserError(
                    "Cannot write explanations to " + to + ": others can read it", "run: chmod 700 " + folder);
        }
        return folder;
    }

    private void refuseHalted(Path root, Caller caller) {
        try {
            new Halt(root.toUri()).require("look into build " + buildFolder.getFileName());
        } catch (Halted e) {
            new AuditLog(root, anchors, clock)
                    .append(
                            caller.name(),
                            "refused.explain",
                            buildFolder.getFileName().toString(),
                            "workspace",
                            "");
            throw e;
        }
    }

    /**
     * The workspace that the build is in.
     *
     * @throws UserError when the folder is no build's
     */
    public Path workspace() {
        Path builds = buildFolder.getParent();
        Path workspace = builds == null ? null : builds.getParent();
        if (builds == null
                || workspace == null
                || !BUILDS.equals(String.valueOf(builds.getFileName()))
                || !Files.isDirectory(buildFolder)) {
            throw new UserError(
                    "Cannot find a build in " + buildFolder,
                    "name a build's folder, WORKSPACE/" + BUILDS + "/ID; it stands in the last lines of every build");
        }
        return workspace;
    }

    /** What is open while something is looked at. */
    private record Opened(FinishedBuild build, StepSource source, OpaqueKeys names) {}

    private interface Work<T> {
        T with(Opened open) throws IOException;
    }

    private <T> T call(Caller caller, String thing, List<Role> any, Work<T> work) {
        Path root = workspace();
        refuseHalted(root, caller);
        String id = String.valueOf(buildFolder.getFileName());
        String verb = (any.equals(BREAKING) ? "break the glass of build " : "look into build ") + id;
        new Access(root, anchors, clock).require(caller, verb, thing, id, any.toArray(Role[]::new));
        try {
            Workspace workspace = Workspace.open(root.toUri(), new Configuration(), clock);
            Path file = keyring.orElseGet(workspace::defaultKeyring).toAbsolutePath();
            LocalKeyring keys = LocalKeyring.open(file);
            SparkSession spark = Sessions.open(cores, PARTITIONS, file);
            Sessions.fit(spark, 0); // One trajectory is looked at, however many there are.
            FinishedBuild build = FinishedBuild.open(
                    spark,
                    workspace,
                    buildFolder.getFileName().toString(),
                    file,
                    List.of(
                            new ActionsStage(),
                            new ReadingsStage(),
                            new FindingsStage(),
                            new RedactedStage(),
                            new VerifiedStage()));
            return work.with(new Opened(build, new StepSource(build), ExportStage.names(keys)));
        } catch (Exception e) {
            // Spark's own exceptions are checked ones that no signature tells of.
            UserError mistake =
                    StoreIo.userError(e, "look into build", buildFolder).orElse(null);
            if (mistake != null) {
                throw mistake;
            }
            if (ForeignFile.isBehind(e)) {
                new AuditLog(root, anchors, clock).refuse(caller.name(), thing, id, Refusal.FILES_CHANGED.name());
                throw new UserError(
                        "Cannot " + verb + ": a file of it is not what was written there",
                        "keep it as evidence, and restore the build's folder from a backup",
                        e);
            }
            throw e instanceof RuntimeException r ? r : new IllegalStateException("Cannot look into a build", e);
        }
    }
}
