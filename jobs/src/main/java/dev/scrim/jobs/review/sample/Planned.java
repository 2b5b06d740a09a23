package dev.scrim.jobs.review.sample;

/**
 * A frame that people are asked about.
 *
 * @param frame index into the review index's frames
 * @param plant whether something is drawn into it that has to be found
 * @param stratum that it stands for; -1 for frames that do not count towards the bound
 * @param second whether a second person reads it, too
 */
public record Planned(int frame, boolean plant, int stratum, boolean second) {
    /** Whether its verdict counts towards the bound. */
    public boolean counts() {
        return stratum >= 0 && !plant;
    }
}
