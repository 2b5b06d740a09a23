package dev.scrim.jobs.build;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.datasets.store.Manifest;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.StageNames;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Ends a build in which no recording is left behind stages 01 and 02: nobody's consent, or a folder of something else.
 * The other stages would make an export of nothing, in minutes, and whoever waits for it would look for the reason there.
 */
final class NothingLeft {
    private NothingLeft() {}

    /** @throws UserError with each reason and what to do about it */
    static void refuse(Build build) {
        Manifest captured = build.manifest(StageNames.CAPTURE);
        Manifest timeline = build.manifest(StageNames.TIMELINE);
        if (timeline.count("recordings.out") > 0) {
            return;
        }
        long in = captured.count("recordings.in");
        String reasons = Arrays.stream(ViolationCode.values())
                .filter(c -> c.severity() == ViolationCode.Severity.QUARANTINE)
                .filter(c -> captured.violations(c) + timeline.violations(c) > 0)
                .map(c -> c + " \u00d7 " + (captured.violations(c) + timeline.violations(c)) + ": " + c.remedy())
                .collect(Collectors.joining("; "));
        throw new UserError(
                "Cannot build: " + (in == 1 ? "the one recording" : "none of " + in + " recordings")
                        + (in == 1 ? " cannot be used" : " can be used"),
                reasons.isEmpty() ? "look into the sources: nothing in them is a recording" : reasons);
    }
}
