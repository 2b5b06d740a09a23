package dev.scrim.jobs.cli;

import dev.scrim.datasets.release.ReviewSource;
import dev.scrim.jobs.review.StoredReviews;
import dev.scrim.jobs.review.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where verdicts are kept. */
final class ReviewDb {
    @Option(
            names = "--db",
            paramLabel = "URL",
            defaultValue = "${env:SCRIM_REVIEW_DB}",
            description = "Keep verdicts in PostgreSQL: jdbc:postgresql://HOST/NAME (default: the environment variable"
                    + " SCRIM_REVIEW_DB; else review.mv.db in the workspace, encrypted). User and password come from"
                    + " SCRIM_REVIEW_DB_USER and SCRIM_REVIEW_DB_PASSWORD, or from the file that PGPASSFILE names.")
    private @Nullable String db;

    /** Verdicts for the gate; {@link Database.InUse} while a review app has the workspace's own file open. */
    ReviewSource reviews(Path build, Optional<Path> keyring) {
        Path workspace = build.toAbsolutePath().normalize().resolve("../..").normalize();
        return new StoredReviews(workspace, keyring, url(), System.getenv(), Clock.systemUTC());
    }

    /** The same for what cannot go on without them. */
    ReviewSource needed(Path build, Optional<Path> keyring) {
        ReviewSource reviews = reviews(build, keyring);
        return record -> {
            try {
                return reviews.of(record);
            } catch (Database.InUse e) {
                throw e.said();
            }
        };
    }

    Optional<String> url() {
        return Optional.ofNullable(db).filter(u -> !u.isEmpty());
    }
}
