package dev.scrim.jobs.release;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.release.BuildRecord;
import dev.scrim.datasets.release.Refusal;
import dev.scrim.datasets.release.ReleaseFacts;
import dev.scrim.datasets.release.ReleaseSignature;
import dev.scrim.datasets.release.ReviewResult;
import dev.scrim.datasets.release.ReviewSource;
import dev.scrim.datasets.release.SignedBy;
import dev.scrim.datasets.release.SignerRole;
import dev.scrim.datasets.store.BuildFolder;
import dev.scrim.datasets.store.Digests;
import dev.scrim.datasets.store.Manifest;
import dev.scrim.datasets.store.StageName;
import dev.scrim.datasets.store.Workspace;
import dev.scrim.jobs.account.Account;
import dev.scrim.jobs.account.AccountBook;
import dev.scrim.jobs.account.Accounts;
import dev.scrim.jobs.account.Role;
import dev.scrim.jobs.audit.AuditEntry;
import dev.scrim.jobs.audit.AuditLog;
import dev.scrim.jobs.stage.StageNames;
import dev.scrim.jobs.stage.StagePlaces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/** Gathers all that a build's state follows from. Reads only; nothing that is sealed is opened. */
final class ReleaseDesk {
    static final String RELEASED = "release.done";

    private static final double PPM = 1e6;

    private final Workspace workspace;
    private final BuildFolder build;
    private final ReleaseFolder folder;
    private final AuditLog audit;
    private final ReviewSource reviews;
    private final Clock clock;
    private final Path root;

    private ReleaseDesk(Path buildFolder, Path root, AuditLog audit, ReviewSource reviews, Clock clock) {
        this.root = root;
        this.workspace = Workspace.open(root.toUri(), new Configuration(), clock);
        this.build = workspace.build(String.valueOf(buildFolder.getFileName()));
        this.folder = ReleaseFolder.of(buildFolder);
        this.audit = audit;
        this.reviews = reviews;
        this.clock = clock;
    }

    /** @throws UserError when it is no build's folder */
    static ReleaseDesk of(Path build, Optional<Path> anchors, ReviewSource reviews, Clock clock) {
        Path buildFolder = build.toAbsolutePath().normalize();
        Path root = workspaceOf(buildFolder);
        return new ReleaseDesk(buildFolder, root, new AuditLog(root, anchors, clock), reviews, clock);
    }

    private static Path workspaceOf(Path buildFolder) {
        Path builds = buildFolder.getParent();
        Path root = builds == null ? null : builds.getParent();
        if (builds == null
                || root == null
                || !"builds".equals(String.valueOf(builds.getFileName()))
                || !Files.isDirectory(buildFolder)) {
            throw new UserError(
                    "Cannot find a build in " + buildFolder,
                    "name a build's folder, WORKSPACE/builds/ID; it stands in the last lines of every build");
        }
        return root;
    }

    String id() {
        return build.id();
    }

    Path root() {
        return root;
    }

    Workspace workspace() {
        return workspace;
    }

    ReleaseFolder folder() {
        return folder;
    }

    AuditLog audit() {
        return audit;
    }

    Instant now() {
        return clock.instant();
    }

    Accounts accounts() {
        return new AccountBook(root, audit, clock).accounts();
    }

    AccountBook book() {
        return new AccountBook(root, audit, clock);
    }

    /** The export's folder and its manifest's files. */
    BuildFolder export() {
        return build;
    }

    /**
     * Everything as it is now.
     *
     * @param deep whether every byte of the export and of the stages that it was made in is read and compared
     */
    ReleaseFacts facts(boolean deep) throws IOException {
        Accounts accounts = accounts();
        List<AuditEntry> entries = audit.entries();
        List<Refusal> wrong = new ArrayList<>();
        Optional<BuildRecord> record = record(entries, wrong);
        Map<StageName, Manifest> manifests = manifests(wrong);
        record.ifPresent(r -> compare(r, manifests, wrong));
        // Before all else that is wrong since: their export is gone, too.
        record.filter(r -> ErasedBuilds.isVoid(entries, r)).ifPresent(r -> wrong.add(0, Refusal.ERASED_SUBJECT));
        if (deep && wrong.isEmpty() && record.isPresent() && !unchanged()) {
            wrong.add(Refusal.FILES_CHANGED);
        }
        boolean whole = manifests.keySet().containsAll(StageNames.ORDER);
        Optional<ReviewResult> review = record.flatMap(reviews::of);
        Optional<ReleaseFacts.Paper> paper =
                record.isPresent() && whole ? paper(record.get(), manifests, review, wrong) : Optional.empty();
        Optional<String> subject = paper.flatMap(p -> record.map(r -> r.subject(p.sha256())));
        boolean released = entries.stream()
                .anyMatch(e -> e.what().equals(RELEASED)
                        && e.build().equals(build.id())
                        && subject.filter(s -> s.equals(e.object())).isPresent());
        Set<String> builders = builders(record, entries);
        List<SignedBy> signatures = new ArrayList<>();
        for (SignerRole role : SignerRole.values()) {
            signature(role).ifPresent(s -> signatures.add(signedBy(s, accounts, builders)));
        }
        Manifest verified = manifests.get(StageNames.VERIFIED);
        return new ReleaseFacts(
                manifests.containsKey(StageNames.REDACTED),
                verified != null && manifests.containsKey(StageNames.EXPORT),
                record,
                wrong.stream().distinct().toList(),
                verified == null ? 1 : verified.count("leak.bound95.after.ppm") / PPM,
                review,
                paper,
                signatures,
                released,
                now());
    }

