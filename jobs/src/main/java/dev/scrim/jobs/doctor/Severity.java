package dev.scrim.jobs.doctor;

/** How bad it is. The order is that of a report. */
public enum Severity {
    /** Somebody else can read it, or nobody answers for it: no build begins. */
    EXPOSED,
    /** Nobody can read it now; it should not lie there. */
    WARNING,
    /** On purpose, and declared. */
    NOTE
}
