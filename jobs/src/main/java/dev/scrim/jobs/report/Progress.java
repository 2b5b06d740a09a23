package dev.scrim.jobs.report;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Says how far a stage is, how fast, and how long it will take; at most once a second. On a terminal one line is
 * rewritten, elsewhere lines follow each other. Safe for several threads.
 */
public final class Progress {
    private static final long LEAST_NANOS = Duration.ofSeconds(1).toNanos();

    private final Consumer<String> out;
    private final boolean terminal;
    private final LongSupplier nanoClock;

    private String stage = "";
    private String unit = "";
    private long total;
    private long done;
    private long startedAt;
    private long lastSaidAt;
    private int lastWidth;

    /**
     * @param out takes text as it is to be printed, line breaks included
     * @param terminal whether a carriage return goes back to the start of the line
     * @param nanoClock such as {@code System::nanoTime}
     */
    public Progress(Consumer<String> out, boolean terminal, LongSupplier nanoClock) {
        this.out = out;
        this.terminal = terminal;
        this.nanoClock = nanoClock;
    }

    /**
     * Begins a stage.
     *
     * @param unitName plural, such as {@code frames}
     * @param expected how many there will be; 0 where nobody knows
     */
    public synchronized void start(String stageName, String unitName, long expected) {
        stage = stageName;
        unit = unitName;
        total = expected;
        done = 0;
        startedAt = nanoClock.getAsLong();
        lastSaidAt = startedAt;
    }

    /** So many more are done. */
    public synchronized void advance(long count) {
        moveTo(done + count);
    }

    /** So many are done in all; less than before is taken as no news, since counts of other threads may come late. */
    public synchronized void moveTo(long count) {
        done = Math.max(done, count);
        long now = nanoClock.getAsLong();
        if (now - lastSaidAt >= LEAST_NANOS) {
            lastSaidAt = now;
            say(line(now));
        }
    }

    /** Ends the stage with a line that stays. */
    public synchronized void finish() {
        long now = nanoClock.getAsLong();
        String text = String.format(Locale.ROOT, "%-13s %s %s in %s", stage, Numbers.count(done), unit, took(now));
        out.accept(terminal ? "\r" + padded(text) + "\n" : text + "\n");
        lastWidth = 0;
    }

    private String line(long now) {
        double seconds = (now - startedAt) / 1e9;
        double rate = done / seconds;
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-13s ", stage));
        text.append(Numbers.count(done));
        if (total > 0) {
            text.append(" of ").append(Numbers.count(total));
        }
        text.append(' ').append(unit).append("  ").append(Numbers.rate(rate)).append("/s");
        if (total > done && done > 0) {
            double left = (total - done) / rate;
            text.append("  ")
                    .append(Numbers.duration(Duration.ofMillis((long) (left * 1000))))
                    .append(" left");
        }
        return text.toString();
    }

    private String took(long now) {
        return Numbers.duration(Duration.ofNanos(now - startedAt));
    }

    private void say(String text) {
        out.accept(terminal ? "\r" + padded(text) : text + "\n");
        lastWidth = text.length();
    }

    /** Long enough to cover what stood there before. */
    private String padded(String text) {
        return text + " ".repeat(Math.max(0, lastWidth - text.length()));
    }
}
