package dev.scrim.jobs.repair;

/** How far a frame had to be repaired; each step is looked at again before it counts. */
public enum RepairEnd {
    /** Nothing leaked. */
    CLEAN,
    /** Clean after the leaking lines were masked. */
    LINE,
    /** Clean after the rows around them were masked too. */
    BLOCK,
    /** Leaks even then, or is not the recorded frame outside its masks: goes no further. */
    WITHHELD
}
