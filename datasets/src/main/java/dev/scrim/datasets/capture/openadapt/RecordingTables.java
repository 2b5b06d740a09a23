package dev.scrim.datasets.capture.openadapt;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the file says of the recording as a whole. Versions of the recorder differ in their columns: what a table has not
 * is as good as null.
 *
 * @param recordings how many there are; the rest is of the only one
 * @param startedS when it began, seconds since 1970
 * @param videoS when the video began, seconds since 1970
 * @param platform Python's {@code sys.platform}
 * @param firstS time of the earliest thing that has one, seconds since 1970
 * @param hasWindows whether any window was told
 */
record RecordingTables(
        long recordings,
        Optional<Double> startedS,
        Optional<Double> videoS,
        int monitorWidth,
        int monitorHeight,
        String platform,
        String task,
        Optional<Double> firstS,
        boolean hasKeys,
        boolean hasPointer,
        boolean hasWindows) {
    static final String KEYS = "name IN ('press', 'release')";

    /** All that is no key is the pointer's, so that what is neither is told there and not lost. */
    static final String POINTER = "(name IS NULL OR name NOT IN ('press', 'release'))";

    /** Empty where the file has not the recorder's tables. */
    static Optional<RecordingTables> read(Connection file) throws SQLException {
        if (!plain(file)) {
            return Optional.empty();
        }
        Set<String> recording = columns(file, "recording");
        Set<String> events = columns(file, "action_event");
        Set<String> windows = columns(file, "window_event");
        boolean complete = recording.contains("timestamp")
                && events.containsAll(List.of("id", "name", "timestamp"))
                && (windows.isEmpty() || windows.containsAll(List.of("id", "timestamp")));
        if (!complete) {
            return Optional.empty();
        }
        List<String> wanted = List.of(
                "timestamp", "video_start_time", "monitor_width", "monitor_height", "platform", "task_description");
        try (Statement statement = file.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT " + selection(recording, wanted) + " FROM recording ORDER BY timestamp LIMIT 1")) {
            boolean any = row.next();
            Optional<Double> startedS = any ? seconds(row, 1) : Optional.empty();
            Optional<Double> videoS = any ? seconds(row, 2) : Optional.empty();
            int width = any ? row.getInt(3) : 0;
            int height = any ? row.getInt(4) : 0;
            Optional<String> platform = any ? Optional.ofNullable(row.getString(5)) : Optional.empty();
            Optional<String> task = any ? Optional.ofNullable(row.getString(6)) : Optional.empty();
            return Optional.of(new RecordingTables(
                    (long) number(file, "SELECT count(*) FROM recording")
                            .orElse(0.0)
                            .doubleValue(),
                    startedS,
                    videoS,
                    width,
                    height,
                    platform.orElse(""),
                    task.orElse(""),
                    earliest(file, startedS, videoS, !windows.isEmpty()),
                    any(file, "action_event WHERE " + KEYS),
                    any(file, "action_event WHERE " + POINTER),
                    !windows.isEmpty() && any(file, "window_event")));
        }
    }

    /**
     * Whether the recorder's tables are tables. A view, a table of an extension or a column that is worked out from others
     * is a program of whoever made the file, which may never end, and the recorder writes none. A trigger is one, too, and
     * harmless: nothing is ever written.
     */
    private static boolean plain(Connection file) throws SQLException {
        for (String table : List.of("recording", "action_event", "window_event")) {
            try (PreparedStatement statement =
                    file.prepareStatement("SELECT type, rootpage FROM sqlite_master WHERE lower(name) = ?")) {
                statement.setString(1, table);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        if (!"table".equals(rows.getString(1)) || rows.getLong(2) == 0) {
                            return false;
                        }
                    }
                }
            }
            try (Statement statement = file.createStatement();
                    ResultSet columns = statement.executeQuery("PRAGMA table_xinfo(" + table + ")")) {
                while (columns.next()) {
                    if (columns.getInt("hidden") != 0) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static Optional<Double> earliest(
            Connection file, Optional<Double> startedS, Optional<Double> videoS, boolean windows) throws SQLException {
        String times = " FROM %s WHERE typeof(timestamp) IN ('real', 'integer')";
        Optional<Double> action = number(file, "SELECT min(timestamp)" + times.formatted("action_event"));
        Optional<Double> window =
                windows ? number(file, "SELECT min(timestamp)" + times.formatted("window_event")) : Optional.empty();
        return List.of(startedS, videoS, action, window).stream()
                .flatMap(Optional::stream)
                .min(Double::compare);
    }

    /** The columns of a table, none where there is no such table. */
    static Set<String> columns(Connection file, String table) throws SQLException {
        Set<String> columns = new LinkedHashSet<>();
        try (Statement statement = file.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA table_info(" + table + ")")) {
            while (rows.next()) {
                columns.add(rows.getString("name"));
            }
        }
        return columns;
    }

    /** The wanted columns in their order, null for each that is not there. */
    static String selection(Set<String> columns, List<String> wanted) {
        return wanted.stream()
                .map(column -> columns.contains(column) ? column : "NULL AS " + column)
                .collect(Collectors.joining(", "));
    }

    private static boolean any(Connection file, String from) throws SQLException {
        try (Statement statement = file.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1 FROM " + from + " LIMIT 1")) {
            return rows.next();
        }
    }

    private static Optional<Double> number(Connection file, String query) throws SQLException {
        try (Statement statement = file.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? seconds(rows, 1) : Optional.empty();
        }
    }

    private static Optional<Double> seconds(ResultSet row, int column) throws SQLException {
        return row.getObject(column) instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
    }
}
