package dev.scrim.jobs.review.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.vault.KeyFileRules;
import dev.scrim.datasets.vault.KeyService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The database of verdicts. By default it is H2 in one file of the workspace, {@code review.mv.db}: mode 600, encrypted
 * under a key that comes from the workspace's keyring, written through at each commit. A JDBC URL of PostgreSQL takes its
 * place for a team. Thread-safe.
 */
public final class Database implements AutoCloseable {
    /** The file in the workspace. */
    public static final String FILE = "review.mv.db";

    /** Environment variable with the user of a PostgreSQL database. */
    public static final String USER = "SCRIM_REVIEW_DB_USER";

    /** Environment variable with that user's password; without it the driver reads the file that {@code PGPASSFILE} names. */
    public static final String PASSWORD = "SCRIM_REVIEW_DB_PASSWORD";

    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final Pattern SECRET = Pattern.compile("(?i)[?&;](password|sslpassword)=|//[^/@]*:[^/@]*@");
    private static final int CONNECTIONS = 8;
    private static final long PATIENCE_MS = 10_000;
    /** H2's code of a file that another process has open. */
    private static final int ALREADY_OPEN = 90020;
    /** H2's code of a file that does not open under the password. */
    private static final int WRONG_PASSWORD = 90049;

    private final HikariDataSource pool;

    private Database(HikariDataSource pool) {
        this.pool = pool;
    }

    /** Somebody else has the workspace's file open: most likely a review app that runs. */
    public static final class InUse extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InUse(Throwable cause) {
            super(cause);
        }

        /** For the person. */
        public UserError said() {
            return new UserError(
                    "Cannot open the verdicts: the review app has them open",
                    "end it first, or keep verdicts in PostgreSQL (--db)",
                    this);
        }
    }

    /** Whether there is a file of verdicts in a workspace. */
    public static boolean exists(Path workspace) {
        return Files.exists(workspace.resolve(FILE));
    }

    /**
     * Opens it, and brings its tables up to date.
     *
     * @param url of PostgreSQL; the workspace's own file when empty
     * @param environment where a password may be
     * @throws InUse when another process has the file open
     * @throws UserError when it cannot be opened for another reason that a person can mend
     */
    public static Database open(
            Path workspace, KeyService keys, Optional<String> url, Map<String, String> environment) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("review");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE_MS);
        config.setAutoCommit(false);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        if (url.isPresent()) {
            postgresql(config, url.get(), environment);
        } else {
            h2(config, workspace.toAbsolutePath().normalize(), keys);
        }
        HikariDataSource pool;
        try {
            pool = new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw refusal(e, url.isPresent());
        }
        try {
            Migrations.run(pool);
            return new Database(pool);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    private static void h2(HikariConfig config, Path workspace, KeyService keys) {
        Path file = workspace.resolve(FILE);
        if (file.toString().indexOf(';') >= 0) {
            throw new UserError("Cannot keep verdicts in a folder with a semicolon in its name", "rename the folder");
        }
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            KeyFileRules.checkFile("file of verdicts", file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the file of verdicts", e);
        }
        String base = file.toString().substring(0, file.toString().length() - ".mv.db".length());
        // WRITE_DELAY 0: what a commit has acknowledged is with the system, whatever becomes of this process.
        config.setJdbcUrl("jdbc:h2:file:" + base
                + ";CIPHER=AES;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0");
        config.setUsername("scrim");
        String secret = keys.hmac("review-store", "1");
        config.setPassword(secret + " " + keys.hmac("review-store-user", "1"));
    }

    private static void postgresql(HikariConfig config, String url, Map<String, String> environment) {
        if (!url.toLowerCase(Locale.ROOT).startsWith(POSTGRESQL)) {
            throw new UserError(
                    "Cannot keep verdicts there: only PostgreSQL is known", "--db " + POSTGRESQL + "//HOST/NAME");
        }
        if (SECRET.matcher(url).find()) {
            throw new UserError(
                    "Cannot take a password from a command line: others see it",
                    "put it into " + PASSWORD + " or into the file that PGPASSFILE names");
        }
        config.setJdbcUrl(url);
        Optional.ofNullable(environment.get(USER)).filter(u -> !u.isEmpty()).ifPresent(config::setUsername);
        Optional.ofNullable(environment.get(PASSWORD)).filter(p -> !p.isEmpty()).ifPresent(config::setPassword);
        // A commit returns once it is on the server's disk, whatever the server's default.
        config.setConnectionInitSql("SET synchronous_commit = on");
    }

    private static RuntimeException refusal(RuntimeException e, boolean server) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && sql.getErrorCode() == ALREADY_OPEN) {
                return new InUse(e);
            }
            if (t instanceof SQLException sql && sql.getErrorCode() == WRONG_PASSWORD) {
                return new UserError(
                        "Cannot open the verdicts: they are not under this keyring", "name the workspace's keyring", e);
            }
        }
        return server
                ? new UserError(
                        "Cannot reach the database of verdicts",
                        "check --db, " + USER + " and " + PASSWORD + ", and that the server runs",
                        e)
                : e;
    }

    /** Work on one connection. */
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Does it whole or not at all; returns once it is on the disk. */
    public <T> T transaction(Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            try {
                T out = work.on(connection);
                connection.commit();
                return out;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot use the database of verdicts: state " + e.getSQLState(), e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
