package dev.scrim.datasets.release;

/** How far a build has come; each state holds all before it. */
public enum ReleaseState {
    /** Not redacted yet. */
    DRAFT,
    /** Redacted, not looked at again. */
    REDACTED,
    /** The second look has passed and the export is sealed. */
    VERIFIED,
    /** People have judged a sample of its frames, or the policy does without. */
    REVIEWED,
    /** A privacy officer and a data owner have signed it. */
    SIGNED,
    /** Somebody was given it. */
    RELEASED
}
