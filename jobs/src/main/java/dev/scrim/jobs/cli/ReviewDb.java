package dev.scrim.jobs.cli;

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

    Optional<String> url() {
        return Optional.ofNullable(db).filter(u -> !u.isEmpty());
    }
}
