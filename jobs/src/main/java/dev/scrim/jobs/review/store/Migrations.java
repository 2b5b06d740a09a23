package dev.scrim.jobs.review.store;

import dev.scrim.datasets.check.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** Brings the tables up to date: statements in numbered files, each of which runs once, in order. */
final class Migrations {
    /** In order; the number of one is its place, from 1. Never edited once released, only added to. */
    static final List<String> FILES = List.of("V1__verdicts.sql", "V2__glass.sql", "V3__proposal.sql");

    private Migrations() {}

    static void run(DataSource database) {
        try (Connection connection = database.getConnection()) {
            try {
                migrate(connection);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot bring the verdicts' tables up to date: " + e.getSQLState(), e);
        }
    }

    private static void migrate(Connection connection) throws SQLException {
        try (Statement s = connection.createStatement()) {
            s.execute(
                    "CREATE TABLE IF NOT EXISTS migration (number INTEGER NOT NULL PRIMARY KEY, name VARCHAR(64) NOT NULL)");
        }
        connection.commit();
        int done = 0;
        try (Statement s = connection.createStatement();
                ResultSet r = s.executeQuery("SELECT COALESCE(MAX(number), 0) FROM migration")) {
            done = r.next() ? r.getInt(1) : 0;
        }
        if (done > FILES.size()) {
            throw new UserError(
                    "Cannot use the verdicts: a newer version of Scrim has changed their tables", "use that version");
        }
        for (int i = done; i < FILES.size(); i++) {
            // Whoever comes second to this row waits, then fails on the key and finds all done at the next start.
            try (PreparedStatement s = connection.prepareStatement("INSERT INTO migration VALUES (?, ?)")) {
                s.setInt(1, i + 1);
                s.setString(2, FILES.get(i));
                s.executeUpdate();
            }
            for (String statement : text(FILES.get(i)).split(";", -1)) {
                if (!statement.isBlank()) {
                    try (Statement s = connection.createStatement()) {
                        s.execute(statement);
                    }
                }
            }
            connection.commit();
        }
    }

    /** Without comment lines. */
    private static String text(String file) {
        try (InputStream in = Migrations.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("Cannot find " + file + " in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^--.*$", "");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
