package dev.scrim.datasets.check;

/** Every way in which input can be wrong: one documented constant each. */
public enum ViolationCode {
    /** The folder has no metadata: {@code recording.json}, or what another format names. */
    METADATA_MISSING(Severity.QUARANTINE, "put the named file beside the streams"),
    /** The metadata is not JSON or lacks a required field. */
    METADATA_INVALID(Severity.QUARANTINE, "repair the named field of the recording's metadata"),
    /** No reader knows the declared format. */
    FORMAT_UNKNOWN(Severity.QUARANTINE, "set format to one that `scrim spec --explain` lists"),
    /** Two recordings of the input have the same id. */
    DUPLICATE_ID(Severity.QUARANTINE, "give each recording an id of its own"),
    /** A stream that the metadata names is not there. */
    STREAM_MISSING(Severity.QUARANTINE, "restore the file, or leave the stream out of recording.json"),
    /** The last line of a stream is cut off; the lines before it are used. */
    STREAM_TRUNCATED(Severity.WARNING, "the recorder stopped hard; nothing else is needed"),
    /** A part in the middle of a stream's file is lost, and nobody knows what was in it. */
    STREAM_DAMAGED(Severity.QUARANTINE, "restore the file from its original; what follows a gap cannot be trusted"),
    /** A line of a stream is not what the format says; the line is dropped. */
    EVENT_INVALID(Severity.WARNING, "look at the named line; the recorder wrote something else"),
    /** An event is earlier than the one before it in its stream, by no more than the stated tolerance; it is sorted. */
    EVENT_OUT_OF_ORDER(Severity.WARNING, "the events are sorted; check the recorder's buffering"),
    /** A stream's clock jumps back by more than the stated tolerance. */
    CLOCK_BACKWARDS(Severity.QUARANTINE, "the recorder must write one monotonic clock"),
    /** The recording holds no events and no frames, or ends where it starts. */
    RECORDING_EMPTY(Severity.QUARANTINE, "nothing to build from; remove the recording"),
    /** A pointer event lies outside the screen. */
    OFF_SCREEN(Severity.WARNING, "the event is dropped; check the recorded screen size"),
    /** The video cannot be opened or has no frames. */
    VIDEO_UNREADABLE(Severity.QUARANTINE, "re-export the recording; the video file is damaged"),
    /** The video stops decoding before its end; the part before is used. */
    VIDEO_TRUNCATED(Severity.WARNING, "frames behind the damage are withheld"),
    /** The video's size is not the recorded screen's. */
    VIDEO_SIZE_MISMATCH(
            Severity.QUARANTINE, "coordinates would point elsewhere; fix the screen size in recording.json"),
    /** The recorder does not say whose the recording is; it stands for a person of its own. */
    SUBJECT_UNKNOWN(Severity.WARNING, "put a scrim.json with subject_id beside the recording"),
    /** Video and input have clocks of their own, and the recording does not show how far they are apart. */
    CLOCK_UNKNOWN(Severity.WARNING, "frames are taken by the stated start; look at the steps before using them"),
    /** The consent ledger grants nothing for this person and time. */
    NO_CONSENT(Severity.QUARANTINE, "record the person's consent, or leave the recording out"),
    /** A step's observation frame could not be had in time. */
    FRAME_MISSING(Severity.WARNING, "the step is kept without that frame"),
    /** At the place of a step's press, the step's observation already looks as it does behind the effect. */
    EFFECT_SHOWN(
            Severity.WARNING,
            "the step's frame already shows what it did; leave the step out, or check the recording's clock"),
    /** A frame could not be read by OCR or classified within its time. */
    READING_FAILED(Severity.QUARANTINE, "the trajectory is withheld"),
    /** A screen has text in a script that none of the languages covers. */
    SCRIPT_UNREAD(
            Severity.WARNING,
            "the text is masked; name a language of that script in readings.language and have its model in readings.models"),
    /** The independent look still found something private. */
    LEAK_FOUND(Severity.QUARANTINE, "the trajectory is withheld; see its leaks in 07-verified"),
    /** Invented secrets on invented screens got through the build's own redaction, or past its check. */
    CANARY_MISSED(
            Severity.QUARANTINE,
            "redaction is not working here: check that OCR natives, models and fonts on this machine are the built ones,"
                    + " and run the tests of this version");

    private final Severity severity;
    private final String remedy;

    ViolationCode(Severity severity, String remedy) {
        this.severity = severity;
        this.remedy = remedy;
    }

    public Severity severity() {
        return severity;
    }

    /** What a person can do about it. */
    public String remedy() {
        return remedy;
    }

    /** What a violation does to the recording it is about. */
    public enum Severity {
        /** Counted and said; the recording goes on without the bad part. */
        WARNING,
        /** The recording, or the trajectory, goes no further. */
        QUARANTINE
    }
}
