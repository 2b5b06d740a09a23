package dev.scrim.jobs.review.desk;

import dev.scrim.jobs.review.sample.Judged;
import dev.scrim.jobs.review.sample.Planned;
import dev.scrim.jobs.review.sample.ReviewPlan;
import dev.scrim.jobs.review.sample.Standing;
import dev.scrim.jobs.review.store.Lot;
import dev.scrim.jobs.review.store.Queue;
import dev.scrim.jobs.review.store.Reading;
import dev.scrim.jobs.review.store.VerdictStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The database's readings and leases of one lot, in memory. For one thread at a time. */
final class LotState {
    /** The numbers that reviewers see move each so many readings of the sample: one in 15 of them is a plant's. */
    private static final int PUBLISH_EVERY = 10;

    private final Slots slots;
    private final ReviewPlan plan;
    private final Lot lot;
    private final Map<Long, Reading> readings = new LinkedHashMap<>();
    private final Map<Planned, Judged> judged = new HashMap<>();
    private final Map<String, VerdictStore.Lease> leases = new HashMap<>();
    private long version = -1;
    private @Nullable Standing standing;
    private @Nullable Standing published;
    private long publishedAt = -1;

    LotState(Slots slots, ReviewPlan plan, Lot lot) {
        this.slots = slots;
        this.plan = plan;
        this.lot = lot;
    }

    long version() {
        return version;
    }

    void version(long now) {
        version = now;
    }

    void load(List<Reading> all, List<VerdictStore.Lease> held) {
        readings.clear();
        judged.clear();
        leases.clear();
        standing = null;
        for (Reading r : all) {
            readings.put(r.seq(), r);
            judge(r, judged);
        }
        held.forEach(this::lease);
    }

    private void judge(Reading r, Map<Planned, Judged> into) {
        slots.of(r.queue(), r.frame())
                .ifPresent(slot -> into.merge(
                        slot.planned(), Judged.nothing(slot.planned()).with(r), (before, now) -> before.with(r)));
    }

    List<Reading> readings() {
        return List.copyOf(readings.values());
    }

    Judged of(Planned planned) {
        Judged known = judged.get(planned);
        return known == null ? Judged.nothing(planned) : known;
    }

    void add(Reading reading, Slot slot) {
        readings.put(reading.seq(), reading);
        judge(reading, judged);
        leases.remove(slot.id());
        standing = null;
    }

    void remove(Reading reading) {
        readings.remove(reading.seq());
        List<Reading> rest = readings();
        judged.clear();
        rest.forEach(r -> judge(r, judged));
        standing = null;
    }

    void lease(VerdictStore.Lease lease) {
        leases.put(lease.item(), lease);
    }

    Optional<Reading> lastOf(String reader) {
        return readings.values().stream().filter(r -> r.reader().equals(reader)).reduce((a, b) -> b);
    }

    /** Whether somebody read the frame of a reading after it, in whatever queue. */
    boolean readAfter(Slot slot, Reading reading) {
        String frame = slots.frameOf(slot.planned());
        return readings.values().stream()
                .anyMatch(r -> r.seq() > reading.seq() && r.frame().equals(frame));
    }

    List<Slot> next(Queue queue, String reader, int n, long nowMs) {
        leases.values().removeIf(l -> l.untilMs() <= nowMs);
        List<Slot> own = new ArrayList<>();
        List<Slot> free = new ArrayList<>();
        for (Slot slot : slots.in(queue)) {
            VerdictStore.Lease lease = leases.get(slot.id());
            boolean mine = lease != null && lease.reader().equals(reader);
            if ((lease == null || mine) && waits(slot, reader)) {
                (mine ? own : free).add(slot);
            }
        }
        own.addAll(free);
        return List.copyOf(own.subList(0, Math.min(n, own.size())));
    }

    /** Whether a verdict on it is missing that this reader may give. */
    private boolean waits(Slot slot, String reader) {
        Judged j = of(slot.planned());
        return switch (slot.queue()) {
            case BOUND, HUNT -> j.first().isEmpty();
            case SECOND -> j.first().isPresent() && j.second().isEmpty() && !j.isReader(reader);
            case ADJUDICATE -> j.undecided() && !j.isReader(reader);
        };
    }

    boolean mayJudge(Slot slot, String reader, long nowMs) {
        VerdictStore.Lease lease = leases.get(slot.id());
        boolean others =
                lease != null && lease.untilMs() > nowMs && !lease.reader().equals(reader);
        // Nobody knows the id of a frame that was never handed out to them; one whose time ran out may still be judged.
        return !others && waits(slot, reader);
    }

    long left(Queue queue, String reader) {
        return slots.in(queue).stream().filter(s -> waits(s, reader)).count();
    }

    long done(Queue queue) {
        return readings.values().stream().filter(r -> r.queue() == queue).count();
    }

    Standing standing() {
        Standing now = standing;
        if (now == null) {
            now = Standing.of(plan, judged.values(), lot.alpha(), lot.target());
            standing = now;
        }
        return now;
    }

    Standing standingWith(Reading reading) {
        Map<Planned, Judged> then = new HashMap<>(judged);
        judge(reading, then);
        return Standing.of(plan, then.values(), lot.alpha(), lot.target());
    }

    Standing standingWithout(Reading reading) {
        Map<Planned, Judged> then = new HashMap<>();
        readings.values().stream().filter(r -> r.seq() != reading.seq()).forEach(r -> judge(r, then));
        return Standing.of(plan, then.values(), lot.alpha(), lot.target());
    }

    /** The one of the last full row of readings; the current one once the sample is through, or where it takes a decision. */
    Standing published() {
        long read = done(Queue.BOUND) + done(Queue.SECOND);
        long row = read / PUBLISH_EVERY;
        long sampled = slots.in(Queue.BOUND).size();
        Standing known = published;
        boolean through = done(Queue.BOUND) >= sampled;
        long at = row * 1_000_000 + done(Queue.ADJUDICATE) * 2 + (through ? 1 : 0);
        if (known == null || at != publishedAt || through) {
            known = standing();
            published = known;
            publishedAt = at;
        }
        return known;
    }
}
