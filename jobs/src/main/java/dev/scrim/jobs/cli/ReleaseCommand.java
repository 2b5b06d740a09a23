package dev.scrim.jobs.cli;

import dev.scrim.datasets.release.ReviewSource;
import dev.scrim.jobs.halt.HaltOrders;
import dev.scrim.jobs.release.ReleaseJob;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code scrim release}. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description = "Open a signed build for a named consumer: every file is decrypted, hashed, read and counted"
                + " against the manifests, and laid beside its signatures, privacy review and certificate.",
        footer = {"", "Example:", "  scrim release out/builds/67ea9969688a9c6a --to desk-work-1.0 --consumer dan"})
final class ReleaseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "BUILD", description = "The build's folder: WORKSPACE/builds/ID.")
    private Path build = Path.of(".");

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            description = "A folder that is not there yet; made with mode 700.")
    private Path to = Path.of(".");

    @Option(names = "--consumer", required = true, paramLabel = "NAME", description = "The account that it is for.")
    private String consumer = "";

    @Option(
            names = "--keyring",
            paramLabel = "FILE",
            description = "Keyring file (default: keyring.json in the workspace).")
    private @Nullable Path keyring;

    @Mixin
    private Governed governed = new Governed();

    @Override
    public Integer call() throws IOException {
        HaltOrders.requireAround(build, "release a build", "release", Terminal.who(), Clock.systemUTC());
        ReleaseJob job = new ReleaseJob(
                build, Optional.ofNullable(keyring), governed.anchors(), ReviewSource.NONE, Clock.systemUTC());
        System.out.println(job.release(to, consumer, governed.caller(job.workspace())));
        return 0;
    }
}
