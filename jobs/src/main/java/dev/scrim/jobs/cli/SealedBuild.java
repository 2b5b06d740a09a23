package dev.scrim.jobs.cli;

import dev.scrim.jobs.account.Caller;
import dev.scrim.jobs.audit.SystemUser;
import dev.scrim.jobs.halt.HaltOrders;
import dev.scrim.jobs.release.ReleaseJob;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The build that is signed or released, and what opens it. */
final class SealedBuild {
    @Parameters(paramLabel = "BUILD", description = "The build's folder: WORKSPACE/builds/ID.")
    private Path build = Path.of(".");

    @Option(
            names = "--keyring",
            paramLabel = "FILE",
            description = "Keyring file (default: keyring.json in the workspace).")
    private @Nullable Path keyring;

    @Mixin
    private ReviewDb db = new ReviewDb();

    @Mixin
    private Governed governed = new Governed();

    /**
     * What can be done to it.
     *
     * @param what {@code sign} or {@code release}; refused while the workspace is halted
     */
    ReleaseJob job(String what) {
        HaltOrders.requireAround(build, what + " a build", what, SystemUser.name(), Clock.systemUTC());
        Optional<Path> keys = Optional.ofNullable(keyring);
        return new ReleaseJob(build, keys, governed.anchors(), db.needed(build, keys), Clock.systemUTC());
    }

    Caller caller(ReleaseJob job) {
        return governed.caller(job.workspace());
    }
}
