package dev.scrim.jobs.review.fix;

import dev.scrim.datasets.store.AtomicFile;
import dev.scrim.jobs.audit.AuditStream;
import dev.scrim.jobs.review.desk.Refused;
import dev.scrim.jobs.review.desk.ReviewDesk;
import dev.scrim.jobs.review.store.Database;
import dev.scrim.jobs.review.store.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Misses of a build, and what officers took because of them. Thread-safe. */
public final class MissDesk {
    private static final String FOLDER = "proposals";

    private final ReviewDesk desk;
    private final Database database;
    private final AuditStream audit;
    private final Clock clock;
    private final Path folder;

    /** @param reviewFolder {@code builds/ID/review} */
    public MissDesk(ReviewDesk desk, Database database, AuditStream audit, Clock clock, Path reviewFolder) {
        this.desk = desk;
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.folder = reviewFolder.resolve(FOLDER);
    }

    /** In order. */
    public List<Reading> misses() {
        return desk.misses();
    }

    public Optional<Reading> miss(String id) {
        return misses().stream().filter(r -> String.valueOf(r.seq()).equals(id)).findFirst();
    }

    /** Numbers of the readings for which a change was taken. */
    public Set<Long> accepted() {
        return database.transaction(c -> {
            Set<Long> out = new HashSet<>();
            try (PreparedStatement s = c.prepareStatement("SELECT seq FROM proposal WHERE lot = ?")) {
                s.setString(1, desk.lot().id());
                try (ResultSet r = s.executeQuery()) {
                    while (r.next()) {
                        out.add(r.getLong(1));
                    }
                }
            }
            return out;
        });
    }

    /**
     * Takes a change: writes it as a part of a spec beside the build, never into the user's own spec, and gives the lot
     * up. The build that follows is redacted anew from stage 05, and sampled afresh.
     *
     * @return the file, below the build's folder
     */
    public synchronized String accept(Reading miss, Proposal proposal, String who) throws IOException {
        if (accepted().contains(miss.seq())) {
            throw new Refused("Somebody has taken the change for this miss already.");
        }
        audit.append(
                who,
                "review.proposal",
                desk.build().id(),
                miss.frame(),
                proposal.key() + " " + proposal.from().label() + " "
                        + proposal.to().label());
        int number = database.transaction(c -> next(c, miss, who));
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        String text = "# Taken in the review of build " + desk.build().id() + ", lot "
                + desk.lot().number() + ".\n# Would change " + proposal.framesChanged() + " frames; about "
                + proposal.linesLost() + " lines of text would be covered.\n"
                + "# Take it into the spec and build again: only 05 and what follows is repeated.\n"
                + "redaction:\n  policy:\n    "
                + proposal.category() + ": " + proposal.to().label() + "   # was: "
                + proposal.from().label() + "\n";
        AtomicFile.write(folder.resolve(number + ".yaml"), text.getBytes(StandardCharsets.UTF_8));
        desk.fail(who, proposal.key());
        return "review/" + FOLDER + "/" + number + ".yaml";
    }

    private int next(Connection c, Reading miss, String who) throws SQLException {
        int number = 1;
        try (PreparedStatement s =
                c.prepareStatement("SELECT COALESCE(MAX(number), 0) + 1 FROM proposal WHERE lot = ?")) {
            s.setString(1, desk.lot().id());
            try (ResultSet r = s.executeQuery()) {
                number = r.next() ? r.getInt(1) : 1;
            }
        }
        try (PreparedStatement s =
                c.prepareStatement("INSERT INTO proposal (lot, seq, number, who, at_ms) VALUES (?, ?, ?, ?, ?)")) {
            s.setString(1, desk.lot().id());
            s.setLong(2, miss.seq());
            s.setInt(3, number);
            s.setString(4, who);
            s.setLong(5, clock.millis());
            s.executeUpdate();
        }
        return number;
    }
}
