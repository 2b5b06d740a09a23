package dev.scrim.jobs.release;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.release.BuildRecord;
import dev.scrim.datasets.release.Refusal;
import dev.scrim.datasets.release.ReleaseFacts;
import dev.scrim.datasets.release.ReleaseGate;
import dev.scrim.datasets.release.ReleaseSignature;
import dev.scrim.datasets.release.ReviewSource;
import dev.scrim.datasets.release.SignerRole;
import dev.scrim.datasets.shards.SplitSealedFiles;
import dev.scrim.datasets.store.StoredFile;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.datasets.vault.PublicKeys;
import dev.scrim.datasets.vault.SignerKey;
import dev.scrim.datasets.vault.SplitSeal;
import dev.scrim.jobs.account.Account;
import dev.scrim.jobs.account.Caller;
import dev.scrim.jobs.account.Role;
import dev.scrim.jobs.stage.StageNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What people do to one finished build: look at its state, write its privacy review, sign it, release it. */
public final class ReleaseJob {
    /** A signature is good for this long: whoever signs knows the build as it is now, not as it is next year. */
    private static final Duration SIGNED_FOR = Duration.ofDays(30);

    private final ReleaseDesk desk;
    private final Optional<Path> keyring;

    /**
     * Of one build.
     *
     * @param build its folder
     * @param keyring the workspace's own when empty
     * @param anchors of the audit log
     */
    public ReleaseJob(Path build, Optional<Path> keyring, Optional<Path> anchors, ReviewSource reviews, Clock clock) {
        this.desk = ReleaseDesk.of(build, anchors, reviews, clock);
        this.keyring = keyring;
    }

    /** The workspace that the build is in. */
    public Path workspace() {
        return desk.root();
    }

    /** The build's id. */
    public String build() {
        return desk.id();
    }

    /** Where it stands, in lines for a terminal. */
    public List<String> status() throws IOException {
        ReleaseFacts facts = desk.facts(false);
        List<String> out = new ArrayList<>();
        out.add("build " + desk.id() + ": " + ReleaseGate.state(facts));
        facts.signatures()
                .forEach(s -> out.add("  signed by " + s.signature().name() + " as "
                        + s.signature().role().label() + ", until "
                        + s.signature().until()));
        for (Refusal r : ReleaseGate.beforeRelease(facts)) {
            out.add("  " + r + ": " + r.why() + " (" + r.remedy() + ")");
        }
        return out;
    }

    /** The state alone and what stands in the way, for programs. */
    public ReleaseFacts facts() throws IOException {
        return desk.facts(false);
    }

    /**
     * Writes the privacy review from the officer's words and the build's figures; signatures over an earlier one end.
     * Anybody may set it up: it counts for what it is once the officer has signed it.
     *
     * @return the pages
     */
    public List<Path> privacyReview(Path words, Caller caller) throws IOException {
        return guarded(caller.name(), "privacy-review", () -> {
            PrivacyReviewText text = PrivacyReviewText.parse(Files.readString(words, StandardCharsets.UTF_8));
            ReleaseFacts facts = desk.facts(false);
            BuildRecord record = facts.record().orElseThrow(() -> refused("review", first(facts.wrong())));
            for (Refusal r : facts.wrong()) {
                if (r != Refusal.PRIVACY_REVIEW_CHANGED) {
                    throw refused("review", r);
                }
            }
            String page = PrivacyReviewPage.markdown(record, desk.manifests(new ArrayList<>()), text, facts.review());
            ReleaseFolder to = desk.folder();
            desk.audit().append(caller.name(), "privacy-review", desk.id(), record.digest(), "");
            to.write(to.reviewText(), Files.readAllBytes(words));
            to.write(to.review(), page.getBytes(StandardCharsets.UTF_8));
            to.write(to.reviewPage(), PrivacyReviewPage.html(page).getBytes(StandardCharsets.UTF_8));
            return List.of(to.review(), to.reviewPage());
        });
    }

    private static Refusal first(List<Refusal> all) {
        return all.isEmpty() ? Refusal.NOT_FINISHED : all.get(0);
    }

    /** A file with the headings of a privacy review. */
    public static String template() {
        return PrivacyReviewText.template();
    }

    /**
     * Signs, and gives this person's shares of the sealed export.
     *
     * @param name of the account
     * @param keyFile that person's own
     * @param passphrase asked for once everything else is in order
     */
    public ReleaseSignature sign(String name, Path keyFile, Supplier<char[]> passphrase) throws IOException {
        return guarded(name, "sign", () -> {
            ReleaseFacts facts = desk.facts(true);
            Account account = desk.accounts().find(name).orElseThrow(() -> refused("sign", Refusal.UNKNOWN_ACCOUNT));
            SignerRole role = role(account, facts);
            for (Refusal r : ReleaseGate.beforeSigning(facts)) {
                throw refused("sign", r);
            }
            PublicKeys enrolled = account.keys().orElseThrow(() -> refused("sign", Refusal.NO_KEYS));
            SignerKey key;
            try {
                key = SignerKey.open(keyFile, passphrase.get());
            } catch (UserError e) {
                throw new RefusedException(Refusal.KEY_FILE, e);
            }
            if (!key.publicKeys().equals(enrolled)) {
                throw refused("sign", Refusal.WRONG_KEY);
            }
            String subject = facts.record()
                    .orElseThrow()
                    .subject(facts.privacyReview().orElseThrow().sha256());
            Map<String, byte[]> shares = shares(key, role);
            Instant now = desk.now();
            ReleaseSignature signature =
                    ReleaseSignature.sign(key, role, name, desk.id(), subject, now, now.plus(SIGNED_FOR));
            desk.audit().append(name, "sign", desk.id(), subject, role.label());
            ReleaseFolder to = desk.folder();
            to.write(to.shares(role), SignerShares.write(shares, keys(), SignerShares.place(desk.id(), role, subject)));
            to.write(to.signature(role), signature.bytes());
            return signature;
        });
    }

