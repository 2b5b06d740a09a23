package dev.scrim.redaction.review;

import java.util.Locale;

/**
 * What the verdicts so far say, in one sentence that stays true however often it is read.
 *
 * @param target largest share of leaking frames that policy accepts, above 0 and below 1
 */
public record Gauge(EProcess bet, Verdicts verdicts, double target) {
    public Gauge {
        if (!(target > 0 && target < 1)) {
            throw new IllegalArgumentException("Cannot aim at a share of " + target + " (between 0 and 1)");
        }
    }

    /** With one more verdict. */
    public Gauge and(boolean leak) {
        return new Gauge(bet, verdicts.and(leak), target);
    }

    /** Whether fewer than {@link #target} leak, as far as can be known. */
    public boolean reached() {
        return bet.releases(verdicts, target);
    }

    /** The true share of leaking frames is below this, with confidence 1 - alpha, whenever one looks. */
    public double upper() {
        return bet.upper(verdicts);
    }

    /** Clean frames still missing. */
    public long missing() {
        return bet.framesMissing(verdicts, target);
    }

    /** Such as {@code 0 leaks in 612 independent frames: leak rate < 0.55 % (95 %); target 0.5 %: about 56 more}. */
    public String sentence() {
        return sentence(verdicts, upper(), 1 - bet.alpha(), target, reached() ? 0 : missing());
    }

    /**
     * The same from its parts.
     *
     * @param missing clean frames; 0 where the target is reached
     */
    static String sentence(Verdicts verdicts, double upper, double confidence, double target, long missing) {
        String counted = verdicts.leaks()
                + (verdicts.leaks() == 1 ? " leak in " : " leaks in ")
                + verdicts.frames()
                + (verdicts.frames() == 1 ? " independent frame" : " independent frames");
        String bound = upper >= 1
                ? "too few to bound the leak rate"
                : String.format(Locale.ROOT, "leak rate < %s (%s)", percent(upper, true), percent(confidence, false));
        String rest = missing == 0 ? "reached" : "about " + String.format(Locale.ROOT, "%,d", missing) + " more";
        return counted + ": " + bound + "; target " + percent(target, false) + ": " + rest;
    }

    /** Two significant digits; a bound is rounded up. */
    private static String percent(double share, boolean up) {
        double percent = share * 100;
        int digits = percent >= 10 ? 0 : percent >= 1 ? 1 : percent >= 0.1 ? 2 : 3;
        double scale = Math.pow(10, digits);
        double shown = (up ? Math.ceil(percent * scale - 1e-9) : Math.rint(percent * scale)) / scale;
        String text = String.format(Locale.ROOT, "%." + digits + "f", shown);
        return (up || !text.contains(".") ? text : text.replaceAll("0+$", "").replaceAll("\\.$", "")) + " %";
    }
}
