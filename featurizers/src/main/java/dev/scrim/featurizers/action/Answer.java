package dev.scrim.featurizers.action;

/** An answer that may have to wait for evidence. */
enum Answer {
    YES,
    /** The evidence fits, but would fit other things too. */
    PERHAPS,
    NO,
    LATER;

    boolean isFinal() {
        return this != LATER;
    }
}