    /** Every byte of what was made of the input, wherever in the workspace it lies. */
    private boolean unchanged() throws IOException {
        Map<StageName, String> places = StagePlaces.read(build);
        for (StageName stage : StageNames.ORDER) {
            BuildFolder place = workspace.build(places.getOrDefault(stage, build.id()));
            if (!stage.equals(StageNames.CAPTURE) && !place.verify(stage).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private Optional<BuildRecord> record(List<AuditEntry> entries, List<Refusal> wrong) throws IOException {
        Optional<byte[]> bytes = ReleaseFolder.read(folder.record());
        Optional<AuditEntry> last = BuildRecords.last(entries, build.id());
        if (bytes.isEmpty() && last.isEmpty()) {
            return Optional.empty();
        }
        if (bytes.isEmpty()
                || last.isEmpty()
                || !Digests.sha256(bytes.get()).equals(last.get().object())) {
            wrong.add(Refusal.RECORD_CHANGED);
            return Optional.empty();
        }
        return Optional.of(BuildRecord.parse(bytes.get()));
    }

    /** By stage, where the build says they lie. */
    Map<StageName, Manifest> manifests(List<Refusal> wrong) throws IOException {
        Map<StageName, String> places = StagePlaces.read(build);
        Map<StageName, Manifest> out = new TreeMap<>();
        for (StageName stage : StageNames.ORDER) {
            try {
                workspace
                        .build(places.getOrDefault(stage, build.id()))
                        .committed(stage)
                        .ifPresent(m -> out.put(stage, m));
            } catch (UserError e) {
                wrong.add(Refusal.MANIFEST_CHANGED);
            }
        }
        return out;
    }

    private static void compare(BuildRecord record, Map<StageName, Manifest> manifests, List<Refusal> wrong) {
        record.stages().forEach((stage, place) -> {
            Manifest m = manifests.get(stage);
            if (m == null || !m.build().equals(place.build()) || !m.digest().equals(place.digest())) {
                wrong.add(Refusal.MANIFEST_CHANGED);
            } else if (stage.equals(StageNames.EXPORT) && !m.sealDigest().equals(record.exportSeal())) {
                wrong.add(Refusal.FILES_CHANGED);
            }
        });
    }

    private Optional<ReleaseFacts.Paper> paper(
            BuildRecord record, Map<StageName, Manifest> manifests, Optional<ReviewResult> review, List<Refusal> wrong)
            throws IOException {
        Optional<byte[]> words = ReleaseFolder.read(folder.reviewText());
        Optional<byte[]> page = ReleaseFolder.read(folder.review());
        if (words.isEmpty() || page.isEmpty()) {
            return Optional.empty();
        }
        PrivacyReviewText text = PrivacyReviewText.parse(new String(words.get(), StandardCharsets.UTF_8));
        byte[] expected =
                PrivacyReviewPage.markdown(record, manifests, text, review).getBytes(StandardCharsets.UTF_8);
        if (!java.util.Arrays.equals(expected, page.get())) {
            wrong.add(Refusal.PRIVACY_REVIEW_CHANGED);
            return Optional.empty();
        }
        return Optional.of(new ReleaseFacts.Paper(Digests.sha256(expected), text.next()));
    }

    /** A signature that cannot be read is none. */
    Optional<ReleaseSignature> signature(SignerRole role) throws IOException {
        Optional<byte[]> bytes = ReleaseFolder.read(folder.signature(role));
        try {
            return bytes.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ReleaseSignature.parse(bytes.get())).filter(s -> s.role() == role);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private SignedBy signedBy(ReleaseSignature s, Accounts accounts, Set<String> builders) {
        Optional<Account> account = accounts.find(s.name());
        Role role = role(s.role());
        return new SignedBy(
                s,
                account.flatMap(Account::keys).filter(s::isBy).isPresent(),
                account.filter(a -> a.has(role, now())).isPresent(),
                account.filter(a -> a.hadUntilBefore(role, now())).isPresent(),
                account.filter(a -> built(a, builders)).isPresent());
    }

    static Role role(SignerRole role) {
        return role == SignerRole.PRIVACY_OFFICER ? Role.PRIVACY_OFFICER : Role.DATA_OWNER;
    }

    static boolean built(Account account, Set<String> builders) {
        return builders.contains(account.name())
                || account.login().filter(builders::contains).isPresent();
    }

    /** Everybody who built anything that is in it. */
    Set<String> builders(Optional<BuildRecord> record, List<AuditEntry> entries) {
        Set<String> ids = new HashSet<>(Set.of(build.id()));
        record.ifPresent(r -> r.stages().values().forEach(p -> ids.add(p.build())));
        Set<String> out = new HashSet<>();
        entries.stream()
                .filter(e -> e.what().equals(BuildRecords.FINISHED) && ids.contains(e.build()))
                .forEach(e -> out.add(e.who()));
        return out;
    }
}
