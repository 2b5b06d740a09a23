package dev.scrim.jobs.review.desk;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.model.Box;
import dev.scrim.jobs.audit.AuditStream;
import dev.scrim.jobs.review.index.IndexedFrame;
import dev.scrim.jobs.review.index.ReviewIndex;
import dev.scrim.jobs.review.sample.Judged;
import dev.scrim.jobs.review.sample.Planned;
import dev.scrim.jobs.review.sample.ReviewPlan;
import dev.scrim.jobs.review.sample.Standing;
import dev.scrim.jobs.review.store.Answer;
import dev.scrim.jobs.review.store.Database;
import dev.scrim.jobs.review.store.Lot;
import dev.scrim.jobs.review.store.Mark;
import dev.scrim.jobs.review.store.Queue;
import dev.scrim.jobs.review.store.Reading;
import dev.scrim.jobs.review.store.VerdictStore;
import dev.scrim.redaction.review.EProcess;
import dev.scrim.redaction.review.SamplePlan;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The review of one build. What it acknowledges is in the database and in the audit log. Several processes may work on one
 * database: each sees what the others wrote at its next call. Thread-safe.
 */
public final class ReviewDesk {
    /** A frame that was handed out is nobody else's for so long. */
    public static final Duration LEASE = Duration.ofMinutes(10);

    /** At most so many are handed out at once: the one on the screen and those fetched ahead. */
    public static final int MOST_AT_ONCE = 10;

    /** What was read of the database is shown for so long; whatever is written is held to the database itself. */
    private static final long FRESH_MS = 200;

    private static final int MOST_MARKS = 100;
    private static final long LONGEST_LOOK_MS = Duration.ofHours(1).toMillis();
    private static final int UNDO_BYTES = 16;

    private final ReviewedBuild build;
    private final ReviewIndex index;
    private final Database database;
    private final AuditStream audit;
    private final Clock clock;
    private final SecureRandom random;
    private final Lot lot;
    private final ReviewPlan plan;
    private final Slots slots;
    private final LotState state;
    private long lookedMs;

    private ReviewDesk(
            ReviewedBuild build,
            ReviewIndex index,
            Database database,
            AuditStream audit,
            Clock clock,
            SecureRandom random,
            Lot lot,
            ReviewPlan plan) {
        this.build = build;
        this.index = index;
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.random = random;
        this.lot = lot;
        this.plan = plan;
        this.slots = new Slots(lot.seed(), plan, index);
        this.state = new LotState(slots, plan, lot);
    }

    /**
     * Opens the review of a build, and begins it where nobody has.
     *
     * @throws UserError when it was begun on another index, or by a version of Scrim that sampled in another way
     */
    public static ReviewDesk open(
            ReviewedBuild build,
            ReviewIndex index,
            Database database,
            AuditStream audit,
            Clock clock,
            SecureRandom random) {
        if (index.frames().isEmpty()) {
            throw new UserError(
                    "Cannot review build " + build.id() + ": it has no frames", "there is nothing to release");
        }
        Optional<Lot> begun = database.transaction(c -> VerdictStore.lot(c, build.record()));
        if (begun.isEmpty()) {
            return begin(build, index, database, audit, clock, random);
        }
        Lot lot = begun.get();
        ReviewPlan plan = ReviewPlan.of(index, lot.seed(), lot.alpha(), lot.target());
        if (!lot.indexDigest().equals(index.digest()) || !lot.plan().equals(plan.digest())) {
            throw new UserError(
                    "Cannot go on with the review of build " + build.id()
                            + ": its frames are not those that were sampled",
                    "go on with the version of Scrim that began it; after an erasure build again, and review that");
        }
        return new ReviewDesk(build, index, database, audit, clock, random, lot, plan);
    }

    private static ReviewDesk begin(
            ReviewedBuild build,
            ReviewIndex index,
            Database database,
            AuditStream audit,
            Clock clock,
            SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String seed = HexFormat.of().formatHex(bytes);
        record Begun(Lot lot, ReviewPlan plan) {}
        Begun begun = database.transaction(c -> {
            int number = 1 + VerdictStore.spentLots(c, build.dataset(), build.record());
            double alpha = SamplePlan.alphaOfLot(EProcess.ALPHA, number);
            ReviewPlan plan = ReviewPlan.of(index, seed, alpha, build.target());
            Lot fresh = new Lot(
                    build.record(),
                    build.id(),
                    build.dataset(),
                    index.digest(),
                    seed,
                    plan.digest(),
                    number,
                    alpha,
                    build.target(),
                    Lot.State.OPEN);
            VerdictStore.add(c, fresh, clock.millis());
            return new Begun(fresh, plan);
        });
        Lot lot = begun.lot();
        audit.append("review", "review.begin", build.id(), lot.plan(), "lot " + lot.number());
        return new ReviewDesk(build, index, database, audit, clock, random, lot, begun.plan());
    }