    /** For which role this person may sign, when at all. */
    private SignerRole role(Account account, ReleaseFacts facts) {
        if (ReleaseDesk.built(
                account, desk.builders(facts.record(), desk.audit().entries()))) {
            throw refused("sign", Refusal.BUILDER_SIGNS);
        }
        List<SignerRole> open = new ArrayList<>();
        List<SignerRole> held = new ArrayList<>();
        for (SignerRole role : SignerRole.values()) {
            if (!account.has(ReleaseDesk.role(role), desk.now())) {
                continue;
            }
            held.add(role);
            if (!signedBy(facts, role.other()).filter(account.name()::equals).isPresent()) {
                open.add(role);
            }
        }
        // Who has both roles signs for the one that nobody else has signed for.
        return open.stream()
                .filter(r -> signedBy(facts, r)
                        .filter(n -> !n.equals(account.name()))
                        .isEmpty())
                .findFirst()
                .or(() -> open.stream().findFirst())
                .orElseThrow(() -> refused(
                        "sign",
                        !held.isEmpty()
                                ? Refusal.SIGNED_TWICE
                                : roleEnded(account) ? Refusal.ROLE_ENDED : Refusal.ROLE_MISSING));
    }

    private static Optional<String> signedBy(ReleaseFacts facts, SignerRole role) {
        return facts.signatures().stream()
                .map(s -> s.signature())
                .filter(s -> s.role() == role)
                .map(ReleaseSignature::name)
                .findFirst();
    }

    private boolean roleEnded(Account account) {
        return Arrays.stream(SignerRole.values())
                .anyMatch(r -> account.hadUntilBefore(ReleaseDesk.role(r), desk.now()));
    }

    private Map<String, byte[]> shares(SignerKey key, SignerRole role) throws IOException {
        Map<String, byte[]> out = new TreeMap<>();
        SplitSeal.Opener opener = new SplitSeal.Opener(role.share(), key);
        Path export = Path.of(desk.export().stage(StageNames.EXPORT).toUri());
        for (StoredFile file :
                desk.export().committed(StageNames.EXPORT).orElseThrow().files()) {
            int slash = file.path().indexOf('/');
            String format = file.path().substring(0, Math.max(0, slash));
            try (InputStream in = Files.newInputStream(export.resolve(file.path()))) {
                out.put(
                        file.path(),
                        opener.share(
                                        in,
                                        SplitSealedFiles.place(
                                                desk.id(),
                                                StageNames.EXPORT,
                                                format,
                                                file.path().substring(slash + 1)))
                                .orElseThrow(() -> refused("sign", Refusal.NOT_SEALED_FOR)));
            }
        }
        return out;
    }

    /**
     * Opens the export for somebody.
     *
     * @param to a folder that is not there yet, outside the workspace
     * @param consumer account of who gets it
     * @param caller who does it
     * @return the folder
     */
    public Path release(Path to, String consumer, Caller caller) throws IOException {
        return guarded(caller.name(), "release", () -> {
            ReleaseFacts facts = desk.facts(true);
            Optional<Account> receiver = desk.accounts().find(consumer);
            if (receiver.filter(a -> a.has(Role.CONSUMER, desk.now())).isEmpty()) {
                throw refused("release", Refusal.CONSUMER);
            }
            for (Refusal r : ReleaseGate.beforeRelease(facts)) {
                throw refused("release", r);
            }
            Path target = to.toAbsolutePath().normalize();
            if (Files.exists(target) || target.getParent() == null || target.startsWith(desk.root())) {
                throw refused("release", Refusal.TARGET);
            }
            String subject = facts.record()
                    .orElseThrow()
                    .subject(facts.privacyReview().orElseThrow().sha256());
            Map<SignerRole, Map<String, byte[]>> shares = new TreeMap<>();
            for (SignerRole role : SignerRole.values()) {
                shares.put(role, storedShares(role, subject));
            }
            desk.audit().append(caller.name(), "release", desk.id(), subject, consumer);
            try {
                new OpenedExport(desk, keys(), facts, shares, subject, consumer).writeTo(target);
            } catch (IOException e) {
                throw refused("release", Refusal.CONTENT);
            }
            desk.folder().placed(target);
            desk.audit().append(caller.name(), ReleaseDesk.RELEASED, desk.id(), subject, consumer);
            return target;
        });
    }

    private Map<String, byte[]> storedShares(SignerRole role, String subject) throws IOException {
        byte[] bytes = ReleaseFolder.read(desk.folder().shares(role))
                .orElseThrow(() -> refused("release", Refusal.SHARES_MISSING));
        try {
            return SignerShares.read(bytes, keys(), SignerShares.place(desk.id(), role, subject));
        } catch (IOException | IllegalArgumentException e) {
            throw refused("release", Refusal.SHARES_MISSING);
        }
    }

    private LocalKeyring keys() {
        return LocalKeyring.open(keyring.orElseGet(desk.workspace()::defaultKeyring));
    }

    private RefusedException refused(String verb, Refusal refusal) {
        return new RefusedException(refusal, refusal.error(verb, desk.id()));
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    /** Whatever is refused is on record, whoever tried it. */
    private <T> T guarded(String who, String thing, Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (RefusedException e) {
            desk.audit().refuse(who, thing, desk.id(), e.refusal().name());
            throw e.said();
        } catch (UserError e) {
            desk.audit().refuse(who, thing, desk.id(), "UNUSABLE");
            throw e;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
