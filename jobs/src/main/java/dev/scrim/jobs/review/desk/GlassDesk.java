package dev.scrim.jobs.review.desk;

import dev.scrim.jobs.audit.AuditStream;
import dev.scrim.jobs.review.store.Database;
import dev.scrim.jobs.review.store.GlassStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Breaking the glass: one person asks for a reason, a second approves, the first looks once. Each step is in the audit log
 * before it happens. Thread-safe.
 */
public final class GlassDesk {
    /** Who was allowed to look does so now, or asks again. */
    public static final Duration APPROVED_FOR = Duration.ofMinutes(15);

    /** What nobody approved within a day is over. */
    private static final Duration ASKED_FOR = Duration.ofDays(1);

    private static final int LONGEST_REASON = 200;
    private static final int ID_BYTES = 16;

    private final ReviewDesk desk;
    private final Database database;
    private final AuditStream audit;
    private final Clock clock;
    private final SecureRandom random;

    public GlassDesk(ReviewDesk desk, Database database, AuditStream audit, Clock clock, SecureRandom random) {
        this.desk = desk;
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Asks.
     *
     * @param frame its opaque id
     * @return the request's id
     */
    public String ask(String frame, String reason, String asker) {
        String kept = reason.replaceAll("\\p{Cntrl}+", " ").strip();
        if (kept.isEmpty() || kept.length() > LONGEST_REASON) {
            throw new Refused(
                    "Say what it is for, in at most " + LONGEST_REASON + " characters and without private content.");
        }
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        audit.append(asker, "review.glass.ask", desk.build().id(), frame, kept);
        database.transaction(c -> {
            GlassStore.add(
                    c,
                    desk.lot().id(),
                    new GlassStore.Request(
                            id,
                            frame,
                            asker,
                            kept,
                            clock.millis(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()));
            return id;
        });
        return id;
    }

    /** Requests of the last day, the newest first. */
    public List<GlassStore.Request> requests() {
        long since = clock.millis() - ASKED_FOR.toMillis();
        return database.transaction(c -> GlassStore.since(c, desk.lot().id(), since));
    }

    /** A request of the last day. */
    public Optional<GlassStore.Request> request(String id) {
        return requests().stream().filter(r -> r.id().equals(id)).findFirst();
    }

    /** Whether it was approved and its time has not run out. */
    public boolean open(GlassStore.Request request) {
        return request.usedMs().isEmpty()
                && request.approvedMs()
                        .filter(at -> clock.millis() - at < APPROVED_FOR.toMillis())
                        .isPresent();
    }

    /**
     * Approves somebody else's request.
     *
     * @throws Refused when it is one's own, or was approved before
     */
    public void approve(String id, String approver) {
        GlassStore.Request request = request(id)
                .orElseThrow(() -> new Refused("There is no such request any more. It has to be asked anew."));
        if (request.asker().equals(approver)) {
            throw new Refused("Nobody approves their own request. Ask the other officer, or the data owner.");
        }
        audit.append(approver, "review.glass.approve", desk.build().id(), request.frame(), request.asker());
        if (!database.transaction(c -> GlassStore.approve(c, id, approver, clock.millis()))) {
            throw new Refused("Somebody has approved this request already.");
        }
    }

    /**
     * Lets the asker look, this once.
     *
     * @return the frame, by its opaque id; empty when it is not allowed, or not any more
     */
    public Optional<String> use(String id, String asker) {
        Optional<GlassStore.Request> request =
                request(id).filter(r -> r.asker().equals(asker)).filter(this::open);
        if (request.isEmpty()) {
            return Optional.empty();
        }
        long now = clock.millis();
        audit.append(
                asker,
                "review.glass.view",
                desk.build().id(),
                request.get().frame(),
                request.get().reason());
        boolean used = database.transaction(c -> GlassStore.use(c, id, asker, now, now - APPROVED_FOR.toMillis()));
        return used ? request.map(GlassStore.Request::frame) : Optional.empty();
    }
}