    /** Where a lot stands that was read from a database; empty when its plan is not that of the index. */
    public static Optional<Standing> replay(Lot lot, ReviewIndex index, List<Reading> readings) {
        if (index.frames().isEmpty() || !lot.indexDigest().equals(index.digest())) {
            return Optional.empty();
        }
        ReviewPlan plan = ReviewPlan.of(index, lot.seed(), lot.alpha(), lot.target());
        if (!plan.digest().equals(lot.plan())) {
            return Optional.empty();
        }
        LotState state = new LotState(new Slots(lot.seed(), plan, index), plan, lot);
        state.load(readings, List.of());
        return Optional.of(state.standing());
    }

    public ReviewedBuild build() {
        return build;
    }

    public ReviewIndex index() {
        return index;
    }

    public ReviewPlan plan() {
        return plan;
    }

    public Lot lot() {
        return lot;
    }

    /** How many frames of a queue are left for somebody, and how many are done by anybody. */
    public record Count(Queue queue, long left, long done) {}

    /** Every queue. */
    public synchronized List<Count> counts(String reader) {
        refresh();
        List<Count> out = new ArrayList<>();
        for (Queue queue : Queue.values()) {
            out.add(new Count(queue, state.left(queue, reader), state.done(queue)));
        }
        return out;
    }

    /** Hands out up to {@code n} frames of a queue: first what this reader has already, then others, as planned. */
    public synchronized List<Slot> next(Queue queue, String reader, int n) {
        int most = Math.max(1, Math.min(MOST_AT_ONCE, n));
        return write(c -> {
            long now = clock.millis();
            List<Slot> out = state.next(queue, reader, most, now);
            List<VerdictStore.Lease> leases = out.stream()
                    .map(s -> new VerdictStore.Lease(s.id(), reader, now + LEASE.toMillis()))
                    .toList();
            VerdictStore.lease(c, lot.id(), leases);
            return new Written<>(out, () -> leases.forEach(state::lease));
        });
    }

    /** A slot by its id; only one that there is. */
    public Optional<Slot> slot(String id) {
        return slots.of(id);
    }

    /** What was said so far of a frame. */
    public synchronized Judged judged(Slot slot) {
        refresh();
        return state.of(slot.planned());
    }

    /**
     * Takes a verdict.
     *
     * @param slotId of the frame, as it was handed out
     * @param tookMs how long the reader looked
     * @return what takes it back
     * @throws Refused when the frame is not this reader's to judge
     */
    public synchronized String verdict(String slotId, String reader, Answer answer, List<Mark> marks, long tookMs) {
        Slot slot = slots.of(slotId).orElseThrow(() -> new Refused("There is no such frame. Ask for the next one."));
        IndexedFrame frame = index.frames().get(slot.planned().frame());
        List<Mark> sound = checked(marks, frame);
        long took = Math.max(0, Math.min(LONGEST_LOOK_MS, tookMs));
        return write(c -> {
            Optional<Reading> again = state.of(slot.planned()).in(slot.queue());
            if (again.filter(r -> r.reader().equals(reader)
                            && r.answer() == answer
                            && r.marks().equals(sound))
                    .isPresent()) {
                // The answer to the first request was lost on its way.
                return new Written<>(again.get().undo(), () -> {});
            }
            if (!state.mayJudge(slot, reader, clock.millis())) {
                throw new Refused("This frame is not yours to judge any more. Ask for the next one.");
            }
            Reading reading = new Reading(
                    VerdictStore.nextSeq(c, lot.id()),
                    slot.queue(),
                    frame.id(),
                    reader,
                    answer,
                    sound,
                    took,
                    clock.millis(),
                    fresh());
            audit.append(
                    reader,
                    "review.verdict",
                    build.id(),
                    frame.id(),
                    slot.queue().label() + " " + answer.label());
            for (Mark mark : sound) {
                audit.append(
                        reader,
                        "review.mark",
                        build.id(),
                        frame.id(),
                        mark.category().label());
            }
            VerdictStore.add(c, lot.id(), reading);
            VerdictStore.end(c, lot.id(), slot.id());
            mark(c, state.standingWith(reading));
            return new Written<>(reading.undo(), () -> state.add(reading, slot));
        });
    }

