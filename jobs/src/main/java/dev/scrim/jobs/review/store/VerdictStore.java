package dev.scrim.jobs.review.store;

import dev.scrim.datasets.model.Box;
import dev.scrim.datasets.model.Category;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Statements on lots, readings and leases; each needs a transaction of {@link Database#transaction}. Writers of one lot
 * take turns by {@link #advance}.
 */
public final class VerdictStore {
    private VerdictStore() {}

    /** A frame that somebody has on the screen. */
    public record Lease(String item, String reader, long untilMs) {}

    public static Optional<Lot> lot(Connection c, String id) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("SELECT build, dataset, index_digest, seed, plan, number, alpha,"
                + " target, state FROM lot WHERE id = ?")) {
            s.setString(1, id);
            try (ResultSet r = s.executeQuery()) {
                return r.next()
                        ? Optional.of(new Lot(
                                id,
                                r.getString(1),
                                r.getString(2),
                                r.getString(3),
                                r.getString(4),
                                r.getString(5),
                                r.getInt(6),
                                r.getDouble(7),
                                r.getDouble(8),
                                Lot.State.valueOf(r.getString(9))))
                        : Optional.empty();
            }
        }
    }

    /** How many other lots of the dataset were looked at and did not reach their target. */
    public static int spentLots(Connection c, String dataset, String except) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("SELECT COUNT(*) FROM lot l WHERE l.dataset = ? AND l.id <> ?"
                + " AND l.state <> 'REACHED' AND (l.state = 'FAILED' OR EXISTS (SELECT 1 FROM reading r WHERE"
                + " r.lot = l.id AND r.queue = 'bound' AND r.undone = FALSE))")) {
            s.setString(1, dataset);
            s.setString(2, except);
            try (ResultSet r = s.executeQuery()) {
                return r.next() ? r.getInt(1) : 0;
            }
        }
    }

    public static void add(Connection c, Lot lot, long nowMs) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("INSERT INTO lot (id, build, dataset, index_digest, seed, plan,"
                + " number, alpha, target, state, opened_ms, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)")) {
            s.setString(1, lot.id());
            s.setString(2, lot.build());
            s.setString(3, lot.dataset());
            s.setString(4, lot.indexDigest());
            s.setString(5, lot.seed());
            s.setString(6, lot.plan());
            s.setInt(7, lot.number());
            s.setDouble(8, lot.alpha());
            s.setDouble(9, lot.target());
            s.setString(10, lot.state().name());
            s.setLong(11, nowMs);
            s.executeUpdate();
        }
    }

    /** Begins a write to a lot, which no other write to it overlaps; returns the lot's new version. */
    public static long advance(Connection c, String lot) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("UPDATE lot SET version = version + 1 WHERE id = ?")) {
            s.setString(1, lot);
            s.executeUpdate();
        }
        return version(c, lot);
    }

    /** Grows with each write. */
    public static long version(Connection c, String lot) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("SELECT version FROM lot WHERE id = ?")) {
            s.setString(1, lot);
            try (ResultSet r = s.executeQuery()) {
                return r.next() ? r.getLong(1) : -1;
            }
        }
    }

    public static void state(Connection c, String lot, Lot.State state) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("UPDATE lot SET state = ? WHERE id = ? AND state <> 'FAILED'")) {
            s.setString(1, state.name());
            s.setString(2, lot);
            s.executeUpdate();
        }
    }

    /** Those that were not taken back, in order. */
    public static List<Reading> readings(Connection c, String lot) throws SQLException {
        Map<Long, List<Mark>> marks = new HashMap<>();
        try (PreparedStatement s =
                c.prepareStatement("SELECT seq, x, y, w, h, category FROM mark WHERE lot = ? ORDER BY seq, place")) {
            s.setString(1, lot);
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    Box box = new Box(r.getInt(2), r.getInt(3), r.getInt(4), r.getInt(5));
                    marks.computeIfAbsent(r.getLong(1), k -> new ArrayList<>())
                            .add(new Mark(box, Category.valueOf(r.getString(6))));
                }
            }
        }
        List<Reading> out = new ArrayList<>();
        try (PreparedStatement s = c.prepareStatement("SELECT seq, queue, frame, reader, answer, took_ms, at_ms, undo"
                + " FROM reading WHERE lot = ? AND undone = FALSE ORDER BY seq")) {
            s.setString(1, lot);
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    out.add(new Reading(
                            r.getLong(1),
                            Queue.of(r.getString(2)).orElseThrow(),
                            r.getString(3),
                            r.getString(4),
                            Answer.of(r.getString(5)).orElseThrow(),
                            marks.getOrDefault(r.getLong(1), List.of()),
                            r.getLong(6),
                            r.getLong(7),
                            r.getString(8)));
                }
            }
        }
        return out;
    }

    /** The number that the next reading of a lot has; those that were taken back keep theirs. */
    public static long nextSeq(Connection c, String lot) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("SELECT COALESCE(MAX(seq), 0) + 1 FROM reading WHERE lot = ?")) {
            s.setString(1, lot);
            try (ResultSet r = s.executeQuery()) {
                return r.next() ? r.getLong(1) : 1;
            }
        }
    }

    public static void add(Connection c, String lot, Reading reading) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("INSERT INTO reading (lot, seq, queue, frame, reader, answer,"
                + " took_ms, at_ms, undo, undone) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, FALSE)")) {
            s.setString(1, lot);
            s.setLong(2, reading.seq());
            s.setString(3, reading.queue().label());
            s.setString(4, reading.frame());
            s.setString(5, reading.reader());
            s.setString(6, reading.answer().label());
            s.setLong(7, reading.tookMs());
            s.setLong(8, reading.atMs());
            s.setString(9, reading.undo());
            s.executeUpdate();
        }
        try (PreparedStatement s = c.prepareStatement(
                "INSERT INTO mark (lot, seq, place, x, y, w, h, category) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int i = 0; i < reading.marks().size(); i++) {
                Mark mark = reading.marks().get(i);
                s.setString(1, lot);
                s.setLong(2, reading.seq());
                s.setInt(3, i);
                s.setInt(4, mark.box().x());
                s.setInt(5, mark.box().y());
                s.setInt(6, mark.box().w());
                s.setInt(7, mark.box().h());
                s.setString(8, mark.category().name());
                s.addBatch();
            }
            if (!reading.marks().isEmpty()) {
                s.executeBatch();
            }
        }
    }

    /** Takes a reading back; its row stays. */
    public static void undo(Connection c, String lot, long seq) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("UPDATE reading SET undone = TRUE WHERE lot = ? AND seq = ?")) {
            s.setString(1, lot);
            s.setLong(2, seq);
            s.executeUpdate();
        }
    }

    public static List<Lease> leases(Connection c, String lot, long nowMs) throws SQLException {
        List<Lease> out = new ArrayList<>();
        try (PreparedStatement s =
                c.prepareStatement("SELECT item, reader, until_ms FROM lease WHERE lot = ? AND until_ms > ?")) {
            s.setString(1, lot);
            s.setLong(2, nowMs);
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    out.add(new Lease(r.getString(1), r.getString(2), r.getLong(3)));
                }
            }
        }
        return out;
    }

    public static void lease(Connection c, String lot, List<Lease> leases) throws SQLException {
        for (Lease lease : leases) {
            end(c, lot, lease.item());
        }
        try (PreparedStatement s =
                c.prepareStatement("INSERT INTO lease (lot, item, reader, until_ms) VALUES (?, ?, ?, ?)")) {
            for (Lease lease : leases) {
                s.setString(1, lot);
                s.setString(2, lease.item());
                s.setString(3, lease.reader());
                s.setLong(4, lease.untilMs());
                s.addBatch();
            }
            if (!leases.isEmpty()) {
                s.executeBatch();
            }
        }
    }

    public static void end(Connection c, String lot, String item) throws SQLException {
        try (PreparedStatement s = c.prepareStatement("DELETE FROM lease WHERE lot = ? AND item = ?")) {
            s.setString(1, lot);
            s.setString(2, item);
            s.executeUpdate();
        }
    }
}
