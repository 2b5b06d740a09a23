package dev.scrim.jobs.cli;

import dev.scrim.datasets.release.ReviewSource;
import dev.scrim.jobs.release.ReleaseJob;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code scrim status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Say how far a build has come (draft, redacted, verified, reviewed, signed, released), and what"
                + " stands between it and a release.",
        footer = {"", "Example:", "  scrim status out/builds/67ea9969688a9c6a"})
final class StatusCommand implements Callable<Integer> {
    @Parameters(paramLabel = "BUILD", description = "The build's folder: WORKSPACE/builds/ID.")
    private Path build = Path.of(".");

    @Mixin
    private Governed governed = new Governed();

    @Override
    public Integer call() throws IOException {
        new ReleaseJob(build, Optional.empty(), governed.anchors(), ReviewSource.NONE, Clock.systemUTC())
                .status()
                .forEach(System.out::println);
        return 0;
    }
}
