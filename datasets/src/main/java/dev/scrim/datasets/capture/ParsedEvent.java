package dev.scrim.datasets.capture;

import dev.scrim.datasets.check.Violation;
import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.model.RawEvent;
import dev.scrim.datasets.model.StreamKind;
import java.util.Locale;

/** One line or row of a stream, understood or not. */
public sealed interface ParsedEvent {
    /** The event it stands for. */
    record Valid(RawEvent event) implements ParsedEvent {}

    /**
     * It is not what the format says.
     *
     * @param detail which field is wrong and how; never what was in it
     */
    record Invalid(String detail) implements ParsedEvent {
        /**
         * Says it as a violation.
         *
         * @param line one-based line or row of the stream
         */
        public Violation toViolation(String recording, StreamKind stream, long line) {
            return new Violation(ViolationCode.EVENT_INVALID, recording, location(stream, line), detail);
        }
    }

    /** How a place in a stream is written: {@code keyboard:118}. */
    static String location(StreamKind stream, long line) {
        return stream.name().toLowerCase(Locale.ROOT) + ":" + line;
    }
}
