package dev.scrim.datasets.shards.webdataset;

import dev.scrim.datasets.shards.ShardDirectory;
import dev.scrim.datasets.shards.ShardInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * {@code .nv-meta/index.sqlite}, by which Energon finds a sample by its key ({@code flavors/webdataset/indexing.py}).
 * One transaction in one order gives the same bytes with the same SQLite. It is made in a temporary file that only its
 * owner can read, since it may be larger than memory; it holds keys and places, nothing of the samples.
 */
final class EnergonDatabase {
    static final String FILE = EnergonFiles.FOLDER + "index.sqlite";

    private static final int BATCH = 4096;

    private static final List<String> TABLES = List.of(
            "CREATE TABLE samples (tar_file_id INTEGER NOT NULL, sample_key TEXT NOT NULL UNIQUE,"
                    + " sample_index INTEGER NOT NULL, byte_offset INTEGER, byte_size INTEGER)",
            "CREATE TABLE sample_parts (tar_file_id INTEGER, sample_index INTEGER, part_name TEXT,"
                    + " content_byte_offset INTEGER, content_byte_size INTEGER)");

    private static final List<String> INDEXES = List.of(
            "CREATE INDEX idx_samples_by_tar_and_idx ON samples(tar_file_id, sample_index)",
            "CREATE INDEX idx_sample_parts_seq ON sample_parts(tar_file_id, sample_index, content_byte_offset)",
            "CREATE INDEX idx_sample_parts_full ON sample_parts(tar_file_id, sample_index, part_name,"
                    + " content_byte_offset, content_byte_size)");

    private static final String ALL = "SELECT s.tar_file_id, s.sample_index, s.sample_key, s.byte_offset, s.byte_size,"
            + " p.part_name, p.content_byte_offset, p.content_byte_size FROM samples s LEFT JOIN sample_parts p"
            + " ON p.tar_file_id = s.tar_file_id AND p.sample_index = s.sample_index"
            + " ORDER BY s.tar_file_id, s.sample_index, p.content_byte_offset";

    private EnergonDatabase() {}

    /** Writes the database of {@code shards}, whose own indexes are committed. */
    static ShardInfo write(ShardDirectory directory, List<ShardInfo> shards) throws IOException {
        Path file = Files.createTempFile("index-", ".sqlite");
        try {
            fill(file, directory, shards);
            try (ShardDirectory.Output out = directory.create(FILE)) {
                Files.copy(file, out);
                ShardDirectory.Committed done = out.commit();
                return new ShardInfo(FILE, Optional.empty(), done.bytes(), done.sha256(), 0, 0);
            }
        } catch (SQLException e) {
            throw new IOException("Cannot write " + FILE + " (each sample's id must be there once)", e);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void fill(Path file, ShardDirectory directory, List<ShardInfo> shards)
            throws IOException, SQLException {
        SQLiteConfig settings = new SQLiteConfig();
        settings.setJournalMode(SQLiteConfig.JournalMode.OFF);
        settings.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        try (Connection connection = open(file, settings)) {
            connection.setAutoCommit(false);
            execute(connection, TABLES);
            try (PreparedStatement sample = connection.prepareStatement("INSERT INTO samples VALUES (?, ?, ?, ?, ?)");
                    PreparedStatement part =
                            connection.prepareStatement("INSERT INTO sample_parts VALUES (?, ?, ?, ?, ?)")) {
                for (int id = 0; id < shards.size(); id++) {
                    shard(sample, part, id, directory, shards.get(id).file());
                }
            }
            execute(connection, INDEXES);
            connection.commit();
        }
    }

    private static void shard(
            PreparedStatement sample, PreparedStatement part, int id, ShardDirectory directory, String shard)
            throws IOException, SQLException {
        try (SampleList list = new SampleList(directory, shard)) {
            int i = 0;
            for (Optional<SampleList.Located> next = list.next(); next.isPresent(); next = list.next()) {
                SampleList.Located s = next.get();
                sample.setInt(1, id);
                sample.setString(2, s.key());
                sample.setInt(3, i);
                sample.setLong(4, s.offset());
                sample.setLong(5, s.size());
                sample.addBatch();
                for (SampleList.Part p : s.parts()) {
                    part.setInt(1, id);
                    part.setInt(2, i);
                    part.setString(3, p.name());
                    part.setLong(4, p.offset());
                    part.setLong(5, p.size());
                    part.addBatch();
                }
                if (++i % BATCH == 0) {
                    sample.executeBatch();
                    part.executeBatch();
                }
            }
            sample.executeBatch();
            part.executeBatch();
        }
    }

    /**
     * Compares a committed database with the shards' own indexes, row by row: its bytes depend on SQLite's version, what
     * it says does not.
     */
    static void check(ShardDirectory directory, List<ShardInfo> shards, Consumer<String> problems) throws IOException {
        Path file = Files.createTempFile("index-", ".sqlite");
        try {
            try (InputStream in = Channels.newInputStream(directory.open(FILE))) {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            }
            SQLiteConfig settings = new SQLiteConfig();
            settings.setReadOnly(true);
            try (Connection connection = open(file, settings);
                    Statement statement = connection.createStatement()) {
                if (!says(statement, directory, shards)) {
                    problems.accept("it does not say where the samples are");
                }
            }
        } catch (SQLException e) {
            problems.accept("it cannot be read as an index");
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static boolean says(Statement statement, ShardDirectory directory, List<ShardInfo> shards)
            throws IOException, SQLException {
        long parts = 0;
        try (ResultSet row = statement.executeQuery(ALL)) {
            for (int id = 0; id < shards.size(); id++) {
                try (SampleList list = new SampleList(directory, shards.get(id).file())) {
                    int i = 0;
                    for (Optional<SampleList.Located> s = list.next(); s.isPresent(); s = list.next(), i++) {
                        for (SampleList.Part p : s.get().parts()) {
                            if (!row.next() || !isPart(row, id, i, s.get(), p)) {
                                return false;
                            }
                            parts++;
                        }
                    }
                }
            }
            if (row.next()) {
                return false;
            }
        }
        try (ResultSet count = statement.executeQuery("SELECT count(*) FROM sample_parts")) {
            return count.next() && count.getLong(1) == parts;
        }
    }

    private static boolean isPart(ResultSet row, int id, int i, SampleList.Located s, SampleList.Part p)
            throws SQLException {
        return row.getInt(1) == id
                && row.getInt(2) == i
                && s.key().equals(row.getString(3))
                && row.getLong(4) == s.offset()
                && row.getLong(5) == s.size()
                && p.name().equals(row.getString(6))
                && row.getLong(7) == p.offset()
                && row.getLong(8) == p.size();
    }

    private static Connection open(Path file, SQLiteConfig settings) throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource(settings);
        source.setUrl("jdbc:sqlite:file:" + file.toUri().getRawPath());
        return source.getConnection();
    }

    private static void execute(Connection connection, List<String> commands) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }
}