    /** A place that is not on the frame cannot be a miss. */
    private static List<Mark> checked(List<Mark> marks, IndexedFrame frame) {
        if (marks.size() > MOST_MARKS) {
            throw new Refused("These are too many marks for one frame. Mark the largest places.");
        }
        List<Mark> out = new ArrayList<>();
        for (Mark mark : marks) {
            Box box = mark.box().clip(frame.widthPx(), frame.heightPx());
            if (!box.isEmpty()) {
                out.add(new Mark(box, mark.category()));
            }
        }
        return out;
    }

    private String fresh() {
        byte[] bytes = new byte[UNDO_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void mark(Connection c, Standing after) throws SQLException {
        VerdictStore.state(c, lot.id(), after.gauge().reached() ? Lot.State.REACHED : Lot.State.OPEN);
    }

    /** Takes a reader's last verdict back, unless somebody has read the frame since; it is then that reader's again. */
    public synchronized Slot undo(String undo, String reader) {
        return write(c -> {
            Reading last = state.lastOf(reader)
                    .filter(r -> r.undo().equals(undo))
                    .orElseThrow(() -> new Refused("Only your last verdict can be taken back."));
            Slot slot = slots.of(last.queue(), last.frame())
                    .orElseThrow(() -> new Refused("This verdict cannot be taken back."));
            if (state.readAfter(slot, last)) {
                throw new Refused("Somebody has read this frame since, so your verdict stands.");
            }
            audit.append(
                    reader,
                    "review.undo",
                    build.id(),
                    last.frame(),
                    last.queue().label());
            VerdictStore.undo(c, lot.id(), last.seq());
            VerdictStore.Lease lease = new VerdictStore.Lease(slot.id(), reader, clock.millis() + LEASE.toMillis());
            VerdictStore.lease(c, lot.id(), List.of(lease));
            mark(c, state.standingWithout(last));
            return new Written<>(slot, () -> {
                state.remove(last);
                state.lease(lease);
            });
        });
    }

    /** Where it stands now. */
    public synchronized Standing standing() {
        refresh();
        return state.standing();
    }

    /** As {@link #standing}, but moving every few verdicts only: else it told whether the last frame was planted. */
    public synchronized Standing published() {
        refresh();
        return state.published();
    }

    /** What was said of frames that are not planted, and that found a leak; in order. */
    public synchronized List<Reading> misses() {
        refresh();
        return state.readings().stream()
                .filter(r -> r.answer() == Answer.LEAK && !isPlant(r.frame()))
                .toList();
    }

    private boolean isPlant(String frame) {
        return plan.sampled(frame).filter(Planned::plant).isPresent();
    }

    /** Whether the lot was given up. */
    public boolean failed() {
        return database.transaction(c -> VerdictStore.lot(c, lot.id()))
                .filter(l -> l.state() == Lot.State.FAILED)
                .isPresent();
    }

    /** Gives the lot up: the build is to be redacted again, and its part of alpha is spent. */
    public synchronized void fail(String who, String why) {
        audit.append(who, "review.failed", build.id(), lot.plan(), why);
        write(c -> {
            VerdictStore.state(c, lot.id(), Lot.State.FAILED);
            return new Written<>(true, () -> {});
        });
    }

    /** Work in a transaction; what is to be remembered once it is on the disk. */
    private record Written<T>(T result, Runnable remember) {}

    private <T> T write(Database.Work<Written<T>> work) {
        long[] version = {0};
        Written<T> done = database.transaction(c -> {
            version[0] = VerdictStore.advance(c, lot.id());
            if (version[0] != state.version() + 1) {
                reload(c);
            }
            return work.on(c);
        });
        done.remember().run();
        state.version(version[0]);
        return done.result();
    }

    /** Looks for what other processes wrote, unless it just did: a request asks several times. */
    private void refresh() {
        long now = clock.millis();
        if (state.version() >= 0 && lookedMs <= now && now < lookedMs + FRESH_MS) {
            return;
        }
        lookedMs = now;
        database.transaction(c -> {
            long version = VerdictStore.version(c, lot.id());
            if (version != state.version()) {
                reload(c);
                state.version(version);
            }
            return version;
        });
    }

    private void reload(Connection c) throws SQLException {
        state.load(VerdictStore.readings(c, lot.id()), VerdictStore.leases(c, lot.id(), clock.millis()));
        // Whatever fails from here on, the next call finds a version of its own and reads again.
        state.version(-1);
    }
}
