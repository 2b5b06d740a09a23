package dev.scrim.jobs.erase;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.model.RecordingId;
import dev.scrim.datasets.model.SubjectId;
import dev.scrim.datasets.model.TrajectoryId;
import dev.scrim.datasets.shards.ExportManifest;
import dev.scrim.datasets.shards.erase.ExportErasure;
import dev.scrim.datasets.split.OpaqueKeys;
import dev.scrim.datasets.store.BuildFolder;
import dev.scrim.datasets.store.Workspace;
import dev.scrim.datasets.vault.KeyId;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.jobs.account.Access;
import dev.scrim.jobs.account.Caller;
import dev.scrim.jobs.account.Role;
import dev.scrim.jobs.audit.AuditLog;
import dev.scrim.jobs.build.BuildReport;
import dev.scrim.jobs.export.ExportStage;
import dev.scrim.jobs.readings.ReadingPurge;
import dev.scrim.jobs.release.ErasedBuilds;
import dev.scrim.jobs.stage.StageNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;

/**
 * Erases one person from a workspace and from what was released of it. Each step can be run again; killed between or
 * within them, the same command comes to the same end. The steps, in order: {@link #find}, {@link #withdraw},
 * {@link #destroyKeys}, {@link #forget}, {@link #voidBuilds}, {@link #rewrite}, {@link #prove}.
 */
public final class EraseJob {
    static final String TRAJECTORIES = "trajectories";
    static final String REMOVED = "removed";
    static final String KEYS = "keys";
    static final String VOIDED = "voided";
    static final String EXPORTS = "exports";
    static final String LEDGER = "ledger";
    static final String RELEASES = "releases";

    private static final String FOLDER = "erasures";
    private static final String PURPOSE = "erasure";
    private static final int ID_DIGITS = 32;
    private static final int MAX_REASON = 200;

    private final Path root;
    private final Workspace workspace;
    private final Path keyringFile;
    private final LocalKeyring keys;
    private final Optional<Path> ledger;
    private final Optional<Path> anchors;
    private final AuditLog audit;
    private final int cores;
    private final Clock clock;
    private final Caller caller;
    private final SubjectId subject;
    private final String opaque;
    private final String id;
    private final String reason;
    private final OpaqueKeys names;

    /**
     * What to work with.
     *
     * @param root the workspace
     * @param keyring the workspace's own when empty
     * @param ledger a consent ledger beside those that the workspace was built under; has to be named where it is not
     *     known under which
     * @param anchors of the audit log
     * @param cores worker threads; 0 for all
     */
    public record Place(Path root, Optional<Path> keyring, Optional<Path> ledger, Optional<Path> anchors, int cores) {}

    /**
     * For one person.
     *
     * @param reason kept for good; no private content
     * @throws UserError when the caller may not erase, or there is no such workspace
     */
    public EraseJob(Place place, SubjectId subject, String reason, Caller caller, Clock clock) {
        this.root = place.root().toAbsolutePath().normalize();
        if (!Files.isDirectory(root.resolve("builds"))) {
            throw new UserError(
                    "Cannot find a workspace in " + root + ": it has no folder named builds",
                    "name the workspace that a spec or --to names");
        }
        this.workspace = Workspace.open(root.toUri(), new Configuration(), clock);
        this.keyringFile = place.keyring().orElseGet(workspace::defaultKeyring).toAbsolutePath();
        this.keys = LocalKeyring.open(keyringFile);
        this.ledger = place.ledger();
        this.anchors = place.anchors();
        this.audit = new AuditLog(root, place.anchors(), clock);
        this.cores = place.cores();
        this.clock = clock;
        this.caller = caller;
        this.subject = subject;
        this.opaque = keys.opaque(subject);
        this.id = keys.hmac(PURPOSE, subject.value()).substring(0, ID_DIGITS);
        this.reason = reason.replaceAll("\\p{Cntrl}+", " ").strip();
        this.names = ExportStage.names(keys);
        if (this.reason.length() > MAX_REASON) {
            throw new UserError(
                    "Cannot keep a reason of " + this.reason.length() + " characters",
                    "say it in " + MAX_REASON + ", without private content");
        }
        requireRole();
    }

    private void requireRole() {
        new Access(root, anchors, clock).require(caller, "erase", "erase", "", Role.PRIVACY_OFFICER, Role.DATA_OWNER);
    }

    /** What has been done; each can be the last thing before a kill. */
    public enum Step {
        FOUND("what their trajectories are called is known"),
        WITHDRAWN("their consent is taken back"),
        KEYS_DESTROYED("their keys are destroyed"),
        FORGOTTEN("what was read of them is forgotten"),
        EXPORTS_REMOVED("builds with them are void, and their exports are gone"),
        RELEASE_REWRITTEN("a release is without them"),
        PROVEN("nothing of theirs was found again");

