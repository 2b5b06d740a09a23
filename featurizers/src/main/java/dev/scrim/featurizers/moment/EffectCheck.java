package dev.scrim.featurizers.moment;

/**
 * Whether a frame already shows what a press did at its place, from the neighbourhoods of the place in three frames.
 *
 * <p>What differs between a frame from before the action and one from behind it is taken for the effect; the frame in
 * question shows it when a part of that looks as it does behind it. Thresholds are this project's own, tried on the
 * presses of the invented sessions and of the AgentNet sample.
 */
public final class EffectCheck {
    /** Gray levels; coding noise is below. */
    private static final int DIFFERENT = 24;
    /** Of the neighbourhood: the pointer covers up to 3 %. */
    private static final double VISIBLE = 0.05;
    /** Of the pixels that an effect changes, this share gives it away; menus fade in. */
    private static final double SHOWN = 0.2;

    /** What the three frames say. */
    public enum Verdict {
        /** Nothing to be seen changes at the place; the frames say nothing about each other. */
        NO_EFFECT,
        /** The action changes what is at its place, and the frame does not show it yet. */
        NOT_YET,
        /** A part of the change is in the frame and a visible part is still to come: the effect on its way, or another's. */
        PARTLY,
        /** The frame shows it, and no more than that comes. */
        SHOWN
    }

    private EffectCheck() {}

    /**
     * Judges {@code seen}. Frames of different sizes have no effect in common.
     *
     * @param earlier from before the action
     * @param after from behind its effect
     */
    public static Verdict judge(Neighbourhood earlier, Neighbourhood seen, Neighbourhood after) {
        if (!earlier.sameShape(after) || !earlier.sameShape(seen)) {
            return Verdict.NO_EFFECT;
        }
        int changed = 0;
        int done = 0;
        int toCome = 0;
        for (int i = 0; i < after.pixels(); i++) {
            int toAfter = Math.abs(seen.gray(i) - after.gray(i));
            toCome += toAfter > DIFFERENT ? 1 : 0;
            if (Math.abs(earlier.gray(i) - after.gray(i)) > DIFFERENT) {
                changed++;
                done += toAfter < Math.abs(seen.gray(i) - earlier.gray(i)) ? 1 : 0;
            }
        }
        double visible = VISIBLE * after.pixels();
        if (changed < visible) {
            return Verdict.NO_EFFECT;
        }
        if (done < SHOWN * changed) {
            return Verdict.NOT_YET;
        }
        return toCome < visible ? Verdict.SHOWN : Verdict.PARTLY;
    }
}
