package dev.scrim.jobs.cli;

import dev.scrim.jobs.account.Caller;
import dev.scrim.jobs.audit.SystemUser;
import dev.scrim.jobs.halt.HaltOrders;
import dev.scrim.jobs.release.ReleaseJob;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The build that is signed or released, and what opens it. */
final class SealedBuild {
    @Parameters(paramLabel = "BUILD", description = "The build's folder: WORKSPACE/builds/ID.")
    private Path build = Path.of(".");

    @Mixin
    private ReviewOptions reviewed = new ReviewOptions();

    /**
     * What can be done to it.
     *
     * @param what {@code sign} or {@code release}; refused while the workspace is halted
     */
    ReleaseJob job(String what) {
        HaltOrders.requireAround(build, what + " a build", what, SystemUser.name(), Clock.systemUTC());
        return reviewed.job(build);
    }

    Caller caller(ReleaseJob job) {
        return reviewed.governed().caller(job.workspace());
    }
}
