package dev.scrim.jobs.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scrim.datasets.check.UserError;
import dev.scrim.jobs.review.store.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same review with its verdicts in a real PostgreSQL. */
class PostgresReviewTest extends ReviewFlowTest {
    private static EmbeddedPostgres server;
    private static int databases;

    @BeforeAll
    static void started() {
        try {
            server = EmbeddedPostgres.builder().start();
        } catch (Exception | LinkageError e) {
            Assumptions.abort(
                    "PostgreSQL cannot be started here: " + e.getClass().getSimpleName());
        }
    }

    @AfterAll
    static void stopped() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected Database open() {
        String name = "review" + ++databases;
        try (Connection c = server.getPostgresDatabase().getConnection();
                Statement s = c.createStatement()) {
            s.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return review.database(
                Optional.of("jdbc:postgresql://localhost:" + server.getPort() + "/" + name),
                Map.of(Database.USER, "postgres"));
    }

    @Override
    protected void checkAtRest() {
        assertThat(Files.exists(review.root().resolve(Database.FILE))).isFalse();
    }

    @Test
    void aPasswordIsNotTakenFromTheCommandLineAndNoOtherDatabaseIs() {
        for (String url : java.util.List.of(
                "jdbc:postgresql://db/review?user=a&password=b",
                "jdbc:postgresql://a:b@db/review",
                "jdbc:mysql://db/review",
                "jdbc:h2:mem:x")) {
            assertThatThrownBy(() -> review.database(Optional.of(url), Map.of()))
                    .as(url)
                    .isInstanceOf(UserError.class)
                    .hasMessageNotContaining("=b");
        }
    }
}