        private final String words;

        Step(String words) {
            this.words = words;
        }

        /** For a terminal. */
        public String words() {
            return words;
        }
    }

    /**
     * All steps.
     *
     * @param releases folders of releases, beside those that the workspace knows of
     * @param done told of each step behind it
     * @return the certificate
     */
    public ErasureCertificate run(List<Path> releases, Consumer<Step> done) throws IOException {
        List<Path> folders = releases(releases);
        new ErasedConsent(root, keyringFile, ledger, clock).requireKnown();
        ErasurePlan plan = find();
        audit.append(caller.name(), "erase", "", id, plan.reason());
        done.accept(Step.FOUND);
        withdraw(plan);
        done.accept(Step.WITHDRAWN);
        destroyKeys(plan);
        done.accept(Step.KEYS_DESTROYED);
        forget(plan);
        done.accept(Step.FORGOTTEN);
        voidBuilds(plan);
        done.accept(Step.EXPORTS_REMOVED);
        for (Path release : folders) {
            rewrite(plan, release);
            done.accept(Step.RELEASE_REWRITTEN);
        }
        ErasureCertificate certificate = prove(plan, folders);
        done.accept(Step.PROVEN);
        audit.append(caller.name(), "erase.done", "", id, certificate.digest());
        return certificate;
    }

    /** Those named, which have to be there, and those that {@code scrim release} wrote and that still are. */
    List<Path> releases(List<Path> named) throws IOException {
        Set<Path> out = new TreeSet<>();
        for (Path each : named) {
            Path folder = each.toAbsolutePath().normalize();
            if (exports(folder).isEmpty()) {
                throw new UserError(
                        "Cannot find a release in " + folder + ": no folder of it has an export's manifest",
                        "name the folder that scrim release wrote, or one format's folder in it");
            }
            if (folder.startsWith(root)) {
                throw new UserError(
                        "Cannot rewrite an export within the workspace",
                        "leave it out: what lies in the workspace is dealt with anyway");
            }
            out.add(folder);
        }
        for (String build : workspace.builds()) {
            ErasedBuilds.releasedTo(folder(build)).stream()
                    .filter(Files::isDirectory)
                    .forEach(out::add);
        }
        return List.copyOf(out);
    }

    private Path folder(String build) {
        return Path.of(workspace.build(build).path().toUri());
    }

    /** Step 1: finds out, and keeps, what their trajectories are called in releases. */
    ErasurePlan find() throws IOException {
        Path folder = root.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Path file = folder.resolve(id + ".plan");
        Optional<ErasurePlan> there = ErasurePlan.read(file, keys);
        ErasurePlan plan = there.orElseGet(() ->
                ErasurePlan.fresh(file, keys, clock.instant().truncatedTo(ChronoUnit.SECONDS), caller.name(), reason));
        Set<String> builds = new Holdings(workspace, opaque).builds();
        boolean key = keyIds().findAny().isPresent();
        if (there.isEmpty() && !key) {
            throw builds.isEmpty()
                    ? new UserError(
                            "Cannot erase: nothing of that person was ever kept in workspace " + root,
                            "check the subject's id and the workspace")
                    : new UserError(
                            "Cannot erase: the person's key is gone, and nothing is kept of what to look for in"
                                    + " releases",
                            "restore erasures/ of the workspace from a backup, or withdraw the releases");
        }
        if (key) {
            Holdings holdings = new Holdings(workspace, opaque);
            Set<String> recordings = holdings.recordings(builds, keyringFile, cores);
            plan.add(TRAJECTORIES, Holdings.names(recordings, holdings.mostTrajectories(builds), names));
            plan.add(KEYS, keyIds().map(k -> Integer.toString(k.epoch())).collect(Collectors.toSet()));
        }
        plan.save();
        return plan;
    }

    private Stream<KeyId> keyIds() {
        return keys.keyIds().stream().filter(k -> k.subject().equals(opaque));
    }

    /** Step 2: takes back their consent, so that no later build has them. */
    void withdraw(ErasurePlan plan) throws IOException {
        ErasedConsent consent = new ErasedConsent(root, keyringFile, ledger, clock);
        consent.withdraw(subject, caller.name());
        plan.put(LEDGER, consent.said());
        plan.save();
    }

