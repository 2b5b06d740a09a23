package dev.scrim.redaction;

/**
 * What a build may tune about finding private content; everything else is decided by {@code policy}.
 *
 * @param sensitiveNameThreshold least probability of a name in a sensitive pane; default 0.2
 * @param nameThreshold least probability of a name elsewhere; default 0.5
 * @param minConfidence mean word confidence below which a line in a sensitive pane counts as unreadable; default 0.3
 * @param memoryUs how long a pane keeps the kind it was recognised as, before and after; default 20 s
 */
public record RedactionSettings(float sensitiveNameThreshold, float nameThreshold, float minConfidence, long memoryUs) {
    public RedactionSettings {
        if (!(sensitiveNameThreshold > 0 && sensitiveNameThreshold <= nameThreshold && nameThreshold <= 1)) {
            throw new IllegalArgumentException("Cannot use name thresholds " + sensitiveNameThreshold + " and "
                    + nameThreshold + " (0 < sensitive <= elsewhere <= 1)");
        }
        if (!(minConfidence >= 0 && minConfidence <= 1) || memoryUs < 0) {
            throw new IllegalArgumentException("Cannot use confidence " + minConfidence + " and memory " + memoryUs
                    + " us (0 to 1, and not negative)");
        }
    }

    /** The defaults named above. */
    public static RedactionSettings standard() {
        return new RedactionSettings(0.2f, 0.5f, 0.3f, 20_000_000L);
    }
}
