package dev.scrim.datasets.capture.openadapt;

import dev.scrim.datasets.capture.CaptureFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/** Opens {@code recording.db} so that nothing is written: not to it, not beside it and not to a disk of this machine. */
final class RecordingFile {
    static final String NAME = "recording.db";

    /** A file that is not on this machine is read into memory, and so must be smaller. */
    static final int MAX_REMOTE_BYTES = 256 << 20;

    /** A longer value cannot be read; titles and keys, which is what is read, have some hundred bytes. */
    static final int MAX_VALUE_BYTES = 16 << 20;

    private RecordingFile() {}

    /** Whether the file is where it can be read. */
    static boolean withinReach(CaptureFolder folder) throws IOException {
        return folder.localPath(NAME).isPresent() || folder.length(NAME) <= MAX_REMOTE_BYTES;
    }

    /**
     * Changes that were made and not yet brought into the file itself, which would be missed: what SQLite leaves beside
     * it when its writer was stopped hard.
     */
    static boolean isUnmerged(CaptureFolder folder) throws IOException {
        for (String ending : new String[] {"-wal", "-journal"}) {
            if (folder.exists(NAME + ending) && folder.length(NAME + ending) > 0) {
                return true;
            }
        }
        return false;
    }

    static Connection open(CaptureFolder folder) throws IOException, SQLException {
        Optional<Path> local = folder.localPath(NAME);
        if (local.isPresent()) {
            SQLiteConfig settings = new SQLiteConfig();
            settings.setReadOnly(true);
            bound(settings);
            SQLiteDataSource source = new SQLiteDataSource(settings);
            // The file's name as a URI, so that no character of the folder's name is taken for a parameter.
            source.setUrl("jdbc:sqlite:file:" + local.get().toUri().getRawPath() + "?immutable=1");
            return source.getConnection();
        }
        try (InputStream in = folder.open(NAME)) {
            return inMemory(in.readNBytes(MAX_REMOTE_BYTES));
        }
    }

    /** What the file may make SQLite do: a database is a program, and this one may be a stranger's. */
    private static void bound(SQLiteConfig settings) {
        settings.setPragma(SQLiteConfig.Pragma.LIMIT_LENGTH, String.valueOf(MAX_VALUE_BYTES));
        // Sorting must not leave the recording's text in a temporary file.
        settings.setTempStore(SQLiteConfig.TempStore.MEMORY);
    }

    static Connection inMemory(byte[] file) throws SQLException {
        SQLiteConfig settings = new SQLiteConfig();
        bound(settings);
        SQLiteDataSource source = new SQLiteDataSource(settings);
        source.setUrl("jdbc:sqlite::memory:");
        Connection connection = source.getConnection();
        try {
            ((SQLiteConnection) connection).deserialize("main", file);
            return connection;
        } catch (SQLException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }
}
