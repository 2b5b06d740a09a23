package dev.scrim.datasets.model;

/** Why a raw event is in no action. Every dropped event carries exactly one. */
public enum DropCode {
    /** The person withheld or withdrew consent for that time. */
    NO_CONSENT("outside the person's consent"),
    /** Between pause and resume. */
    PAUSED("inside a pause of the recorder"),
    /** At or behind the recorder's stop mark. */
    AFTER_STOP("behind the recorder's stop"),
    /** Pointer movement that led to no press, wheel notch or drag. */
    IDLE_MOVE("pointer movement without an action"),
    /** A key or button came up that never went down in this recording. */
    RELEASE_WITHOUT_PRESS("release without a press"),
    /** Auto-repeat of a key that never went down in this recording: it was held before the recording or through a cut. */
    REPEAT_WITHOUT_PRESS("auto-repeat without a press"),
    /** A key or button went down and the recording ended, or was cut, before it came up. */
    NEVER_RELEASED("press without a release"),
    /** A modifier was pressed and released with nothing in between. */
    LONE_MODIFIER("modifier without a key"),
    /** The press that stopped the recorder. */
    RECORDER_HOTKEY("recorder's own shortcut"),
    /** The coordinates lie outside the screen. */
    OFF_SCREEN("coordinates outside the screen"),
    /** Steers the timeline (window, control, screen frame) and is no action by itself. */
    CONTEXT("context, not an action");

    private final String meaning;

    DropCode(String meaning) {
        this.meaning = meaning;
    }

    /** A phrase for reports. */
    public String meaning() {
        return meaning;
    }
}
