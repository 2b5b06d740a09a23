package dev.scrim.jobs.review.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statements on requests to see originals; each needs a transaction of {@link Database#transaction}. */
public final class GlassStore {
    private GlassStore() {}

    /**
     * A request.
     *
     * @param frame its opaque id
     * @param askedMs since the epoch, as the other times
     * @param approver who let it happen; empty so far
     * @param usedMs when the asker looked; empty so far
     */
    public record Request(
            String id,
            String frame,
            String asker,
            String reason,
            long askedMs,
            Optional<String> approver,
            Optional<Long> approvedMs,
            Optional<Long> usedMs) {}

    public static void add(Connection c, String lot, Request request) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(
                "INSERT INTO glass (id, lot, frame, asker, reason, asked_ms) VALUES (?, ?, ?, ?, ?, ?)")) {
            s.setString(1, request.id());
            s.setString(2, lot);
            s.setString(3, request.frame());
            s.setString(4, request.asker());
            s.setString(5, request.reason());
            s.setLong(6, request.askedMs());
            s.executeUpdate();
        }
    }

    /** Those asked since then, the newest first. */
    public static List<Request> since(Connection c, String lot, long sinceMs) throws SQLException {
        try (PreparedStatement s =
                c.prepareStatement("SELECT id, frame, asker, reason, asked_ms, approver, approved_ms,"
                        + " used_ms FROM glass WHERE lot = ? AND asked_ms >= ? ORDER BY asked_ms DESC, id")) {
            s.setString(1, lot);
            s.setLong(2, sinceMs);
            List<Request> out = new ArrayList<>();
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    out.add(new Request(
                            r.getString(1),
                            r.getString(2),
                            r.getString(3),
                            r.getString(4),
                            r.getLong(5),
                            Optional.ofNullable(r.getString(6)),
                            maybe(r, 7),
                            maybe(r, 8)));
                }
            }
            return out;
        }
    }

    private static Optional<Long> maybe(ResultSet r, int column) throws SQLException {
        long value = r.getLong(column);
        return r.wasNull() ? Optional.empty() : Optional.of(value);
    }

    /** False when somebody has approved it before. */
    public static boolean approve(Connection c, String id, String approver, long nowMs) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(
                "UPDATE glass SET approver = ?, approved_ms = ? WHERE id = ? AND approver IS NULL AND asker <> ?")) {
            s.setString(1, approver);
            s.setLong(2, nowMs);
            s.setString(3, id);
            s.setString(4, approver);
            return s.executeUpdate() == 1;
        }
    }

    /** False when the asker has looked before, nobody has approved, or it is too long ago. */
    public static boolean use(Connection c, String id, String asker, long nowMs, long approvedSinceMs)
            throws SQLException {
        try (PreparedStatement s = c.prepareStatement("UPDATE glass SET used_ms = ? WHERE id = ? AND asker = ?"
                + " AND used_ms IS NULL AND approver IS NOT NULL AND approved_ms >= ?")) {
            s.setLong(1, nowMs);
            s.setString(2, id);
            s.setString(3, asker);
            s.setLong(4, approvedSinceMs);
            return s.executeUpdate() == 1;
        }
    }
}
