package dev.scrim.jobs.doctor;

import dev.scrim.jobs.report.Numbers;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How far a scan is. Nobody knows how large a tree is before it was walked, so each folder is given its share of the one
 * it lies in: what is done is the sum of the shares of folders that are. Says it at most once a second. Thread-safe.
 */
final class TreeProgress {
    private static final long LEAST_NANOS = Duration.ofSeconds(1).toNanos();

    private final Consumer<String> out;
    private final LongSupplier nanoClock;
    private final long startedAt;
    private double share;
    private long tables;
    private long lastSaidAt;

    TreeProgress(Consumer<String> out, LongSupplier nanoClock) {
        this.out = out;
        this.nanoClock = nanoClock;
        this.startedAt = nanoClock.getAsLong();
        this.lastSaidAt = startedAt;
    }

    /**
     * A folder is done.
     *
     * @param itsShare of the whole, without what its folders have of it
     * @param itsTables found in it
     */
    synchronized void done(double itsShare, long itsTables) {
        share += itsShare;
        tables += itsTables;
        long now = nanoClock.getAsLong();
        if (now - lastSaidAt >= LEAST_NANOS) {
            lastSaidAt = now;
            out.accept(line(now));
        }
    }

    double seconds() {
        return (nanoClock.getAsLong() - startedAt) / 1e9;
    }

    private String line(long now) {
        double seconds = (now - startedAt) / 1e9;
        String left = share > 0
                ? "  about " + Numbers.duration(Duration.ofMillis((long) (1000 * seconds * (1 - share) / share)))
                        + " left"
                : "";
        return String.format(
                Locale.ROOT,
                "  %,d tables  %s/s  %.0f %%%s",
                tables,
                Numbers.rate(tables / seconds),
                100 * share,
                left);
    }
}
