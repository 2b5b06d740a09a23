package dev.scrim.redaction.policy;

/** What happens to a finding, from mild to severe. */
public enum Decision {
    /** Stays readable. */
    KEEP,
    /** The private text itself is masked. */
    MASK_SPANS,
    /** The whole block of text it stands in is masked. */
    MASK_BLOCK,
    /** The whole window it stands in is masked. */
    MASK_PANE,
    /** A frame that shows it is dropped. */
    DROP_FRAME,
    /** A trajectory that holds it anywhere is dropped. */
    DROP_TRAJECTORY
}
