package dev.scrim.jobs.build;

import dev.scrim.datasets.check.UserError;
import dev.scrim.datasets.check.ViolationCode;
import dev.scrim.jobs.stage.Build;
import dev.scrim.jobs.stage.StageNames;
import java.util.stream.Collectors;

/**
 * Ends a build in which no recording is left behind stages 01 and 02: nobody's consent, or a folder of something else.
 * The other stages would make an export of nothing, in minutes, and whoever waits for it would look for the reason there.
 */
final class NothingLeft {
    private NothingLeft() {}

    /** @throws UserError with each reason and what to do about it */
    static void refuse(Build build) {
        if (build.manifest(StageNames.TIMELINE).count("recordings.out") > 0) {
            return;
        }
        long in = build.manifest(StageNames.CAPTURE).count("recordings.in");
        String reasons = Defects.of(build, StageNames.TIMELINE).entrySet().stream()
                .filter(e -> e.getKey().severity() == ViolationCode.Severity.QUARANTINE)
                .map(e -> e.getKey() + " \u00d7 " + e.getValue().count() + " ("
                        + String.join("; ", e.getValue().places())
                        + (e.getValue().count() > e.getValue().places().size() ? "; ..." : "") + "): "
                        + e.getKey().remedy())
                .collect(Collectors.joining("; "));
        throw new UserError(
                "Cannot build: " + (in == 1 ? "the one recording" : "none of " + in + " recordings")
                        + (in == 1 ? " cannot be used" : " can be used"),
                reasons.isEmpty() ? "look into the sources: nothing in them is a recording" : reasons);
    }
}