    /** Step 3: from here on their tables, media and logs in stages 01 to 07 are noise. No such key is ever made again. */
    void destroyKeys(ErasurePlan plan) {
        keyIds().toList().forEach(keys::destroy);
        plan.all(KEYS).forEach(epoch -> keys.destroy(new KeyId(opaque, Integer.parseInt(epoch))));
    }

    /** Step 4: what was kept beside the builds: known readings of theirs, and pictures that somebody had explained. */
    void forget(ErasurePlan plan) throws IOException {
        remove(root.resolve(ReadingPurge.FOLDER).resolve("subject=" + opaque));
        remove(root.resolve("explain"));
    }

    /**
     * Step 5: builds with them are released no more, and their exports and reports go: a sealed export, too, would open
     * for its two holders, whoever else forgot the person.
     */
    void voidBuilds(ErasurePlan plan) throws IOException {
        for (String build : new Holdings(workspace, opaque).builds()) {
            if (ErasedBuilds.makeVoid(folder(build), caller.name(), audit)) {
                plan.add(VOIDED, Set.of(build));
            }
            BuildFolder at = workspace.build(build);
            Path export = Path.of(at.stage(StageNames.EXPORT).toUri());
            if (Files.exists(export)) {
                plan.add(EXPORTS, Set.of(build));
                plan.save();
                remove(export);
            }
            Files.deleteIfExists(folder(build).resolve(BuildReport.FILE));
        }
        plan.save();
    }

    /** Step 6, for one release: takes their samples out of every export in it. */
    void rewrite(ErasurePlan plan, Path release) throws IOException {
        for (Path export : exports(release)) {
            ExportErasure erasure = new ExportErasure(export, theirs(plan));
            ExportErasure.Result result = erasure.prepare(id(export), plan.at());
            if (result.note().isPresent()) {
                plan.add(REMOVED, result.names());
                plan.add(RELEASES, Set.of(build(export)));
                plan.save();
                erasure.finish();
            }
        }
        ReleasePapers.refresh(release, exports(release));
    }

    /** What the person is called in the notes of one build's releases. */
    private String id(Path export) throws IOException {
        return keys.hmac(PURPOSE, subject.value() + "/" + build(export)).substring(0, ID_DIGITS);
    }

    private static String build(Path export) throws IOException {
        return ReleasePapers.manifest(export).buildId();
    }

    /** Evaluations name recordings as they are, everything else by the name of their first trajectory. */
    private Predicate<String> theirs(ErasurePlan plan) {
        Set<String> all = plan.all(TRAJECTORIES);
        return name -> all.contains(name)
                || (!name.isEmpty() && all.contains(names.trajectory(new TrajectoryId(new RecordingId(name), 0))));
    }

    /** Step 7: looks for everything again, and writes the certificate. */
    ErasureCertificate prove(ErasurePlan plan, List<Path> releases) throws IOException {
        ErasureProof proof = new ErasureProof(workspace, opaque, theirs(plan), plan.all(REMOVED), plan.all(KEYS));
        List<String> faults = new ArrayList<>(proof.workspace(keys));
        List<ErasureCertificate.Release> rewritten = new ArrayList<>();
        for (Path release : releases) {
            faults.addAll(proof.release(release, exports(release)));
            for (Path export : exports(release)) {
                String own = id(export);
                ReleasePapers.notes(export).stream()
                        .filter(n -> n.id().equals(own))
                        .forEach(n -> rewritten.add(new ErasureCertificate.Release(
                                ReleasePapers.quietManifest(export).buildId(),
                                ReleasePapers.quietManifest(export).format(),
                                n)));
            }
        }
        if (!faults.isEmpty()) {
            audit.append(caller.name(), "erase.unproven", "", id, Integer.toString(faults.size()));
            throw new UserError(
                    "Cannot prove the erasure: " + String.join("; ", faults),
                    "run it again; if it stays so, withdraw the release");
        }
        ErasureCertificate certificate = ErasureCertificate.of(id, plan, rewritten, proof.proven());
        certificate.write(root.resolve(FOLDER));
        return certificate;
    }

    /** Folders with an export's manifest: the release's own, or those of its formats. */
    private static List<Path> exports(Path release) throws IOException {
        if (Files.isRegularFile(release.resolve(ExportManifest.FILE))) {
            return List.of(release);
        }
        if (!Files.isDirectory(release)) {
            return List.of();
        }
        try (Stream<Path> formats = Files.list(release)) {
            return formats.filter(f -> Files.isRegularFile(f.resolve(ExportManifest.FILE)))
                    .sorted()
                    .toList();
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder) && !FileUtil.fullyDelete(folder.toFile())) {
            throw new IOException("Cannot remove a folder that an erasure has to remove");
        }
    }
}
