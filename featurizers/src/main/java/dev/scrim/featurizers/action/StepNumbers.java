package dev.scrim.featurizers.action;

import dev.scrim.datasets.model.Action;
import dev.scrim.datasets.model.TimeSpan;

/** Numbers steps and trajectories, and puts a wait where nothing was entered for long. */
final class StepNumbers {
    private final ActionProfile profile;
    private final GrammarSink sink;
    private int nextStep;
    private int trajectory = -1;
    private int stepsInTrajectory;
    private long trajectoryStartUs;
    private long lastEndUs;
    private int lastSegment;

    StepNumbers(ActionProfile profile, GrammarSink sink) {
        this.profile = profile;
        this.sink = sink;
    }

    /** Sends the step on, and before it the wait that it ended; returns its ordinal. */
    int step(Action action, Atom first, Atom last) {
        long startUs = action.span().startUs();
        boolean fresh = trajectory < 0
                || first.segment != lastSegment
                || startUs - lastEndUs > profile.idleGapUs()
                || stepsInTrajectory >= profile.maxTrajectorySteps()
                || action.span().endUs() - trajectoryStartUs > profile.maxTrajectoryUs();
        if (fresh) {
            trajectory++;
            stepsInTrajectory = 0;
            trajectoryStartUs = startUs;
        } else if (first.approachUs - lastEndUs >= profile.waitUs()
                && stepsInTrajectory + 1 < profile.maxTrajectorySteps()) {
            Action.Wait wait = new Action.Wait(new TimeSpan(lastEndUs, first.approachUs));
            send(wait, first, first);
        }
        int ordinal = send(action, first, last);
        lastEndUs = Math.max(lastEndUs, action.span().endUs());
        lastSegment = first.segment;
        return ordinal;
    }

    private int send(Action action, Atom first, Atom last) {
        int ordinal = nextStep++;
        stepsInTrajectory++;
        sink.step(new UnplacedStep(ordinal, trajectory, first.segment, action, first.id, last.id, first.window));
        return ordinal;
    }
}
