package dev.scrim.jobs.audit;

import dev.scrim.datasets.chain.Anchors;
import dev.scrim.datasets.chain.ChainHead;
import dev.scrim.datasets.chain.ChainTail;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes many entries to one audit log. An entry is on the disk when {@link #append} returns; whoever waits for the disk at
 * the same time waits once, together. Thread-safe.
 */
public final class AuditStream {
    private final ChainTail chain;
    private final Optional<ChainTail> anchors;
    private final Clock clock;
    private final Object disk = new Object();
    private List<Entry> waiting = new ArrayList<>();

    AuditStream(ChainTail chain, Optional<ChainTail> anchors, Clock clock) {
        this.chain = chain;
        this.anchors = anchors;
        this.clock = clock;
    }

    /** One that waits for the disk; what it holds beyond its values is guarded by {@link #disk}. */
    private static final class Entry {
        private final List<String> values;
        private boolean done;
        private @Nullable RuntimeException failure;

        Entry(List<String> values) {
            this.values = values;
        }
    }

    /**
     * Writes an entry down for good, and only then returns; the fields are those of {@link AuditEntry}.
     *
     * @throws dev.scrim.datasets.check.UserError when the file was changed by something else than Scrim
     */
    public void append(String who, String what, String build, String object, String reason) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Entry mine = new Entry(List.of(now.toString(), who, what, build, object, reason));
        synchronized (this) {
            waiting.add(mine);
        }
        synchronized (disk) {
            if (!mine.done) {
                flush(now);
            }
            if (mine.failure != null) {
                throw mine.failure;
            }
        }
    }

    private void flush(Instant now) {
        List<Entry> all;
        synchronized (this) {
            all = waiting;
            waiting = new ArrayList<>();
        }
        @Nullable RuntimeException failure = null;
        try {
            ChainHead head = chain.append(all.stream().map(e -> e.values).toList());
            anchors.ifPresent(a -> a.append(List.of(Anchors.line(head, now))));
        } catch (RuntimeException e) {
            failure = e;
        }
        for (Entry entry : all) {
            entry.done = true;
            entry.failure = failure;
        }
    }
}
