package dev.scrim.jobs.review.index;

/**
 * How likely redaction is to have missed something in a frame, as a number to rank by: for hunting only, never for a
 * bound. The weights are a judgement: what the second look already had to mend comes first, then what OCR could hardly
 * read, then how private and how full of masks the frame was.
 */
final class Risk {
    private static final int LEAKED = 40;
    private static final int FURTHER_LEAK = 10;
    private static final int MAX_FURTHER_LEAKS = 3;
    private static final int UNSURE_LINE = 5;
    private static final int MAX_UNSURE_LINES = 6;
    private static final int UNREADABLE = 12;
    private static final int RATING = 10;
    private static final int MAX_MASKS = 20;

    /** A line that was read with less confidence than this may hold what no rule could see. */
    static final float UNSURE_BELOW = 0.6f;

    private Risk() {}

    /**
     * The number.
     *
     * @param leaks what the second look found in it
     * @param unsureLines lines read with a confidence below {@link #UNSURE_BELOW}
     * @param unreadable places painted over because nothing could be read there
     */
    static int of(int leaks, int unsureLines, int unreadable, int rating, int masks) {
        return (leaks > 0 ? LEAKED + FURTHER_LEAK * Math.min(MAX_FURTHER_LEAKS, leaks - 1) : 0)
                + UNSURE_LINE * Math.min(MAX_UNSURE_LINES, unsureLines)
                + (unreadable > 0 ? UNREADABLE : 0)
                + RATING * (rating - 1)
                + Math.min(MAX_MASKS, masks);
    }
}
