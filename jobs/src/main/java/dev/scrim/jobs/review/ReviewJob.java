package dev.scrim.jobs.review;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.release.BuildRecord;
import dev.scrim.datasets.release.Refusal;
import dev.scrim.datasets.release.ReleaseFacts;
import dev.scrim.datasets.release.ReleaseGate;
import dev.scrim.datasets.release.ReviewResult;
import dev.scrim.datasets.release.ReviewSource;
import dev.scrim.datasets.store.Workspace;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.jobs.account.AccountBook;
import dev.scrim.jobs.audit.AuditLog;
import dev.scrim.jobs.audit.AuditStream;
import dev.scrim.jobs.audit.SystemUser;
import dev.scrim.jobs.halt.HaltOrders;
import dev.scrim.jobs.release.ReleaseJob;
import dev.scrim.jobs.review.desk.GlassDesk;
import dev.scrim.jobs.review.desk.ReviewDesk;
import dev.scrim.jobs.review.desk.ReviewedBuild;
import dev.scrim.jobs.review.fix.MissDesk;
import dev.scrim.jobs.review.frames.FrameDesk;
import dev.scrim.jobs.review.index.IndexFolder;
import dev.scrim.jobs.review.index.ReviewIndex;
import dev.scrim.jobs.review.store.Database;
import dev.scrim.jobs.review.web.ReviewServer;
import dev.scrim.jobs.review.web.SignOff;
import dev.scrim.jobs.stage.FinishedMedia;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/** Opens one finished build for review, and serves it until it is closed. */
public final class ReviewJob implements AutoCloseable {
    private static final double LEAST_TARGET = 1e-6;

    private final Database database;
    private final FrameDesk frames;
    private final ReviewServer server;

    private ReviewJob(Database database, FrameDesk frames, ReviewServer server) {
        this.database = database;
        this.frames = frames;
        this.server = server;
    }

    /**
     * What may be said beside the build.
     *
     * @param keyring the workspace's own when empty
     * @param anchors of the audit log
     * @param db JDBC URL of PostgreSQL; the workspace's own file when empty
     * @param environment where the database's password may be
     * @param place where it listens
     */
    public record Options(
            Optional<Path> keyring,
            Optional<Path> anchors,
            Optional<String> db,
            Map<String, String> environment,
            ReviewServer.Place place) {
        public Options {
            environment = Map.copyOf(environment);
        }
    }

    /**
     * Begins to serve.
     *
     * @param build its folder
     * @param faults told of what should not have happened, in a line without content
     */
    public static ReviewJob start(Path build, Options options, Clock clock, Consumer<String> faults)
            throws IOException {
        HaltOrders.requireAround(build, "review a build", "review", SystemUser.name(), clock);
        ReleaseJob release = new ReleaseJob(build, options.keyring(), options.anchors(), ReviewSource.NONE, clock);
        ReleaseFacts facts = release.facts();
        String id = String.valueOf(build.toAbsolutePath().normalize().getFileName());
        BuildRecord record = facts.record().orElseThrow(() -> refusal(facts).error("review", id));
        if (facts.wrong().contains(Refusal.ERASED_SUBJECT) || facts.wrong().contains(Refusal.MANIFEST_CHANGED)) {
            throw refusal(facts).error("review", id);
        }
        Path root = release.workspace();
        Workspace workspace = Workspace.open(root.toUri(), new Configuration(), clock);
        Path keyring = options.keyring().orElseGet(workspace::defaultKeyring).toAbsolutePath();
        LocalKeyring keys = LocalKeyring.open(keyring);
        FinishedMedia media = FinishedMedia.of(workspace, id, keyring);
        IndexFolder folder = new IndexFolder(build.toAbsolutePath().resolve(IndexFolder.NAME), media.review(), id);
        ReviewIndex index = folder.read();
        AuditLog log = new AuditLog(root, options.anchors(), clock);
        AuditStream audit = log.stream();
        SecureRandom random = new SecureRandom();
        Database database = open(root, keys, options);
        try {
            ReviewDesk desk = ReviewDesk.open(
                    new ReviewedBuild(
                            id,
                            record.name(),
                            record.digest(),
                            target(record),
                            record.evaluation(),
                            record.treatments()),
                    index,
                    database,
                    audit,
                    clock,
                    random);
            FrameDesk frames = new FrameDesk(
                    index, folder, media, desk.plan()::isPlant, desk.lot().seed());
            SignOff signOff = standing ->
                    why(build, options, ReviewResults.of(record.digest(), standing, desk.failed()), record, clock);
            ReviewServer server = ReviewServer.start(
                    options.place(),
                    new ReviewServer.Served(
                            root,
                            desk,
                            frames,
                            new GlassDesk(desk, database, audit, clock, random),
                            new MissDesk(
                                    desk,
                                    database,
                                    audit,
                                    clock,
                                    build.toAbsolutePath().resolve(IndexFolder.NAME)),
                            new AccountBook(root, log, clock),
                            audit,
                            signOff,
                            clock,
                            random,
                            faults));
            return new ReviewJob(database, frames, server);
        } catch (IOException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** A share that can be aimed at: a policy that accepts none, or all, asks for what no sample shows. */
    static double target(BuildRecord record) {
        return Math.max(LEAST_TARGET, Math.min(1 - LEAST_TARGET, record.policy().maxLeakRate()));
    }

    private static Database open(Path root, LocalKeyring keys, Options options) {
        try {
            return Database.open(root, keys, options.db(), options.environment());
        } catch (Database.InUse e) {
            throw e.said();
        }
    }

    private static Refusal refusal(ReleaseFacts facts) {
        return facts.wrong().isEmpty() ? Refusal.NOT_FINISHED : facts.wrong().get(0);
    }

    /** What {@code scrim sign} would say now. */
    private static List<String> why(Path build, Options options, ReviewResult result, BuildRecord record, Clock clock) {
        try {
            ReviewSource here =
                    asked -> asked.digest().equals(record.digest()) ? Optional.of(result) : Optional.empty();
            ReleaseFacts facts = new ReleaseJob(build, options.keyring(), options.anchors(), here, clock).facts();
            return ReleaseGate.beforeSigning(facts).stream()
                    .map(r -> sentence(r.why()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look at the build's state", e);
        } catch (UserError e) {
            return List.of("The build's state cannot be told: see scrim status");
        }
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** The one address that reviewers open. */
    public String address() {
        return server.address();
    }

    /** Waits until it is closed. */
    public void join() throws InterruptedException {
        server.join();
    }

    @Override
    public void close() {
        server.close();
        frames.close();
        database.close();
    }
}
