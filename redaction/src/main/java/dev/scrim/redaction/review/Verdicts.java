package dev.scrim.redaction.review;

/**
 * Verdicts on units of a random sample; a unit is one random frame of one independent session segment. What was looked
 * at because it seemed risky is never among them.
 *
 * @param frames looked at, {@code n}
 * @param leaks those with anything private that could still be read, {@code k}
 */
public record Verdicts(long frames, long leaks) {
    /** Nothing looked at yet. */
    public static final Verdicts NONE = new Verdicts(0, 0);

    public Verdicts {
        if (leaks < 0 || frames < leaks) {
            throw new IllegalArgumentException(
                    "Cannot count " + leaks + " leaks in " + frames + " frames (0 <= leaks <= frames)");
        }
    }

    /** With one more. */
    public Verdicts and(boolean leak) {
        return new Verdicts(frames + 1, leaks + (leak ? 1 : 0));
    }

    /** Share of frames that leaked; 0 without frames. */
    public double rate() {
        return frames == 0 ? 0 : (double) leaks / frames;
    }
}
