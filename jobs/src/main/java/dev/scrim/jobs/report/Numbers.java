package dev.scrim.jobs.report;

import java.time.Duration;
import java.util.Locale;

/** How figures are written for people; the same everywhere, whatever the machine's locale. */
public final class Numbers {
    private Numbers() {}

    /** 12345 as {@code 12,345}. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 1 step}, {@code 2 steps}. */
    static String count(long value, String one, String many) {
        return count(value) + " " + (value == 1 ? one : many);
    }

    /** {@code 0 s}, {@code 0.8 s}, {@code 41 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    public static String duration(Duration duration) {
        if (duration.isZero()) {
            return "0 s";
        }
        double seconds = duration.toNanos() / 1e9;
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }

    /** Microseconds in the same way. */
    static String durationUs(long us) {
        return duration(Duration.ofNanos(us * 1_000));
    }

    /** A place in a recording, {@code 1:05.3}. */
    static String timeUs(long us) {
        long tenths = us / 100_000;
        return String.format(Locale.ROOT, "%d:%02d.%d", tenths / 600, tenths / 10 % 60, tenths % 10);
    }

    /** {@code 812 B}, {@code 1.4 MB}; decimal units. */
    public static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        String[] units = {"kB", "MB", "GB", "TB", "PB"};
        double value = bytes;
        int unit = -1;
        while (value >= 999.95 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
    }

    /** Three digits or so: {@code 0.42}, {@code 3.1}, {@code 128}. */
    public static String rate(double value) {
        String pattern = value >= 100 ? "%,.0f" : value >= 1 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, pattern, value);
    }
}
