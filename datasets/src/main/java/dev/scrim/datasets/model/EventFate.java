package dev.scrim.datasets.model;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What became of one raw event: consumed by exactly one step, or dropped with a code. Never both, never neither.
 *
 * @param step ordinal of the step that consumed it
 * @param dropCode why it was dropped
 */
public record EventFate(StreamKind stream, long ordinal, OptionalInt step, Optional<DropCode> dropCode) {
    public EventFate {
        Checks.that(step.isPresent() != dropCode.isPresent(), "Cannot record an event fate that is not exactly one");
    }
}
