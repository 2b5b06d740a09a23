package dev.scrim.jobs.cli;

import dev.scrim.datasets.release.ReviewSource;
import dev.scrim.jobs.release.ReleaseJob;
import dev.scrim.jobs.review.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command about a build has that reviewers' verdicts are kept of. */
final class ReviewOptions {
    @Option(
            names = "--keyring",
            paramLabel = "FILE",
            description = "Keyring file (default: keyring.json in the workspace).")
    private @Nullable Path keyring;

    @Mixin
    private ReviewDb db = new ReviewDb();

    @Mixin
    private Governed governed = new Governed();

    Optional<Path> keyring() {
        return Optional.ofNullable(keyring);
    }

    Optional<String> databaseUrl() {
        return db.url();
    }

    Governed governed() {
        return governed;
    }

    /** For what cannot go on without verdicts. */
    ReleaseJob job(Path build) {
        return job(build, db.needed(build, keyring()));
    }

    /** With verdicts if they can be read; {@link Database.InUse} while a review app has them open. */
    ReleaseJob jobIfReadable(Path build) {
        return job(build, db.reviews(build, keyring()));
    }

    /** As if nobody had reviewed anything. */
    ReleaseJob jobWithoutVerdicts(Path build) {
        return job(build, ReviewSource.NONE);
    }

    private ReleaseJob job(Path build, ReviewSource reviews) {
        return new ReleaseJob(build, keyring(), governed.anchors(), reviews, Clock.systemUTC());
    }
}
