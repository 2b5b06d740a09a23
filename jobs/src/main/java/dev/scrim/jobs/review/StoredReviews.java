package dev.scrim.jobs.review;

import dev.scrim.datasets.release.BuildRecord;
import dev.scrim.datasets.release.ReviewResult;
import dev.scrim.datasets.release.ReviewSource;
import dev.scrim.datasets.store.Workspace;
import dev.scrim.datasets.vault.LocalKeyring;
import dev.scrim.jobs.review.desk.ReviewDesk;
import dev.scrim.jobs.review.index.IndexFolder;
import dev.scrim.jobs.review.index.ReviewIndex;
import dev.scrim.jobs.review.sample.Standing;
import dev.scrim.jobs.review.store.Database;
import dev.scrim.jobs.review.store.Lot;
import dev.scrim.jobs.review.store.Reading;
import dev.scrim.jobs.review.store.VerdictStore;
import dev.scrim.jobs.stage.FinishedMedia;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * The verdicts that the review app took, for the gate. Fail closed: verdicts of another build, on another index, or of
 * another plan are none; a lot that was given up has no bound.
 */
public final class StoredReviews implements ReviewSource {
    private final Path root;
    private final Optional<Path> keyring;
    private final Optional<String> db;
    private final Map<String, String> environment;
    private final Clock clock;

    /**
     * Of one workspace.
     *
     * @param keyring the workspace's own when empty
     * @param db JDBC URL of PostgreSQL; the workspace's own file when empty
     * @param environment where the database's password may be
     */
    public StoredReviews(
            Path workspace, Optional<Path> keyring, Optional<String> db, Map<String, String> environment, Clock clock) {
        this.root = workspace;
        this.keyring = keyring;
        this.db = db;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    /** What was read of a lot, at once. */
    private record Kept(Lot lot, List<Reading> readings) {}

    /**
     * The result of that build.
     *
     * @throws Database.InUse when a review app has the workspace's file of verdicts open
     */
    @Override
    public Optional<ReviewResult> of(BuildRecord record) {
        if (db.isEmpty() && !Database.exists(root)) {
            return Optional.empty();
        }
        Workspace workspace = Workspace.open(root.toUri(), new Configuration(), clock);
        Path file = keyring.orElseGet(workspace::defaultKeyring).toAbsolutePath();
        LocalKeyring keys = LocalKeyring.open(file);
        Optional<Kept> kept;
        try (Database database = Database.open(root, keys, db, environment)) {
            kept = database.transaction(c -> {
                Optional<Lot> lot = VerdictStore.lot(c, record.digest());
                return lot.isEmpty()
                        ? Optional.<Kept>empty()
                        : Optional.of(new Kept(lot.get(), VerdictStore.readings(c, record.digest())));
            });
        }
        return kept.flatMap(k -> judged(k, workspace, file, record));
    }

    private Optional<ReviewResult> judged(Kept kept, Workspace workspace, Path file, BuildRecord record) {
        try {
            Path folder = root.resolve("builds").resolve(record.build()).resolve(IndexFolder.NAME);
            ReviewIndex index = new IndexFolder(
                            folder,
                            FinishedMedia.of(workspace, record.build(), file).review(),
                            record.build())
                    .read();
            Optional<Standing> standing = ReviewDesk.replay(kept.lot(), index, kept.readings());
            return standing.filter(s -> s.gauge().verdicts().frames() > 0)
                    .map(s -> ReviewResults.of(record.digest(), s, kept.lot().state() == Lot.State.FAILED));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the review of a build", e);
        }
    }
}
