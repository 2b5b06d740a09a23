package dev.scrim.featurizers.action;

import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.WindowEvent;
import java.util.Optional;

/**
 * A step whose frames are not chosen yet.
 *
 * @param ordinal place within the recording, from 0
 * @param trajectory ordinal of the trajectory within the recording
 * @param segment the run between cuts it lies in
 * @param firstGesture the gesture it began with, as announced to {@link GrammarSink#began}; for a wait, that of the step
 *     behind it
 * @param lastGesture the gesture it ended with
 * @param window the active window when it began
 */
public record UnplacedStep(
        int ordinal,
        int trajectory,
        int segment,
        Action action,
        long firstGesture,
        long lastGesture,
        Optional<WindowEvent> window) {}
