package dev.scrim.featurizers.timeline;

/**
 * How far a cut reaches past its mark for video frames, which lag behind the screen and may carry clock error.
 *
 * @param frameGuardBeforeUs frames this close before a cut go too: covers an input clock that runs behind the video's
 * @param frameGuardAfterUs frames this soon after a cut go too: a frame stamped just after a resume may still show what
 *     was on screen during the pause
 */
public record CutRules(long frameGuardBeforeUs, long frameGuardAfterUs) {
    /**
     * 50 ms before and 150 ms after. A recorder of 10 frames a second was measured to stamp a change 1 to 95 ms late,
     * so 150 ms leaves half a frame to spare.
     */
    public static final CutRules STANDARD = new CutRules(50_000, 150_000);

    public CutRules {
        if (frameGuardBeforeUs < 0 || frameGuardAfterUs < 0) {
            throw new IllegalArgumentException("Cannot guard a cut by a negative time");
        }
    }
}
