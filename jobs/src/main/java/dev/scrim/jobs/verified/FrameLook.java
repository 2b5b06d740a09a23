package dev.scrim.jobs.verified;

/**
 * What the second look found out about one frame.
 *
 * @param tUs which frame
 * @param unit whether it is the frame taken at random for its trajectory, the unit of the leak bound
 * @param engines how many reading engines looked: 1, or 2 for frames of the sample
 * @param masks masks of 06 that it carries
 * @param leaks what leaked in it before any repair
 * @param end what became of it
 */
record FrameLook(long tUs, boolean unit, int engines, long masks, long leaks, End end) {
    /** How far a frame had to be repaired; each step is looked at again before it counts. */
    enum End {
        /** Nothing leaked. */
        CLEAN,
        /** Clean after the leaking lines were masked. */
        LINE,
        /** Clean after the rows around them were masked too. */
        BLOCK,
        /** Leaks even then, or is not the recorded frame outside its masks: goes no further. */
        WITHHELD
    }
}
